"""Reading the shelf and the runs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from fotfeste.pace.limit_terms import LimitTerms
from fotfeste.pace.services import MenuItem, is_item_within_limits, is_on_menu
from fotfeste.people.models import Person
from fotfeste.practices import labels
from fotfeste.practices.catalogue import GROUNDING, Entry, practices
from fotfeste.practices.format import FAMILIES, Practice
from fotfeste.practices.models import Run

GOES_ON_FOR = timedelta(hours=12)


@dataclass(frozen=True)
class Family:
    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Shelf:
    """What lies open, family by family, and whether something on her menu is closed for now."""

    grounding: Entry | None
    families: tuple[Family, ...]
    paused: bool
    some_closed: bool


def entry(practice: Practice, terms: LimitTerms) -> Entry:
    """Grounding is always open, whatever the limits say."""
    if practice.slug == GROUNDING:
        return Entry(practice, usual=True, softer=True)
    usual = is_item_within_limits(terms, _item(practice, practice.minutes_usual))
    return Entry(practice, usual=usual, softer=is_item_within_limits(terms, _item(practice, practice.minutes_short)))


def is_hers(slug: str, terms: LimitTerms) -> bool:
    """Whether it is on her menu at all; what is not does not exist for her."""
    return slug == GROUNDING or is_on_menu(terms, slug)


def shelf(terms: LimitTerms, language: str) -> Shelf:
    everything = practices(language)
    grounding = everything.get(GROUNDING)
    hers = [
        entry(practice, terms) for slug, practice in everything.items() if slug != GROUNDING and is_hers(slug, terms)
    ]
    return Shelf(
        grounding=entry(grounding, terms) if grounding else None,
        families=tuple(_by_family([each for each in hers if each.is_open])),
        paused=terms.paused,
        some_closed=any(not each.is_open for each in hers),
    )


def _by_family(entries: list[Entry]) -> Iterator[Family]:
    for family in FAMILIES:
        if found := tuple(each for each in entries if each.practice.family == family):
            yield Family(str(labels.FAMILY[family]), found)


def _item(practice: Practice, minutes: int) -> MenuItem:
    return MenuItem(
        slug=practice.slug,
        family=practice.family,
        level=practice.level,
        minutes=minutes,
        direction=practice.direction,
    )


def left_open(client: Person, now: datetime) -> Run | None:
    """The practice she was in the middle of, if it was today."""
    begun = Run.objects.filter(client=client, started_at__gt=now - GOES_ON_FOR).order_by("-started_at").first()
    return begun if begun and begun.ended_at is None else None


def runs(client: Person, since: datetime) -> QuerySet[Run]:
    """Her runs since then, newest first. The caller has already asked whether the reader may see them."""
    return Run.objects.filter(client=client, started_at__gte=since).order_by("-started_at")
