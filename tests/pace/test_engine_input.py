"""Input that cannot be read is refused in one clear way, and what is merely empty has a defined answer."""

# mypy: disable-error-code="arg-type,dict-item,list-item,misc"
# These tests hand over, on purpose, what the types forbid.

import json
import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

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
from fotfeste.pace.engine.validation import Record

from .engine_cases import CALM, RICH_MENU, settled_history

NAN, INF = math.nan, math.inf
GOOD = Session(1, CALM, (), Chosen("yoga", 1, 5), 5, After(0, 8, True, 10))
ITEM = Item("hands", "orienting", 1, 3)


def canonical_json(value: Record) -> str:
    return json.dumps(value.to_dict(), allow_nan=False)


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


def test_a_belief_of_another_version_is_refused() -> None:
    whole = observe([GOOD], Limits()).to_dict()
    with pytest.raises(PaceInputError, match="version"):
        Belief.from_dict({**whole, "version": 1})
    with pytest.raises(PaceInputError, match="sessions"):
        Belief.from_dict({**whole, "sessions": "none"})


BROKEN_SESSIONS: list[Any] = [
    replace(GOOD, t_days=NAN),
    replace(GOOD, t_days=None),
    replace(GOOD, t_days=INF),
    replace(GOOD, t_days=10**400),
    replace(GOOD, state=State(NAN, 5)),
    replace(GOOD, state=State(6, 5)),
    replace(GOOD, state=State(0, -1)),
    replace(GOOD, state=State(0, 5, INF)),
    replace(GOOD, state={"activation": 0}),
    replace(GOOD, chosen=Chosen("dance", 1, 5)),
    replace(GOOD, chosen=Chosen("yoga", 9, 5)),
    replace(GOOD, chosen=Chosen("yoga", 1.5, 5)),
    replace(GOOD, chosen=Chosen("yoga", True, 5)),
    replace(GOOD, chosen=Chosen("yoga", 1, -5)),
    replace(GOOD, chosen=Chosen("yoga", 1, NAN)),
    replace(GOOD, chosen="yoga"),
    replace(GOOD, done_minutes=NAN),
    replace(GOOD, done_minutes=-1),
    replace(GOOD, done_minutes="5"),
    replace(GOOD, after=After(NAN)),
    replace(GOOD, after=After(0, 11)),
    replace(GOOD, after=After(0, 5, "yes")),
    replace(GOOD, after=After(0, 5, True, NAN)),
    replace(GOOD, after=After(stopped_early=None)),
    replace(GOOD, next_day=NextDay(NAN)),
    replace(GOOD, next_day=NextDay(0, 1)),
    replace(GOOD, offered=[None]),
    replace(GOOD, offered=3),
    None,
    {},
]


@pytest.mark.parametrize("session", BROKEN_SESSIONS, ids=range(len(BROKEN_SESSIONS)))
def test_a_session_that_cannot_be_read_is_refused_everywhere(session: Any) -> None:
    with pytest.raises(PaceInputError):
        observe([GOOD, session], Limits())
    with pytest.raises(PaceInputError):
        update(observe([GOOD], Limits()), session)
    if isinstance(session, Session) and isinstance(session.state, State):
        with pytest.raises(PaceInputError):
            Session.from_dict(session.to_dict())


BROKEN_LIMITS: list[Any] = [
    Limits("fragile"),
    Limits(max_level={"dance": 1}),
    Limits(max_level={"yoga": NAN}),
    Limits(max_level={"yoga": -1}),
    Limits(max_level={"yoga": "2"}),
    Limits(max_level=[2]),
    Limits(max_minutes=NAN),
    Limits(max_minutes=-5),
    Limits(max_minutes=INF),
    Limits(closed_families=["dance"]),
    Limits(closed_families="yoga"),
    Limits(paused=None),
    Limits(alpha_max=NAN),
    Limits(alpha_max=-0.1),
    Limits(alpha_max=2),
    Limits(with_therapist="yes"),
    {"tier": "steady"},
]


@pytest.mark.parametrize("terms", BROKEN_LIMITS, ids=range(len(BROKEN_LIMITS)))
def test_limits_that_cannot_be_read_are_refused(terms: Any) -> None:
    with pytest.raises(PaceInputError):
        propose(observe([], Limits()), CALM, [ITEM], terms, 0)
    with pytest.raises(PaceInputError):
        observe([], terms)


BROKEN_MENUS: list[Any] = [
    [None],
    [ITEM, replace(ITEM, level=2)],
    [replace(ITEM, id="")],
    [replace(ITEM, id="grounding")],
    [replace(ITEM, family="dance")],
    [replace(ITEM, level=0)],
    [replace(ITEM, level=6)],
    [replace(ITEM, level=None)],
    [replace(ITEM, minutes=NAN)],
    [replace(ITEM, minutes=0)],
    [replace(ITEM, minutes=-3)],
    [replace(ITEM, direction="up")],
    [{"id": "x"}],
    7,
]


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


@pytest.mark.parametrize("prior", [Prior({"fragile": 1}), Prior({"steady": NAN}), Prior([], 1), Prior({}, -1), 3])
def test_a_prior_that_cannot_be_read_is_refused(prior: Any) -> None:
    with pytest.raises(PaceInputError):
        observe([], Limits(), prior)


def test_other_things_that_cannot_be_read_are_refused() -> None:
    belief = observe([], Limits())
    calls: list[Callable[[], object]] = [
        lambda: observe(5, Limits()),
        lambda: propose({}, CALM, [ITEM], Limits(), 0),
        lambda: propose(belief, 3, [ITEM], Limits(), 0),
        lambda: risk(belief, CALM, None, 0),
        lambda: risk(belief, State(NAN), ITEM, 0),
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
