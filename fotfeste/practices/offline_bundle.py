"""The practices as plain data, for a phone without a net: every text of one language and the drawings it needs."""

from pathlib import Path
from typing import Any

from fotfeste.practices import labels
from fotfeste.practices.catalogue import GROUNDING, load_practices
from fotfeste.practices.content_check import FIGURES
from fotfeste.practices.format import Practice, Step


def build_offline_bundle(language: str) -> dict[str, Any]:
    practices_by_slug = load_practices(language)
    figures = sorted({step.figure for practice in practices_by_slug.values() for step in practice.steps})
    return {
        "language": language,
        "grounding": GROUNDING,
        "practices": {slug: _practice(each) for slug, each in practices_by_slug.items()},
        "figures": {name: _drawing(FIGURES / f"{name}.svg") for name in figures},
    }


def _practice(practice: Practice) -> dict[str, Any]:
    return {
        "slug": practice.slug,
        "title": practice.title,
        "purpose": practice.purpose,
        "colour": "dawn" if practice.slug == GROUNDING else labels.FAMILY_COLOURS.get(practice.family, "spruce"),
        "minutes": {"usual": practice.minutes_usual, "short": practice.minutes_short},
        "steps": [_step(step) for step in practice.steps],
    }


def _step(step: Step) -> dict[str, Any]:
    cue = step.cue
    return {
        "id": step.id,
        "title": step.title,
        "text": step.text,
        "softer": step.softer or "",
        "short": step.short,
        "options": list(step.options),
        "figure": step.figure,
        "breath": [cue.breath_in_s, cue.breath_out_s] if cue and cue.breath_in_s else None,
    }


def _drawing(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
