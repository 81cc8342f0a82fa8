"""Words that can be told apart wherever they turn up, and who may see which: written from the specification, from the
facts of a board, without the code that projects it.
"""

import re
from collections.abc import Iterator
from itertools import count

from fotfeste.constellations.board import WALL, State
from fotfeste.constellations.board.enums import Answer, Blind, Presence, Right, Role
from fotfeste.constellations.board.state import Perception, Seat, Sentence

CANARY = re.compile(r"⟪\w+⟫")
LEADING = (Role.FACILITATOR, Role.ALONE)


class Canaries:
    """Every text that is planted is a word of its own."""

    def __init__(self) -> None:
        self.numbers = count()

    def __call__(self, kind: str, most: int) -> str:
        return f"⟪{kind}{next(self.numbers)}⟫"


def find_canaries(text: str) -> set[str]:
    return set(CANARY.findall(text))


def visible_words(state: State, key: str) -> set[str]:
    """Every planted word that this seat may see now, and no other."""
    if key == WALL:
        return set(_wall_words(state))
    seat = state.seats.get(key)
    if seat is None:
        return set()
    if seat.presence not in (Presence.IN, Presence.STEPPED_OUT):
        return {seat.name}
    return set(_seat_words(state, key, seat)) - {""}


def can_know_meaning(state: State, seat: Seat) -> bool:
    """The table: facilitator and client yes, a co-host when it was granted, the others by blind level."""
    by_role = seat.role in (*LEADING, Role.CLIENT) or (seat.role == Role.COHOST and Right.SEES in seat.granted)
    return by_role or state.blind == 0


def _wall_words(state: State) -> Iterator[str]:
    """No private data: what was told to everyone, and masked names where nothing is blind."""
    for key, element in state.elements.items():
        if state.figures[key].on_board:
            if element.revealed:
                yield element.label
            elif state.blind == Blind.OPEN:
                yield element.masked


def _seat_words(state: State, key: str, seat: Seat) -> Iterator[str]:
    yield from _element_words(state, seat)
    yield from _people_names(state, key, seat)
    if can_know_meaning(state, seat):
        yield state.issue
        yield from (line.words for line in state.lines.values())
        yield from (zone.words for zone in state.zones.values())
    if seat.role in (Role.CLIENT, Role.ALONE) and state.kept_by == key:
        yield state.kept
    if seat.role in LEADING:
        yield from state.waived.values()
    for felt in state.perceptions.values():
        if _can_hear_perception(state, key, seat, felt):
            yield from (felt.region, felt.quality, felt.impulse, felt.words)
    for sentence in state.sentences.values():
        if _can_hear_sentence(state, key, seat, sentence):
            yield sentence.own if sentence.answer == Answer.CHANGED else sentence.words


def _element_words(state: State, seat: Seat) -> Iterator[str]:
    for key, element in state.elements.items():
        stands = state.figures[key].on_board or key == seat.figure
        if can_know_meaning(state, seat):
            yield from (element.label, element.masked)
        elif stands and element.revealed:
            yield element.label
        elif stands and state.blind == Blind.MASKED:
            yield element.masked


def _people_names(state: State, key: str, seat: Seat) -> Iterator[str]:
    """No hidden observers: whoever is here is named to all. Who waits, to those who may let in."""
    for each, other in state.seats.items():
        here = other.presence in (Presence.IN, Presence.STEPPED_OUT)
        lets_in = seat.role in LEADING or Right.LEAD in seat.granted
        owes = seat.role in LEADING and other.owes and each not in state.waived
        if each == key or here or (other.presence == Presence.LOBBY and lets_in) or (not here and owes):
            yield other.name


def _can_hear_perception(state: State, key: str, seat: Seat, felt: Perception) -> bool:
    if felt.seat == key:
        return True
    if felt.put_away:
        return can_know_meaning(_as_if_blind(state), seat)
    return can_know_meaning(state, seat) or state.blind < Blind.UNHEARD


def _as_if_blind(state: State) -> State:
    """Who holds the meaning by role or right, and not only because the board is open."""
    return State(blind=Blind.UNHEARD)


def _can_hear_sentence(state: State, key: str, seat: Seat, sentence: Sentence) -> bool:
    if sentence.to == key or seat.role in LEADING or Right.SENTENCES in seat.granted:
        return True
    was_said = sentence.answer in (Answer.SPOKEN, Answer.CHANGED)
    return was_said and (can_know_meaning(state, seat) or state.blind < Blind.UNHEARD)
