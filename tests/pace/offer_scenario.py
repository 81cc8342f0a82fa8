"""A small menu, and Ana being offered things from it."""

from datetime import timedelta
from typing import Any

from fotfeste.pace.limit_terms import LimitTerms
from fotfeste.pace.models import Dose
from fotfeste.pace.services import MenuItem, OffersForToday, make_offers, record_choice, record_outcome, set_limits
from tests.cast import NOW, Cast


def make_item(
    slug: str, family: str = "orienting", level: int = 1, minutes: int = 3, direction: str = "settles"
) -> MenuItem:
    return MenuItem(slug=slug, family=family, level=level, minutes=minutes, direction=direction)


MENU = [
    make_item("look", minutes=2),
    make_item("look-more", minutes=4),
    make_item("breathe", "breath", 2, 5),
    make_item("sounds", "mindfulness", 2, 6),
    make_item("chair", "yoga", 3, 7, "lifts"),
    make_item("push", "movement", 3, 8, "either"),
]


def offers_for_ana(
    cast: Cast, *, activation: int | None = 1, safety: int | None = 6, minutes: int = 0, **more: Any
) -> OffersForToday:
    asked = {"menu": MENU, "language": "nb", **more}
    return make_offers(
        actor=cast.ana,
        client=cast.ana,
        activation=activation,
        safety=safety,
        now=NOW + timedelta(minutes=minutes),
        **asked,
    )


def slugs(shown: OffersForToday) -> list[str]:
    return [offer.slug for offer in shown.offers]


def set_ana_limits(cast: Cast, **terms: Any) -> None:
    set_limits(actor=cast.thea, client=cast.ana, terms=LimitTerms(**terms), now=NOW)


def choose_offer(cast: Cast, shown: OffersForToday, **more: Any) -> Dose:
    chosen = {"family": "orienting", "level": 1, "minutes": 2, "dose_id": shown.dose_id, "now": NOW, **more}
    dose = record_choice(actor=cast.ana, client=cast.ana, **chosen)
    assert dose
    return dose


def report_outcome(cast: Cast, dose: Dose, **more: Any) -> None:
    silence = {"activation": None, "safety": None, "settled": None, "stopped_early": False, "felt_worse": None}
    amount = {"family": "orienting", "level": 1, "minutes": 2, "done_minutes": 2.0}
    now = {"now": NOW + timedelta(minutes=5)}
    record_outcome(client=cast.ana, dose_id=dose.pk, **{"actor": cast.ana, **now, **silence, **amount, **more})
