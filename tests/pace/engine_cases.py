"""Histories, days and menus for the engine's tests, and the rules' own words (not the engine's reading of them)."""

import os
from collections.abc import Sequence
from typing import TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from fotfeste.pace.engine import (
    FAMILIES,
    GROUNDING,
    TIERS,
    After,
    Chosen,
    Item,
    Limits,
    NextDay,
    Offer,
    Session,
    State,
    observe,
    propose,
)

LONG = os.environ.get("FOTFESTE_LONG") == "1"
many_examples = settings(
    max_examples=20_000 if LONG else 150,
    deadline=None,
    database=None,
    derandomize=not LONG,
    suppress_health_check=list(HealthCheck),
)
some_examples = settings(many_examples, max_examples=1_000 if LONG else 60)

MINUTES = (2, 3, 5, 7.5, 10, 15, 20, 30)
RICH_MENU = [
    Item(f"{family}-{level}-{minutes:g}", family, level, minutes, direction)
    for family, direction in (("orienting", "settles"), ("yoga", "lifts"), ("parts", "either"))
    for level in range(1, 6)
    for minutes in (2, 5, 10, 15, 20, 30)
]
PLAUSIBLE_MENU = RICH_MENU[::3]
CALM = State(0.5, 7)


def tenths(low: int, high: int) -> st.SearchStrategy[float]:
    return st.integers(low * 10, high * 10).map(lambda n: n / 10)


T = TypeVar("T")
Case = tuple[list[Session], Limits, float]


def optional(values: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    return st.one_of(values, values, values, st.none())


flags = st.booleans()
full_states = st.builds(State, tenths(-5, 5), tenths(0, 10), st.one_of(st.none(), tenths(-4, 4)))
states = st.builds(State, optional(tenths(-5, 5)), optional(tenths(0, 10)), optional(tenths(-4, 4)))
mild_states = st.builds(State, tenths(-2, 2), tenths(5, 9), st.none() | tenths(-4, 4))
mostly_mild_states = st.one_of(
    mild_states, mild_states, mild_states, states
)  # days on which something is mostly offered
after_reports = st.builds(
    After,
    optional(tenths(-5, 5)),
    optional(tenths(0, 10)),
    optional(flags),
    optional(tenths(0, 90)),
    st.just(False) | flags,
)
next_days = st.none() | st.builds(NextDay, optional(tenths(-5, 5)), optional(flags))
choices = st.builds(Chosen, st.sampled_from(FAMILIES), st.integers(1, 5), st.sampled_from(MINUTES))
limits = st.builds(
    Limits,
    tier=st.sampled_from([None, *TIERS]),
    max_level=st.dictionaries(st.sampled_from(FAMILIES), st.integers(0, 5), max_size=3),
    max_minutes=optional(st.sampled_from([0, 5, 10, 30])),
    closed_families=st.lists(st.sampled_from(FAMILIES), max_size=2, unique=True),
    paused=st.sampled_from([False, False, False, True]),
    alpha_max=st.none() | st.sampled_from([0, 0.02, 0.5]),
    with_therapist=flags,
)
free_limits = st.builds(Limits, tier=st.sampled_from(TIERS), with_therapist=flags)
menus = st.lists(
    st.tuples(
        st.sampled_from(FAMILIES),
        st.integers(1, 5),
        st.sampled_from(MINUTES),
        st.sampled_from(["settles", "lifts", "either"]),
    ),
    max_size=12,
).map(lambda rows: [Item(f"item-{i}", *row) for i, row in enumerate(rows)])
gaps = st.sampled_from([0.1, 0.5, 1, 2, 3, 7, 45])


@st.composite
def arbitrary_sessions(draw: st.DrawFn, t_days: float = 0.0) -> Session:
    """Anything that can be reported, also what contradicts itself."""
    chosen = draw(optional(choices))
    done = draw(optional(tenths(0, 30)))
    return Session(t_days, draw(states), ("a", "b"), chosen, done, draw(after_reports), draw(next_days))


@st.composite
def plausible_sessions(draw: st.DrawFn, t_days: float, history: Sequence[Session], terms: Limits) -> Session:
    """What a client does who chooses among the offers and mostly does well."""
    state = draw(mild_states)
    offers = propose(observe(history, terms), state, PLAUSIBLE_MENU, terms, t_days)
    offer = draw(st.sampled_from(offers))
    chosen = None if offer.id == "grounding" else Chosen(offer.family, offer.level, offer.minutes)
    done = offer.minutes * draw(st.sampled_from([1, 1, 1, 0.5, 0.1]))
    after = draw(st.sampled_from([After(0.5, 9, True, 8)] * 7 + [After(2.5, state.safety), After(4, 3), After()]))
    return Session(t_days, state, [o.id for o in offers], chosen, done, after, draw(next_days))


@st.composite
def cases(draw: st.DrawFn, least: int = 0) -> Case:
    """A history, its limits, and a now not before its end: it grew well for a while, then was lived or wild."""
    terms = draw(free_limits)
    history = settled_history(draw(st.integers(0, 12)), terms, draw(st.sampled_from([1.0, 3.0])))
    t_days = history[-1].t_days if history else 0.0
    for kind in draw(st.lists(st.sampled_from(["lived", "lived", "wild"]), min_size=least, max_size=4)):
        t_days += draw(gaps)
        lived = kind == "lived"
        history.append(draw(plausible_sessions(t_days, history, terms) if lived else arbitrary_sessions(t_days)))
    return history, terms, t_days + draw(gaps)


_settled_histories: dict[tuple[int, str, float], list[Session]] = {}


def settled_history(count: int, terms: Limits, every_days: float = 2.0) -> list[Session]:
    """A client for whom all goes well and who takes the largest load each time."""
    key = (count, repr(terms), every_days)
    if key not in _settled_histories:
        history = settled_history(count - 1, terms, every_days) if count else []
        if count:
            t_days = (count - 1) * every_days
            offer = largest_offer(propose(observe(history, terms), CALM, RICH_MENU, terms, t_days))
            history.append(settled_session(t_days, offer))
        _settled_histories[key] = history
    return list(_settled_histories[key])


def settled_session(t_days: float, offer: Offer) -> Session:
    chosen = None if offer.id == "grounding" else Chosen(offer.family, offer.level, offer.minutes)
    return Session(t_days, CALM, (), chosen, offer.minutes, After(0, 8, True, 10))


def require(value: T | None) -> T:
    assert value is not None
    return value


def chosen_level_minutes(session: Session) -> tuple[int, float]:
    """Level and minutes of what was chosen."""
    chosen = require(session.chosen)
    return require(chosen.level), require(chosen.minutes)


def load_of_offer(offer: Offer) -> float:
    return offer.load or 0.0


def without_grounding(offers: Sequence[Offer]) -> list[Offer]:
    return [offer for offer in offers if offer != GROUNDING]


def largest_offer(offers: Sequence[Offer]) -> Offer:
    return max(offers, key=load_of_offer)


def largest_measures(offers: Sequence[Offer]) -> tuple[float, float, float]:
    """Largest load, level and minutes among the offers, each separately."""
    return max(map(load_of_offer, offers)), max(offer.level for offer in offers), max(offer.minutes for offer in offers)


def is_at_most(lower: Sequence[Offer], upper: Sequence[Offer]) -> bool:
    return all(a <= b for a, b in zip(largest_measures(lower), largest_measures(upper), strict=True))


def propose_from_history(history: Sequence[Session], state: State | None, terms: Limits, now: float) -> list[Offer]:
    return propose(observe(history, terms), state, RICH_MENU, terms, now)


def is_reported_bad(session: Session) -> bool:
    """The rules' words: overwhelmed, stopped early, or safety fell by two or more."""
    after, before = session.after, session.state.safety
    overwhelmed = after.activation is not None and abs(after.activation) >= 3.5
    worse = session.next_day is not None and session.next_day.felt_worse is True
    fell = before is not None and after.safety is not None and before - after.safety >= 2
    return overwhelmed or worse or fell or after.stopped_early


def is_reported_settled(session: Session) -> bool:
    """The rules' words: told so, or activation within two with safety not lower than before."""
    after, before = session.after, session.state.safety
    calm = after.activation is not None and abs(after.activation) <= 2
    kept = before is not None and after.safety is not None and after.safety >= before
    return not is_reported_bad(session) and (after.settled is True or (calm and kept))


def withhold_report(session: Session) -> Session:
    """The same session with its report withheld."""
    return replace(session, after=After(stopped_early=session.after.stopped_early), next_day=None)
