"""Asking the engine: the clinic's terms in, plain sentences out. Pure, apart from what the engine itself is given."""

from collections.abc import Sequence

from msgspec import structs

from fotfeste.pace import engine
from fotfeste.pace.dose_record import DoseRecord, EngineExchange
from fotfeste.pace.engine_input_types import ItemDict, LimitsDict, StateDict
from fotfeste.pace.limit_terms import LimitTerms
from fotfeste.pace.menu import MenuItem

ENGINE_VERSION = f"engine {engine.BELIEF_VERSION}"
GROUNDING_ID = "grounding"  # the engine's own name for it; the page adds the practice itself
REFERENCE_STATE = engine.State(activation=1, safety=6)
REFERENCE_ITEMS = tuple(
    engine.Item(id=f"set-{level}", family=family, level=level, minutes=minutes)
    for family, level, minutes in (("orienting", 1, 3), ("movement", 3, 10), ("parts", 4, 20))
)


def ask_engine(
    *, terms: LimitTerms, menu: Sequence[MenuItem], history: Sequence[DoseRecord], now: DoseRecord, digest: str
) -> tuple[EngineExchange, engine.Belief]:
    """Let the engine choose among `menu` for the state in `now`. Raises `engine.PaceInputError`."""
    items = tuple(_engine_item(item) for item in menu)
    asked = EngineExchange(menu=items, limits=engine_limits(terms), now_days=now.t_days, history=digest, offers=())
    belief = build_belief(asked.limits, history)
    return structs.replace(asked, offers=_propose_offers(asked, belief, now.state)), belief


def recompute_offers(
    exchange: EngineExchange, history: Sequence[DoseRecord], state: StateDict
) -> tuple[engine.Offer, ...]:
    """What the engine says to exactly this question; the way to work an earlier answer out again."""
    return _propose_offers(exchange, build_belief(exchange.limits, history), state)


def _propose_offers(asked: EngineExchange, belief: engine.Belief, state: StateDict) -> tuple[engine.Offer, ...]:
    items = [engine.Item.from_dict(item) for item in asked.menu]
    limits = engine.Limits.from_dict(asked.limits)
    return tuple(engine.propose(belief, engine.State.from_dict(state), items, limits, asked.now_days))


def build_belief(limits: LimitsDict, history: Sequence[DoseRecord]) -> engine.Belief:
    """The engine's belief from these doses, also where two were begun at one moment. Raises `engine.PaceInputError`."""
    sessions = [engine.Session.from_dict(record.as_session()) for record in history]
    return engine.observe(engine.sort_history(sessions), engine.Limits.from_dict(limits))


def reference_risks(belief: engine.Belief, now_days: float) -> tuple[engine.Risk, ...]:
    """What the engine makes of three set amounts on an ordinary day: its conclusions, beside what they came from."""
    return tuple(engine.risk(belief, REFERENCE_STATE, item, now_days) for item in REFERENCE_ITEMS)


def explain_offer(offer: engine.Offer, language: str) -> tuple[str, ...]:
    """Why it stands, in plain sentences."""
    return tuple(engine.explain(offer, "nb" if language == "nb" else "en"))


def _engine_item(item: MenuItem) -> ItemDict:
    return ItemDict(
        id=item["slug"],
        family=item["family"],
        level=item["level"],
        minutes=item["minutes"],
        direction=item["direction"],
    )


def engine_limits(terms: LimitTerms) -> LimitsDict:
    """Minutes are bounded per family, which the engine's one ceiling cannot say: the menu is within them already."""
    return LimitsDict(
        tier=terms.tier,
        max_level=dict(terms.max_level),
        max_minutes=None,
        closed_families=list(terms.closed_families),
        paused=terms.paused,
        alpha_max=None,
        with_therapist=False,
    )
