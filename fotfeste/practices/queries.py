"""Reading the shelf and the runs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from fotfeste.pace.limit_terms import LimitTerms
from fotfeste.pace.services import MenuItem, is_item_within_limits, is_on_menu
from fotfeste.people.models import Person
from fotfeste.practices import labels
from fotfeste.practices.catalogue import GROUNDING, Entry, load_practices
from fotfeste.practices.format import FAMILIES, Practice
from fotfeste.practices.models import Run

CONTINUES_FOR = timedelta(hours=12)


@dataclass(frozen=True)
class Family:
    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class PracticeMenu:
    """What lies open, family by family, and whether something on her menu is closed for now."""

    grounding: Entry | None
    families: tuple[Family, ...]
    paused: bool
    some_closed: bool


def build_entry(practice: Practice, terms: LimitTerms) -> Entry:
    """Grounding is always open, whatever the limits say."""
    if practice.slug == GROUNDING:
        return Entry(practice, usual=True, softer=True)
    usual = is_item_within_limits(terms, _build_menu_item(practice, practice.minutes_usual))
    return Entry(
        practice, usual=usual, softer=is_item_within_limits(terms, _build_menu_item(practice, practice.minutes_short))
    )


def is_on_her_menu(slug: str, terms: LimitTerms) -> bool:
    """Whether it is on her menu at all; what is not does not exist for her."""
    return slug == GROUNDING or is_on_menu(terms, slug)


def build_menu(terms: LimitTerms, language: str) -> PracticeMenu:
    everything = load_practices(language)
    grounding = everything.get(GROUNDING)
    entries = [
        build_entry(practice, terms)
        for slug, practice in everything.items()
        if slug != GROUNDING and is_on_her_menu(slug, terms)
    ]
    return PracticeMenu(
        grounding=build_entry(grounding, terms) if grounding else None,
        families=tuple(_group_by_family([each for each in entries if each.is_open])),
        paused=terms.paused,
        some_closed=any(not each.is_open for each in entries),
    )


def _group_by_family(entries: list[Entry]) -> Iterator[Family]:
    for family in FAMILIES:
        if family_entries := tuple(each for each in entries if each.practice.family == family):
            yield Family(str(labels.FAMILY_LABELS[family]), family_entries)


def _build_menu_item(practice: Practice, minutes: int) -> MenuItem:
    return MenuItem(
        slug=practice.slug,
        family=practice.family,
        level=practice.level,
        minutes=minutes,
        direction=practice.direction,
    )


def find_open_run(client: Person, now: datetime) -> Run | None:
    """The practice she was in the middle of, if it was today."""
    latest_run = Run.objects.filter(client=client, started_at__gt=now - CONTINUES_FOR).order_by("-started_at").first()
    return latest_run if latest_run and latest_run.ended_at is None else None
