"""What is offered today, as a page shows it: out of a dose the engine answered, or by the limits alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from fotfeste.pace import engine_adapter
from fotfeste.pace.limit_terms import LimitTerms
from fotfeste.pace.menu import MAX_OFFERS, MenuItem, select_without_engine
from fotfeste.pace.models import Dose
from fotfeste.people.models import PaceMode

LIGHT_LEVEL = 2


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
    mode: PaceMode
    paused: bool
    grounding_because: tuple[str, ...] = ()
    day_after: UUID | None = None  # the dose to ask about: was it heavier afterwards?


def offers_from_dose(dose: Dose, terms: LimitTerms, language: str) -> OffersForToday:
    offers = dose.session.asked.offers if dose.session.asked else ()
    shown = tuple(
        DisplayedOffer(
            offer.id,
            offer.family or "",
            offer.level,
            round(offer.minutes),
            engine_adapter.explain_offer(offer, language),
        )
        for offer in offers
        if offer.id != engine_adapter.GROUNDING_ID
    )
    grounding = next(
        (engine_adapter.explain_offer(offer, language) for offer in offers if offer.id == engine_adapter.GROUNDING_ID),
        (),
    )
    return OffersForToday(dose.pk, shown[:MAX_OFFERS], PaceMode.OFFERS, terms.paused, grounding)


def offers_by_limits(terms: LimitTerms, menu: Sequence[MenuItem], language: str) -> OffersForToday:
    with override(language):
        offers = tuple(
            DisplayedOffer(
                item["slug"], item["family"], item["level"], item["minutes"], (_reason_without_engine(terms, item),)
            )
            for item in select_without_engine(terms, menu)
        )
    return OffersForToday(None, offers, PaceMode.LIMITS, terms.paused)


def _reason_without_engine(terms: LimitTerms, item: MenuItem) -> str:
    """Why it stands here when no answers are used: what is simply so."""
    if terms.menu is not None:
        return _("Your therapist has opened this one for you.")
    if item["level"] <= LIGHT_LEVEL:
        return _("It is among the lighter ones.")
    return _("It lies within what is open for you.")
