"""The practices on the shelf, read once from content/. What the pace room needs of them is plain data: `items`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from fotfeste.pace.menu import MenuItem
from fotfeste.practices.check import CONTENT, SOURCES
from fotfeste.practices.format import LANGUAGES, Practice, parse

# The always-present grounding offer opens this one. It stands outside the menu: no limit closes it.
GROUNDING = "jording"


class UnknownPracticeError(LookupError):
    """There is no practice by that name in that language."""


@dataclass(frozen=True)
class Source:
    """Where a practice comes from, and the most that may be said of it."""

    cite: str
    says: str


@cache
def practices(language: str) -> Mapping[str, Practice]:
    """All practices of a language by slug: lightest first, then by title. Read from disk once per process."""
    if language not in LANGUAGES:
        return practices(LANGUAGES[0])
    found = [_read(file, language) for file in CONTENT.glob(f"*.{language}.md")]
    found.sort(key=lambda practice: (practice.level, practice.minutes_usual, practice.title))
    return MappingProxyType({practice.slug: practice for practice in found})


def _read(file: Path, language: str) -> Practice:
    return parse(file.read_text(encoding="utf-8"), file.name.split(".")[0], language)


def find(slug: str, language: str) -> Practice:
    """One practice. Raises UnknownPracticeError."""
    try:
        return practices(language)[slug]
    except KeyError:
        raise UnknownPracticeError(slug) from None


def items() -> list[MenuItem]:
    """The menu for offers, the same in every language. Grounding is left out: it is always offered, beside the menu."""
    return [
        MenuItem(
            slug=practice.slug,
            family=practice.family,
            level=practice.level,
            minutes=practice.minutes_usual,
            direction=practice.direction,
        )
        for practice in practices(LANGUAGES[0]).values()
        if practice.slug != GROUNDING
    ]


@cache
def source(key: str, language: str) -> Source:
    """The source a practice names, in the reader's language."""
    entry = yaml.safe_load(SOURCES.read_text(encoding="utf-8"))[key]
    return Source(cite=entry["cite"], says=entry["says"].get(language, entry["says"][LANGUAGES[0]]))
