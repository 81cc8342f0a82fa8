"""A small menu, and Ana being offered things from it."""

from datetime import timedelta
from typing import Any

from fotfeste.pace.models import Dose
from fotfeste.pace.services import Item, Shown, offers_now, record_choice, record_outcome, set_limits
from fotfeste.pace.terms import Terms
from tests.cast import NOW, Cast


def item(slug: str, family: str = "orienting", level: int = 1, minutes: int = 3, direction: str = "settles") -> Item:
    return Item(slug=slug, family=family, level=level, minutes=minutes, direction=direction)


MENU = [
    item("look", minutes=2),
    item("look-more", minutes=4),
    item("breathe", "breath", 2, 5),
    item("sounds", "mindfulness", 2, 6),
    item("chair", "yoga", 3, 7, "lifts"),
    item("push", "movement", 3, 8, "either"),
]


def offered(cast: Cast, *, activation: int | None = 1, safety: int | None = 6, minutes: int = 0, **more: Any) -> Shown:
    asked = {"menu": MENU, "language": "nb", **more}
    return offers_now(
        actor=cast.ana,
        client=cast.ana,
        activation=activation,
        safety=safety,
        now=NOW + timedelta(minutes=minutes),
        **asked,
    )


def slugs(shown: Shown) -> list[str]:
    return [offer.slug for offer in shown.offers]


def limit(cast: Cast, **terms: Any) -> None:
    set_limits(actor=cast.thea, client=cast.ana, terms=Terms(**terms), now=NOW)


def choose(cast: Cast, shown: Shown, **more: Any) -> Dose:
    chosen = {"family": "orienting", "level": 1, "minutes": 2, "dose_id": shown.dose_id, "now": NOW, **more}
    dose = record_choice(client=cast.ana, **chosen)
    assert dose
    return dose


def tell(cast: Cast, dose: Dose, **more: Any) -> None:
    silence = {"activation": None, "safety": None, "settled": None, "stopped_early": False, "felt_worse": None}
    amount = {"family": "orienting", "level": 1, "minutes": 2, "done_minutes": 2.0}
    now = {"now": NOW + timedelta(minutes=5)}
    record_outcome(client=cast.ana, dose_id=dose.pk, **{**now, **silence, **amount, **more})
