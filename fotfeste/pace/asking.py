"""Asking the engine: the clinic's terms in, plain sentences out. Pure, apart from what the engine itself is given."""

from collections.abc import Sequence
from typing import Any

from msgspec import structs

from fotfeste.pace import engine
from fotfeste.pace.menu import Item
from fotfeste.pace.record import Asked, DoseRecord
from fotfeste.pace.terms import Terms

GROUNDING = "grounding"  # the engine's own name for it; the page adds the practice itself


def ask(*, terms: Terms, menu: Sequence[Item], history: Sequence[DoseRecord], now: DoseRecord, digest: str) -> Asked:
    """Let the engine choose among `menu` for the state in `now`. Raises `engine.PaceInputError`."""
    items = tuple(_item(item) for item in menu)
    asked = Asked(menu=items, limits=_limits(terms), now_days=now.t_days, history=digest, offers=())
    return structs.replace(asked, offers=answer(asked, history, now.state))


def answer(asked: Asked, history: Sequence[DoseRecord], state: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    """What the engine says to exactly this question; the way to work an earlier answer out again."""
    limits = engine.Limits.from_dict(asked.limits)
    belief = engine.observe([engine.Session.from_dict(record.as_session()) for record in history], limits)
    items = [engine.Item.from_dict(item) for item in asked.menu]
    offers = engine.propose(belief, engine.State.from_dict(state), items, limits, asked.now_days)
    return tuple(offer.to_dict() for offer in offers)


def why(offer: dict[str, Any], language: str) -> tuple[str, ...]:
    return tuple(engine.explain(engine.Offer.from_dict(offer), "nb" if language == "nb" else "en"))


def _item(item: Item) -> dict[str, Any]:
    return {
        "id": item["slug"],
        "family": item["family"],
        "level": item["level"],
        "minutes": item["minutes"],
        "direction": item["direction"],
    }


def _limits(terms: Terms) -> dict[str, Any]:
    """Minutes are bounded per family, which the engine's one ceiling cannot say: the menu is within them already."""
    return {
        "tier": terms.tier,
        "max_level": dict(terms.max_level),
        "max_minutes": None,
        "closed_families": list(terms.closed_families),
        "paused": terms.paused,
        "alpha_max": None,
        "with_therapist": False,
    }
