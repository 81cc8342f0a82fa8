"""What holds after every step of any history, however it went."""

import os
from collections.abc import Iterable
from itertools import groupby

import msgspec
import pytest

from fotfeste.constellations.board import WALL, Event, Refusal, State, evolve, fold, seat_view
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board import events as ev
from fotfeste.constellations.board.enums import Kind, Phase, Presence, Role
from fotfeste.constellations.board.evolve import OWN_WORD_EVENTS
from tests.constellations.random_histories import History, Step
from tests.constellations.scripted_board import COMMAND_DECODER

LONG = os.environ.get("FOTFESTE_LONG") == "1"
HISTORIES, PER_TEST = (10_000, 500) if LONG else (60, 30)
STARTS = range(0, HISTORIES, PER_TEST)
LIGHT = {Kind.SELF, Kind.RESOURCE, Kind.GOAL, Kind.PLACE}
# Nothing of how it looks from above may change while everything rests.
LOOKS = ("x", "y", "heading", "gaze", "scale", "posture", "shape", "tone", "on_board")


def play_histories(start: int, steps: int = 60) -> Iterable[Step]:
    for seed in range(start, start + PER_TEST):
        yield from History(seed, steps)


@pytest.mark.parametrize("start", STARTS)
def test_what_always_holds(start: int) -> None:
    for step in play_histories(start):
        counts_every_event(step)
        closes_only_when_all_are_out_of_their_roles(step)
        brings_a_resource_first(step)
        lets_nothing_move_while_all_rests(step)
        lets_nobody_be_in_a_role_from_outside(step)
        goes_on_only_with_the_client(step)


def counts_every_event(step: Step) -> None:
    assert step.after.seq == step.before.seq + len(step.events)
    if isinstance(step.decided, Refusal):
        assert step.after is step.before and step.decided.code.isidentifier()


def closes_only_when_all_are_out_of_their_roles(step: Step) -> None:
    if step.after.phase == Phase.CLOSED:
        assert not [key for key, s in step.after.seats.items() if s.owes and not step.after.waived.get(key)]


def brings_a_resource_first(step: Step) -> None:
    stood = {key for key, figure in step.before.figures.items() if figure.on_board}
    for key, figure in step.after.figures.items():
        if figure.on_board and key not in stood and step.after.elements[key].kind not in LIGHT:
            assert any(step.before.elements[each].kind == Kind.RESOURCE for each in stood)


def lets_nothing_move_while_all_rests(step: Step) -> None:
    """Frozen, paused or stopped: nothing that stands there moves, turns, changes, comes or goes."""
    if step.before.frozen and not lifts_the_rest(step):
        assert step.after.frozen
        assert placed_figures(step.before) == placed_figures(step.after)


def lifts_the_rest(step: Step) -> bool:
    """Only this ends a rest, and a freeze ends no more than a freeze laid."""
    if isinstance(step.command, do.SetPhase):
        return step.before.phase == Phase.GROUNDING
    if isinstance(step.command, do.Freeze):
        return not step.before.paused_at and step.before.phase != Phase.GROUNDING
    return isinstance(step.command, do.Resume) and step.command.seen >= step.before.stopped_at


def placed_figures(state: State) -> dict[str, list[object]]:
    return {key: [getattr(f, look) for look in LOOKS] for key, f in state.figures.items() if f.on_board}


def lets_nobody_be_in_a_role_from_outside(step: Step) -> None:
    held = [seat.figure for seat in step.after.seats.values() if seat.figure]
    assert len(held) == len(set(held))
    for seat in step.after.seats.values():
        assert not seat.figure or (seat.presence == Presence.IN and seat.figure in step.after.figures)
        assert not seat.figure or seat.figure in seat.owes


def goes_on_only_with_the_client(step: Step) -> None:
    """Out of a stop and on: the client takes part, and said yes if it was her stop."""
    left = step.before.phase == Phase.GROUNDING != step.after.phase
    if not left or step.after.phase in (Phase.DEROLING, Phase.AFTERCARE, Phase.SCREENING):
        return
    clients = {k: s for k, s in step.before.seats.items() if s.role in (Role.CLIENT, Role.ALONE)}
    here = [seat for seat in clients.values() if seat.presence not in (Presence.LEFT, Presence.REMOVED)]
    assert here and all("take_part" in seat.agreed for seat in here)
    stopper = clients.get(step.before.stopped_by)
    assert stopper is None or stopper.role == Role.ALONE or step.before.client_agrees


@pytest.mark.parametrize("start", STARTS)
def test_a_replay_is_the_live_state(start: int) -> None:
    for seed in range(start, start + PER_TEST):
        history = History(seed).play()
        assert fold(history.events) == history.state
        middle = fold(history.events[: len(history.events) // 2])
        assert fold(history.events[middle.seq :], middle) == history.state


@pytest.mark.parametrize("start", STARTS)
def test_every_seat_has_a_view_of_every_moment(start: int) -> None:
    for _seed, steps in groupby(play_histories(start, 40), lambda step: step.after.seq // 7):
        state = list(steps)[-1].after
        for key in [*state.seats, WALL, "nobody"]:
            msgspec.json.encode(seat_view(state, key))


def encode_stored(event: Event) -> tuple[str, int, bytes, bytes]:
    clear, sealed = ev.split_sealed(event)
    return type(event).__name__, event.V, msgspec.json.encode(clear), msgspec.json.encode(sealed)


def decode_stored(kind: str, v: int, clear: bytes, sealed: bytes) -> Event:
    return ev.read_event(kind, v, msgspec.json.decode(clear), msgspec.json.decode(sealed))


@pytest.mark.parametrize("start", STARTS)
def test_stored_and_read_again_it_is_the_same(start: int) -> None:
    for seed in range(start, start + PER_TEST):
        history = History(seed).play()
        again = [decode_stored(*encode_stored(event)) for event in history.events]
        assert again == history.events
        assert fold(again) == history.state


@pytest.mark.parametrize("start", STARTS)
def test_commands_pass_through_json(start: int) -> None:
    for step in play_histories(start, 20):
        if not isinstance(step.command, do.Begin | do.Knock):
            assert COMMAND_DECODER.decode(msgspec.json.encode(step.command)) == step.command


@pytest.mark.parametrize("start", STARTS)
def test_words_taken_back_are_gone_as_if_erased(start: int) -> None:
    """The house erases sealed parts by who acted; the live board forgets by itself. Both must come to the same."""
    for seed in range(start, start + PER_TEST):
        history, acted = History(seed), list[tuple[str, Event]]()
        for step in history:
            acted += [(step.actor, event) for event in step.events]
        assert fold(erase_taken_back_words(acted)) == history.state


def erase_taken_back_words(acted: list[tuple[str, Event]]) -> list[Event]:
    last = {event.seat: at for at, (_actor, event) in enumerate(acted) if isinstance(event, ev.WordsTakenBack)}
    return [
        without_words(event) if isinstance(event, OWN_WORD_EVENTS) and at < last.get(actor, 0) else event
        for at, (actor, event) in enumerate(acted)
    ]


def without_words(event: Event) -> Event:
    return ev.read_event(type(event).__name__, event.V, ev.split_sealed(event)[0], None)


@pytest.mark.parametrize("start", STARTS)
def test_a_board_without_any_of_its_words_still_folds(start: int) -> None:
    """After forgetting: geometry and phases stay, meaning is gone, nothing breaks."""
    for seed in range(start, start + PER_TEST):
        history = History(seed).play()
        bare = fold(without_words(event) for event in history.events)
        assert (bare.seq, bare.phase, bare.figures.keys()) == (
            history.state.seq,
            history.state.phase,
            history.state.figures.keys(),
        )
        assert not any(element.label for element in bare.elements.values())
        for key in [*bare.seats, WALL]:
            seat_view(bare, key)


@pytest.mark.parametrize("start", STARTS)
def test_events_in_any_order_never_break_a_board(start: int) -> None:
    """`evolve` is total: an event that names what is not there changes nothing but the count."""
    for seed in range(start, start + PER_TEST, 5):
        history = History(seed).play()
        rest = history.events[1:]
        history.chance.shuffle(rest)
        state = fold(history.events[:1])
        for count, event in enumerate(rest, 2):
            state = evolve(state, event)
            assert state.seq == count
        for key in [*state.seats, WALL]:
            seat_view(state, key)


def test_histories_reach_everything() -> None:
    """A generator that never comes somewhere proves nothing about it."""
    steps = [step for start in range(0, 200, PER_TEST) for step in play_histories(start)]
    assert {step.after.phase for step in steps} == set(Phase)
    assert {type(event) for step in steps for event in step.events} >= set(ev.KINDS.values()) - {ev.Waived}
    refused = {step.decided.code for step in steps if isinstance(step.decided, Refusal)}
    assert len(refused) >= 18
