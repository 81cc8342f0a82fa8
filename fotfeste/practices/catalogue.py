"""The practices, read once from content/, and how one is shown. `list_menu_items` is what pace needs of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml
from django.utils.translation import npgettext

from fotfeste.pace.menu import MenuItem
from fotfeste.practices import labels
from fotfeste.practices.content_check import CONTENT, SOURCES
from fotfeste.practices.format import LANGUAGES, Practice, parse_practice

# The always-present grounding offer opens this one. It stands outside the menu: no limit closes it.
GROUNDING = "jording"


class UnknownPracticeError(LookupError):
    """There is no practice by that name in that language."""


@dataclass(frozen=True)
class Source:
    """Where a practice comes from, and the most that may be said of it."""

    cite: str
    says: str


@dataclass(frozen=True)
class Entry:
    """One practice on her shelf and the ways it is open to her now."""

    practice: Practice
    usual: bool
    softer: bool

    @property
    def is_open(self) -> bool:
        return self.usual or self.softer

    @property
    def length(self) -> str:
        return self.usual_length if self.usual else self.softer_length

    @property
    def usual_length(self) -> str:
        return _minutes(self.practice.minutes_usual)

    @property
    def softer_length(self) -> str:
        return _minutes(self.practice.minutes_short)

    @property
    def direction(self) -> str:
        return str(labels.DIRECTION_LABELS[self.practice.direction])

    @property
    def positions(self) -> str:
        return ", ".join(str(labels.POSITION_LABELS[position]) for position in self.practice.positions)

    @property
    def colour(self) -> str:
        return "dawn" if self.practice.slug == GROUNDING else labels.FAMILY_COLOURS.get(self.practice.family, "spruce")

    @property
    def figure(self) -> str:
        """The drawing of its longest step between arriving and returning: what it mostly looks like."""
        inner = self.practice.steps[1:-1] or self.practice.steps
        return max(inner, key=lambda step: step.seconds).figure


@cache
def load_practices(language: str) -> Mapping[str, Practice]:
    """All practices of a language by slug: lightest first, then by title. Read from disk once per process."""
    if language not in LANGUAGES:
        return load_practices(LANGUAGES[0])
    by_slug = [_read_practice(file, language) for file in CONTENT.glob(f"*.{language}.md")]
    by_slug.sort(key=lambda practice: (practice.level, practice.minutes_usual, practice.title))
    return MappingProxyType({practice.slug: practice for practice in by_slug})


def _read_practice(file: Path, language: str) -> Practice:
    return parse_practice(file.read_text(encoding="utf-8"), file.name.split(".")[0], language)


def find_practice(slug: str, language: str) -> Practice:
    """One practice. Raises UnknownPracticeError."""
    try:
        return load_practices(language)[slug]
    except KeyError:
        raise UnknownPracticeError(slug) from None


def list_menu_items() -> list[MenuItem]:
    """The menu for offers, the same in every language. Grounding is left out: it is always offered, beside the menu."""
    return [
        MenuItem(
            slug=practice.slug,
            family=practice.family,
            level=practice.level,
            minutes=practice.minutes_usual,
            direction=practice.direction,
        )
        for practice in load_practices(LANGUAGES[0]).values()
        if practice.slug != GROUNDING
    ]


@cache
def find_source(key: str, language: str) -> Source:
    """The source a practice names, in the reader's language."""
    entry = yaml.safe_load(SOURCES.read_text(encoding="utf-8"))[key]
    return Source(cite=entry["cite"], says=entry["says"].get(language, entry["says"][LANGUAGES[0]]))


def _minutes(minutes: int) -> str:
    return npgettext("length", "{n} minute", "{n} minutes", minutes).format(n=minutes)
