"""One command of each kind, its arguments by chance: most of them name what is there, some what is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from fotfeste.constellations.board import Command
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import (
    HEIGHT,
    WIDTH,
    Answer,
    Kind,
    Living,
    Moment,
    Posture,
    Purpose,
    Right,
    Shape,
    Tone,
)

if TYPE_CHECKING:
    from tests.constellations.random_histories import History


def _move(h: History, actor: str) -> Command:
    x, y = h.chance.randint(0, WIDTH), h.chance.randint(0, HEIGHT)
    path = ((1, 1, 0), (x, y, 80)) if h.chance.random() < 0.3 else ()
    if h.chance.random() < 0.15:
        return do.Move(h.a_figure(actor), heading=h.chance.randint(0, 359), gaze=h.chance.randint(-90, 90))
    return do.Move(h.a_figure(actor), x, y, h.maybe(h.chance.randint(0, 359)), None, path)  # type: ignore[arg-type]


def _add(h: History, actor: str) -> Command:
    kind = h.chance.choice([*Kind, Kind.RESOURCE, Kind.SELF])
    return do.Add(
        h.words("label", 60),
        kind,
        h.words("masked", 60),
        h.chance.randint(-4, 4),
        h.chance.choice(list(Living)),
        h.chance.choice(list(Tone)),
    )


def _appear(h: History, actor: str) -> Command:
    return do.Appear(
        h.a_figure(actor),
        h.maybe(h.chance.choice(list(Posture))),  # type: ignore[arg-type]
        h.maybe(h.chance.choice(list(Shape))),  # type: ignore[arg-type]
        h.maybe(h.chance.choice(list(Tone))),  # type: ignore[arg-type]
        h.maybe(h.chance.randint(50, 150)),  # type: ignore[arg-type]
    )


def _perceive(h: History, actor: str) -> Command:
    if h.chance.random() < 0.1:
        return do.Perceive(h.a_figure(actor))
    return do.Perceive(
        h.a_figure(actor),
        h.words("region", 30),
        h.words("quality", 60),
        h.chance.randint(0, 10),
        h.words("impulse", 60),
        h.words("felt", 600),
    )


def _let_go(h: History, actor: str) -> Command:
    seat = h.state.seats.get(actor)
    return do.LetGo(h.chance.choice(seat.owes) if seat and seat.owes else h.a_figure(actor))


def _reply(h: History, actor: str) -> Command:
    own = [key for key, each in h.state.sentences.items() if each.to == actor]
    sentence = h.chance.choice(own) if own else h.of(h.state.sentences)
    return do.Reply(sentence, h.chance.choice(list(Answer)), h.words("own", 300))


def _mark(h: History, actor: str) -> Command:
    return do.Mark(
        h.chance.randint(0, WIDTH), h.chance.randint(0, HEIGHT), h.chance.randint(40, 500), h.words("zone", 60)
    )


def _mostly_true(h: History) -> bool:
    return h.chance.random() < 0.75


MAKE_COMMAND: dict[str, Callable[[History, str], Command]] = {
    "send": lambda h, a: do.Send(h.a_signal()),
    "stepout": lambda h, a: do.StepOut(),
    "comeback": lambda h, a: do.ComeBack(),
    "leave": lambda h, a: do.Leave(),
    "resume": lambda h, a: do.Resume(h.seen_seq()),
    "agree": lambda h, a: do.Agree(_mostly_true(h)),
    "setphase": lambda h, a: do.SetPhase(h.a_phase(), h.seen_seq()),
    "proposephase": lambda h, a: do.ProposePhase(h.a_phase()),
    "admit": lambda h, a: do.Admit(h.a_seat()),
    "remove": lambda h, a: do.Remove(h.a_seat()),
    "grant": lambda h, a: do.Grant(h.a_seat(), h.chance.choice(list(Right)), _mostly_true(h)),
    "freeze": lambda h, a: do.Freeze(h.chance.random() < 0.4),
    "slow": lambda h, a: do.Slow(h.chance.choice((0.0, 2.0, 30.0))),
    "opendeep": lambda h, a: do.OpenDeep(h.words("reason", 600)),
    "setissue": lambda h, a: do.SetIssue(h.words("issue", 600)),
    "add": _add,
    "mask": lambda h, a: do.Mask(h.a_figure(), h.words("masked", 60)),
    "reveal": lambda h, a: do.Reveal(h.a_figure()),
    "takeaway": lambda h, a: do.TakeAway(h.a_figure()),
    "assign": lambda h, a: do.Assign(h.a_seat(), h.a_figure() if _mostly_true(h) else ""),
    "move": _move,
    "lift": lambda h, a: do.Lift(h.a_figure()),
    "appear": _appear,
    "standat": lambda h, a: do.StandAt(h.chance.randint(0, 40)),
    "showrows": lambda h, a: do.ShowRows(_mostly_true(h)),
    "draw": lambda h, a: do.Draw(h.a_figure(), h.a_figure(), h.words("line", 60)),
    "mark": _mark,
    "erase": lambda h, a: do.Erase(h.of({**h.state.lines, **h.state.zones})),
    "perceive": _perceive,
    "putaway": lambda h, a: do.PutAway(h.of(h.state.perceptions), _mostly_true(h)),
    "offer": lambda h, a: do.Offer(h.a_seat(), h.words("offered", 300)),
    "reply": _reply,
    "tell": lambda h, a: do.Tell(h.maybe(h.chance.randint(-5, 5)), h.maybe(h.chance.randint(0, 10))),  # type: ignore[arg-type]
    "takepicture": lambda h, a: do.TakePicture(h.chance.choice(list(Moment))),
    "letgo": _let_go,
    "waive": lambda h, a: do.Waive(h.a_seat(), h.words("waived", 300)),
    "keepwords": lambda h, a: do.KeepWords(h.words("kept", 600)),
    "consent": lambda h, a: do.Consent(h.chance.choice(list(Purpose)), _mostly_true(h)),
    "takebackwords": lambda h, a: do.TakeBackWords(),
}
