"""Input that cannot be read is refused in one clear way, and what is merely empty has a defined answer."""

# mypy: disable-error-code="arg-type,dict-item,list-item,misc"
# These tests hand over, on purpose, what the types forbid.

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import fotfeste.pace.engine as engine
from fotfeste.pace.engine import (
    GROUNDING,
    After,
    Belief,
    Chosen,
    Item,
    Limits,
    NextDay,
    PaceInputError,
    Prior,
    Session,
    State,
    observe,
    propose,
    risk,
    update,
)

from .engine_cases import CALM, RICH_MENU, settled_history, some_examples

NAN, INF = math.nan, math.inf
GOOD = Session(1, CALM, (), Chosen("yoga", 1, 5), 5, After(0, 8, True, 10))
ITEM = Item("hands", "orienting", 1, 3)


@pytest.mark.parametrize("kind", [State, After, NextDay, Limits, Prior, Chosen])
def test_all_none_is_legal_and_unknown_keys_are_named(kind: Any) -> None:
    flags = {"stopped_early", "paused", "with_therapist"}
    fields = kind().to_dict()
    assert kind.from_dict({key: value if key in flags else None for key, value in fields.items()})
    with pytest.raises(PaceInputError, match="pulse"):
        kind.from_dict({**fields, "pulse": 3})
    with pytest.raises(PaceInputError, match="dictionary"):
        kind.from_dict([])


@pytest.mark.parametrize("value", [GOOD, ITEM, GROUNDING, observe([GOOD], Limits())])
def test_missing_and_unknown_keys_are_refused(value: Any) -> None:
    whole = value.to_dict()
    with pytest.raises(PaceInputError):
        type(value).from_dict({**whole, "note": "x"})
    with pytest.raises(PaceInputError):
        type(value).from_dict({})


item_dicts = st.fixed_dictionaries(
    {
        "id": st.text(min_size=1).filter(lambda name: name != "grounding"),
        "family": st.sampled_from(engine.FAMILIES),
        "level": st.integers(1, 5),
        "minutes": st.integers(1, 1440) | st.floats(0.1, 1440),
    },
    optional={"direction": st.sampled_from(engine.DIRECTIONS)},
)


@some_examples
@given(item_dicts)
def test_nothing_an_item_says_is_lost_on_the_way_in_and_out(said: dict[str, Any]) -> None:
    assert Item.from_dict(said).to_dict() == {"direction": "either"} | said


def test_a_belief_of_another_version_is_refused() -> None:
    whole = observe([GOOD], Limits()).to_dict()
    with pytest.raises(PaceInputError, match="version"):
        Belief.from_dict({**whole, "version": 1})
    with pytest.raises(PaceInputError, match="sessions"):
        Belief.from_dict({**whole, "sessions": "none"})


def build(kind: Any, values: dict[str, Any]) -> Any:
    """The record constructed from the parts that `from_dict` reads."""
    nested = {"state": State, "chosen": Chosen, "after": After, "next_day": NextDay}
    return kind(**{key: nested[key](**v) if isinstance(v, dict) and key in nested else v for key, v in values.items()})


BROKEN_SESSIONS: list[dict[str, Any]] = [
    {"t_days": NAN},
    {"t_days": None},
    {"t_days": INF},
    {"t_days": 10**400},
    {"state": {"activation": NAN, "safety": 5}},
    {"state": {"activation": 6, "safety": 5}},
    {"state": {"activation": 0, "safety": -1}},
    {"state": {"activation": 0, "safety": 5, "hrv_z": INF}},
    {"chosen": {"family": "dance", "level": 1, "minutes": 5}},
    {"chosen": {"family": "yoga", "level": 9, "minutes": 5}},
    {"chosen": {"family": "yoga", "level": 1.5, "minutes": 5}},
    {"chosen": {"family": "yoga", "level": True, "minutes": 5}},
    {"chosen": {"family": "yoga", "level": 1, "minutes": -5}},
    {"chosen": {"family": "yoga", "level": 1, "minutes": NAN}},
    {"chosen": "yoga"},
    {"done_minutes": NAN},
    {"done_minutes": -1},
    {"done_minutes": "5"},
    {"after": {"activation": NAN}},
    {"after": {"activation": 0, "safety": 11}},
    {"after": {"settled": "yes"}},
    {"after": {"settled": True, "recovery_min": NAN}},
    {"after": {"stopped_early": None}},
    {"next_day": {"activation": NAN}},
    {"next_day": {"activation": 0, "felt_worse": 1}},
    {"offered": [None]},
    {"offered": [""]},
    {"offered": "yoga"},
    {"offered": 3},
]


@pytest.mark.parametrize("changes", BROKEN_SESSIONS, ids=range(len(BROKEN_SESSIONS)))
def test_a_session_that_cannot_be_read_is_never_made(changes: dict[str, Any]) -> None:
    values = {**GOOD.to_dict(), **changes}
    with pytest.raises(PaceInputError, match=next(iter(changes))):
        Session.from_dict(values)
    part = next((part for part in changes.values() if isinstance(part, dict)), changes)
    with pytest.raises(PaceInputError, match="|".join(part)):
        build(Session, values)


@pytest.mark.parametrize("session", [None, {}, State()])
def test_what_is_no_session_is_refused_everywhere(session: Any) -> None:
    with pytest.raises(PaceInputError):
        observe([GOOD, session], Limits())
    with pytest.raises(PaceInputError):
        update(observe([GOOD], Limits()), session)


@pytest.mark.parametrize("part", [{"activation": 0}, After(), "calm"])
def test_a_part_of_a_session_is_a_record_of_its_own_kind(part: Any) -> None:
    with pytest.raises(PaceInputError, match="state"):
        replace(GOOD, state=part)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: State(6), "State.activation: expected float <= 5.0, got 6."),
        (lambda: Limits("fragile"), "Limits.tier: expected tender | steady | robust, got 'fragile'."),
        (lambda: Session(1, offered="yoga"), "Session.offered: expected list, got str."),
        (lambda: Session.from_dict({"t_days": 1, "after": {"pulse": 3}}), "Session.after: .*unknown field pulse"),
        (lambda: Session.from_dict({}), "Session: .*missing required field t_days"),
        (lambda: Item("grounding", "breath", 1, 3), "Item.id: 'grounding' is in every answer"),
    ],
)
def test_the_sentence_says_what_and_what_was_expected(make: Callable[[], object], sentence: str) -> None:
    with pytest.raises(PaceInputError, match=sentence.replace("|", r"\|")):
        make()


def test_numpys_numbers_are_as_good_as_pythons() -> None:
    told = Session(np.float64(1), State(np.float32(0.5), np.int64(7)), (), Chosen("yoga", 1, np.float64(5)))
    assert told == Session(1.0, CALM, (), Chosen("yoga", 1, 5.0))
    assert [type(each) for each in (told.t_days, told.state.activation, told.state.safety)] == [float] * 3
    assert Session.from_dict({"t_days": np.float64(1), "done_minutes": np.int64(3)}) == Session(1, done_minutes=3)


BROKEN_LIMITS: list[dict[str, Any]] = [
    {"tier": "fragile"},
    {"tier": "steady\n"},
    {"max_level": {"dance": 1}},
    {"max_level": {"yoga": NAN}},
    {"max_level": {"yoga": -1}},
    {"max_level": {"yoga": "2"}},
    {"max_level": [2]},
    {"max_minutes": NAN},
    {"max_minutes": -5},
    {"max_minutes": INF},
    {"closed_families": ["dance"]},
    {"closed_families": "yoga"},
    {"paused": None},
    {"alpha_max": NAN},
    {"alpha_max": -0.1},
    {"alpha_max": 2},
    {"with_therapist": "yes"},
]


@pytest.mark.parametrize("values", BROKEN_LIMITS, ids=range(len(BROKEN_LIMITS)))
def test_limits_that_cannot_be_read_are_never_made(values: dict[str, Any]) -> None:
    for make in (Limits.from_dict, lambda values: Limits(**values)):
        with pytest.raises(PaceInputError, match=next(iter(values))):
            make(values)


@pytest.mark.parametrize("terms", [{"tier": "steady"}, State(), 3])
def test_what_is_no_limits_is_refused_everywhere(terms: Any) -> None:
    with pytest.raises(PaceInputError):
        propose(observe([], Limits()), CALM, [ITEM], terms, 0)
    with pytest.raises(PaceInputError):
        observe([], terms)


BROKEN_ITEMS: list[dict[str, Any]] = [
    {"id": ""},
    {"id": None},
    {"id": "grounding"},
    {"family": "dance"},
    {"level": 0},
    {"level": 6},
    {"level": None},
    {"minutes": NAN},
    {"minutes": 0},
    {"minutes": -3},
    {"direction": "up"},
]


@pytest.mark.parametrize("changes", BROKEN_ITEMS, ids=range(len(BROKEN_ITEMS)))
def test_an_item_that_cannot_be_read_is_never_made(changes: dict[str, Any]) -> None:
    with pytest.raises(PaceInputError, match=next(iter(changes))):
        replace(ITEM, **changes)
    with pytest.raises(PaceInputError, match=next(iter(changes))):
        Item.from_dict({**ITEM.to_dict(), **changes})


BROKEN_MENUS: list[Any] = [[None], [ITEM, replace(ITEM, level=2)], [{"id": "x"}], 7]


@pytest.mark.parametrize("menu", BROKEN_MENUS, ids=range(len(BROKEN_MENUS)))
def test_a_menu_that_cannot_be_read_is_refused(menu: Any) -> None:
    with pytest.raises(PaceInputError):
        propose(observe([], Limits()), CALM, menu, Limits(), 0)


@pytest.mark.parametrize("now", [NAN, INF, "today", True, 10**400])
def test_a_now_that_cannot_be_read_is_refused(now: Any) -> None:
    belief = observe([], Limits())
    with pytest.raises(PaceInputError):
        propose(belief, CALM, [ITEM], Limits(), now)
    with pytest.raises(PaceInputError):
        risk(belief, CALM, ITEM, now)


@pytest.mark.parametrize("values", [({"fragile": 1},), ({"steady": NAN},), ([], 1), ({}, -1), ({"steady": 99},)])
def test_a_prior_that_cannot_be_read_is_never_made(values: Any) -> None:
    with pytest.raises(PaceInputError, match="Prior"):
        Prior(*values)
    with pytest.raises(PaceInputError, match="prior"):
        observe([], Limits(), values)


def test_other_things_that_cannot_be_read_are_refused() -> None:
    belief = observe([], Limits())
    calls: list[Callable[[], object]] = [
        lambda: observe(5, Limits()),
        lambda: propose({}, CALM, [ITEM], Limits(), 0),
        lambda: propose(belief, 3, [ITEM], Limits(), 0),
        lambda: risk(belief, CALM, None, 0),
        lambda: update(None, GOOD),
    ]
    for call in calls:
        with pytest.raises(PaceInputError):
            call()


def test_what_gives_grounding_only() -> None:
    belief = observe(settled_history(5, Limits("robust")), Limits("robust"))
    every = Limits("robust", closed_families=engine.FAMILIES)
    zero = Limits("robust", max_level=dict.fromkeys(engine.FAMILIES, 0))
    for terms in (Limits("robust", paused=True), Limits(max_minutes=0), Limits(alpha_max=0), every, zero):
        assert propose(belief, CALM, RICH_MENU, terms, 20) == [GROUNDING]
    menus: list[list[Item] | None] = [[], None]
    for menu in menus:
        assert propose(belief, CALM, menu, Limits("robust"), 20) == [GROUNDING]
    assert propose(belief, CALM, RICH_MENU, Limits("robust"), None) == [GROUNDING]


def test_none_stands_for_nothing_told_and_an_empty_history() -> None:
    assert observe(None, None) == observe([], Limits())
    untold = Session(1, None, None, None, None, None)
    assert untold == Session(1)
    assert propose(observe([untold], None), None, RICH_MENU, None, 2) == [GROUNDING]


def test_a_closed_family_wins_over_a_ceiling_that_allows_it() -> None:
    terms = Limits("robust", max_level={"orienting": 5}, closed_families=("orienting",))
    assert propose(observe([], terms), CALM, [ITEM], terms, 0) == [GROUNDING]
