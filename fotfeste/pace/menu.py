"""What of a menu lies within a therapist's limits, and what of that a page shows where no answer is used."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from fotfeste.pace.limit_terms import LimitTerms

MAX_OFFERS = 3
LIGHT_LEVEL = 2


class MenuItem(TypedDict):
    """A practice as pace knows it. The rooms above hand these in; pace never reads a practice."""

    slug: str
    family: str
    level: int
    minutes: int
    direction: str


def is_item_within_limits(terms: LimitTerms, item: MenuItem) -> bool:
    """Whether the therapist's limits leave this open now. What she has not limited is open."""
    family = item["family"]
    return (
        not terms.paused
        and family not in terms.closed_families
        and is_on_menu(terms, item["slug"])
        and item["level"] <= terms.max_level.get(family, item["level"])
        and item["minutes"] <= terms.max_minutes.get(family, item["minutes"])
    )


def is_on_menu(terms: LimitTerms, slug: str) -> bool:
    """Whether the therapist's menu names it; without a menu everything is on it."""
    return terms.menu is None or slug in terms.menu


def filter_by_limits(terms: LimitTerms, menu: Sequence[MenuItem]) -> list[MenuItem]:
    """The open items: in the therapist's order if she made a menu, otherwise as they came."""
    items = [item for item in menu if is_item_within_limits(terms, item)]
    if terms.menu is None:
        return items
    return sorted(items, key=lambda item: terms.menu.index(item["slug"]) if terms.menu else 0)


def select_without_engine(terms: LimitTerms, menu: Sequence[MenuItem]) -> list[MenuItem]:
    """What to show when no answers are used: her order, or the lightest with one of each family first."""
    items = filter_by_limits(terms, menu)
    if terms.menu is not None:
        return items[:MAX_OFFERS]
    by_weight = sorted(items, key=lambda item: (item["level"], item["minutes"]))
    families: set[str] = set()
    repeated = []
    for item in by_weight:
        repeated.append(item["family"] in families)
        families.add(item["family"])
    chosen = [item for _, item in sorted(zip(repeated, by_weight, strict=True), key=lambda pair: pair[0])]
    return chosen[:MAX_OFFERS]


@dataclass(frozen=True)
class DisplayedOffer:
    slug: str
    family: str
    level: int
    minutes: int
    because: tuple[str, ...]


@dataclass(frozen=True)
class OffersForToday:
    """What the page shows beside grounding and 'not today'. `dose_id` only when the engine was asked."""

    dose_id: UUID | None
    offers: tuple[DisplayedOffer, ...]
    uses_answers: bool
    paused: bool
    grounding_because: tuple[str, ...] = ()
    day_after: UUID | None = None  # the dose to ask about: was it heavier afterwards?


def offers_by_limits(terms: LimitTerms, menu: Sequence[MenuItem], language: str) -> OffersForToday:
    with override(language):
        offers = tuple(
            DisplayedOffer(
                item["slug"], item["family"], item["level"], item["minutes"], (_reason_without_engine(terms, item),)
            )
            for item in select_without_engine(terms, menu)
        )
    return OffersForToday(None, offers, False, terms.paused)


def _reason_without_engine(terms: LimitTerms, item: MenuItem) -> str:
    """Why it stands here when no answers are used: what is simply so."""
    if terms.menu is not None:
        return _("Your therapist has opened this one for you.")
    if item["level"] <= LIGHT_LEVEL:
        return _("It is among the lighter ones.")
    return _("It lies within what is open for you.")
