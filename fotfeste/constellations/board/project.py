"""The only way out of a board: what one seat may see of it, as plain data. Live, join, replay, export, words, print.

Everything a page, a frame, an error text or a file says about a board is made from this and from nothing else.
"""

from typing import Any, TypeAlias

from . import commands as do
from . import events as ev
from . import rules
from .state import Element, Figure, Perception, Seat, State
from .words import Blind, Presence, Right, Role, Shape, Tone

View: TypeAlias = dict[str, Any]
WALL = "wall"  # a projector on the wall of a room: a seat nobody sits in
GONE = (Presence.LEFT, Presence.REMOVED)


def project(state: State, key: str) -> View:
    """What this seat may see now. A seat that is not let in sees that it waits, and nothing of the board."""
    seat = state.seats.get(key)
    if key != WALL and (seat is None or seat.presence not in rules.HERE):
        return {"seq": state.seq, "phase": "", "me": _me_outside(key, seat)}
    lens = _Lens(state, key)
    return {
        "seq": state.seq,
        "phase": state.phase,
        "before": state.before,
        "mode": state.mode,
        "method": state.method,
        "blind": int(state.blind),
        "frozen": state.frozen,
        "slow_s": state.slow_s,
        "rows_shown": state.rows_shown and lens.sees_rows,
        "signal": state.signal,
        "signal_at": state.signal_at,
        "proposal": state.proposal,
        "waits_for_client": (lens.leads or lens.is_client) and _waits_for_client(state),
        "deep_closed": state.deep_closed and lens.leads,
        "issue": state.issue if lens.sees_meaning else "",
        "me": lens.me(),
        "seats": lens.seats(),
        "figures": lens.figures(),
        "lines": lens.lines(),
        "zones": lens.zones(),
        "perceptions": lens.perceptions(),
        "sentences": lens.sentences(),
        "pictures": [{"moment": p.moment, "at_seq": p.at_seq} for p in state.pictures] if lens.sees_meaning else [],
        "told": lens.told(),
        "kept": state.kept if lens.is_client else "",
        "waived": dict(state.waived) if lens.leads else {},
    }


def project_event(state: State, event: ev.Event, key: str) -> View | None:
    """What of this view an event changed, given the state after it; None when a whole look is needed.

    The frequent one (a figure moved) is the same for everyone who is let in, so it is made and written once.
    """
    if isinstance(event, ev.Moved) and event.figure in state.figures:
        figure = state.figures[event.figure]
        return {"seq": state.seq, "moved": {event.figure: place_of(figure)}}
    return None


def place_of(figure: Figure) -> list[int]:
    """x, y, heading, gaze: all that a move changes."""
    return [figure.x, figure.y, figure.heading, figure.gaze]


def audience(state: State) -> list[str]:
    """Seats that see the board at all."""
    return [key for key, seat in state.seats.items() if seat.presence in rules.HERE]


def _me_outside(key: str, seat: Seat | None) -> View:
    presence = seat.presence if seat else Presence.LEFT
    return {"seat": key, "role": seat.role if seat else "", "presence": presence, "name": seat.name if seat else ""}


def _waits_for_client(state: State) -> bool:
    """Told to the client and whoever leads; nobody else learns who stopped."""
    stopper = state.seats.get(state.stopped_by)
    return bool(stopper and stopper.role == Role.CLIENT and not state.client_agrees)


class _Lens:
    """One seat's rights, worked out once for one look."""

    def __init__(self, state: State, key: str):
        self.state, self.key = state, key
        self.seat = state.seats.get(key) or Seat(Role.OBSERVER, presence=Presence.IN)
        self.blind = Blind.UNNAMED if key == WALL and state.blind else state.blind
        self.sees_meaning = rules.sees(state, key, rules.TRUE_LABELS) or (self.blind == Blind.OPEN and key != WALL)
        self.leads = self.seat.role in (Role.FACILITATOR, Role.ALONE)
        self.is_client = self.seat.role in (Role.CLIENT, Role.ALONE)
        self.sees_rows = self.sees_meaning or (key == WALL and not state.blind)
        self.knows_names = self.sees_meaning or self.blind <= Blind.MASKED

    def me(self) -> View:
        if self.key == WALL:
            return {"seat": WALL, "role": WALL, "presence": Presence.IN, "may": []}
        return {
            "seat": self.key,
            "role": self.seat.role,
            "name": self.seat.name,
            "presence": self.seat.presence,
            "figure": self.seat.figure,
            "owes": list(self.seat.owes),
            "agreed": sorted(self.seat.agreed),
            "granted": sorted(self.seat.granted),
            "anchor": self.seat.anchor,
            "may": sorted(rules.may(self.state, self.key)),
            "moves": rules.reach(self.state, self.key, do.Move),
            "inside": self._inside(),
            "replays": self.may_replay(),
        }

    def _inside(self) -> str:
        if rules.sees(self.state, self.key, rules.INSIDE):
            return "any"
        return "own" if rules.sees(self.state, self.key, rules.INSIDE, of_own=True) else ""

    def may_replay(self) -> bool:
        """Recording for replay is off until each seat that took part has said yes."""
        took_part = [seat for seat in self.state.seats.values() if seat.presence != Presence.LOBBY]
        everyone = all("record" in seat.agreed for seat in took_part)
        return everyone and rules.sees(self.state, self.key, rules.REPLAY, of_own=True)

    # ---- who is here

    def seats(self) -> list[View]:
        """The lobby is shown to those who may let in. Order is that of arrival, which the room can see anyway."""
        lets_in = self.leads or Right.LEAD in self.seat.granted
        here = [
            (key, seat)
            for key, seat in self.state.seats.items()
            if seat.presence not in GONE and (seat.presence != Presence.LOBBY or lets_in) and self.key != WALL
        ]
        return [self._seat(key, seat) for key, seat in here] + self._gone_and_owing()

    def _gone_and_owing(self) -> list[View]:
        """Who left in a role: whoever leads has to say something about it."""
        if not self.leads:
            return []
        return [
            self._seat(key, seat)
            for key, seat in self.state.seats.items()
            if seat.presence in GONE and seat.owes and key not in self.state.waived
        ]

    def _seat(self, key: str, seat: Seat) -> View:
        mine = key == self.key
        shown: View = {"id": key, "role": seat.role, "name": seat.name, "presence": seat.presence}
        if mine or self.knows_names:
            shown["figure"] = seat.figure
        if self.leads:
            shown |= {
                "owes": list(seat.owes), "granted": sorted(seat.granted), "agreed": sorted(seat.agreed),
                "anchor": seat.anchor,
            }  # fmt: skip
        return shown

    # ---- what stands there

    def figures(self) -> dict[str, View]:
        """By their random ids, in the order of those: nothing tells which was added first."""
        return {key: shown for key in sorted(self.state.figures) if (shown := self._figure(key)) is not None}

    def _figure(self, key: str) -> View | None:
        figure, element = self.state.figures[key], self.state.elements[key]
        known = self.sees_meaning or element.revealed
        if not figure.on_board and not (self.sees_meaning or key == self.seat.figure):
            return None  # what waits beside the board is no more than a thought of the client's yet
        shown: View = {
            "at": place_of(figure),
            "scale": figure.scale,
            "posture": figure.posture,
            "shape": figure.shape if known else Shape.ROUND,
            "tone": figure.tone if known else Tone.STONE,
            "on_board": figure.on_board,
            "mine": bool(self.seat.figure) and key == self.seat.figure,
            "label": self._label(key, element, known),
        }
        return shown | (self._meaning(element) if known else {})

    def _label(self, key: str, element: Element, known: bool) -> str:
        if known:
            return element.label
        return element.masked if self.blind <= Blind.MASKED else ""

    def _meaning(self, element: Element) -> View:
        shown: View = {"kind": element.kind, "generation": element.generation, "living": element.living}
        if self.sees_meaning:
            shown |= {"masked": element.masked, "revealed": element.revealed}
        return shown

    def lines(self) -> dict[str, View]:
        shown = {}
        for key, line in sorted(self.state.lines.items()):
            ends = self.state.figures[line.start], self.state.figures[line.end]
            if self.sees_meaning or all(figure.on_board for figure in ends):
                words = line.words if self.sees_meaning else ""
                shown[key] = {"start": line.start, "end": line.end, "words": words}
        return shown

    def zones(self) -> dict[str, View]:
        return {
            key: {"x": z.x, "y": z.y, "radius": z.radius, "words": z.words if self.sees_meaning else ""}
            for key, z in sorted(self.state.zones.items())
        }

    # ---- what is felt and said

    def _hears(self, seat: str) -> bool:
        return self.sees_meaning or seat == self.key or (self.blind < Blind.UNHEARD and self.key != WALL)

    def perceptions(self) -> list[View]:
        heard = [(k, p) for k, p in self.state.perceptions.items() if self._hears(p.seat)]
        return [self._perception(k, p) for k, p in heard if not p.put_away or self.sees_meaning or p.seat == self.key]

    def _perception(self, key: str, felt: Perception) -> View:
        known = self.knows_names or felt.seat == self.key
        return {
            "id": key,
            "figure": felt.figure if known and felt.figure in self.state.figures else "",
            "mine": felt.seat == self.key,
            "at_seq": felt.at_seq,
            "region": felt.region,
            "quality": felt.quality,
            "intensity": felt.intensity,
            "impulse": felt.impulse,
            "words": felt.words,
            "put_away": felt.put_away,
        }

    def sentences(self) -> list[View]:
        """Offered ones are seen by whoever leads and by the one they are offered to; spoken ones by all who hear."""
        shown = []
        for key, sentence in self.state.sentences.items():
            mine, was_said = sentence.to == self.key, sentence.answer in ("spoken", "changed")
            if mine or self.leads or Right.SENTENCES in self.seat.granted or (was_said and self._hears(sentence.to)):
                said = sentence.own if sentence.answer == "changed" else sentence.words
                shown.append({
                    "id": key, "to": sentence.to if mine or self.knows_names else "", "mine": mine, "words": said,
                    "answer": sentence.answer,
                })  # fmt: skip
        return shown

    def told(self) -> list[View]:
        if not (self.leads or self.is_client):
            return []
        return [{"at_seq": t.at_seq, "activation": t.activation, "safety": t.safety} for t in self.state.told]
