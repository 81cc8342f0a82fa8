"""What the engine offers today, as a page shows it."""

from fotfeste.pace import engine_adapter
from fotfeste.pace.limit_terms import LimitTerms
from fotfeste.pace.menu import MAX_OFFERS, DisplayedOffer, OffersForToday
from fotfeste.pace.models import Dose


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
    return OffersForToday(dose.pk, shown[:MAX_OFFERS], True, terms.paused, grounding)
