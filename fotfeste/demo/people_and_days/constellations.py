"""Ana's constellations: one of two people, nine days ago, and one with a group, planned for today. Made up."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from fotfeste.constellations import services
from fotfeste.constellations.access_audit import record_board_access
from fotfeste.constellations.board import Command, State
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import (
    Answer,
    Blind,
    Kind,
    Method,
    Mode,
    Moment,
    Phase,
    Purpose,
    Right,
    Role,
    Signal,
    Tone,
)
from fotfeste.constellations.follow_up.services import save_check_back
from fotfeste.constellations.models import CheckBackAnswers, Constellation, Seat
from fotfeste.demo.people_and_days.calendar import Calendar, Happening
from fotfeste.demo.people_and_days.people import People

HELD_DAYS_AGO, TOLD_DAYS_AGO, PLANNED_DAYS_AGO = 9, 7, 2
TODAY_AT = 14
EXPECTED = ("Iben", "Jon")
PAIR = services.Plan(Mode.PAIR, Method.CLASSIC, most_elements=6, issue="Uroen når telefonen ringer.")
GROUP = services.Plan(
    Mode.GROUP,
    Method.CLASSIC,
    blind=Blind.MASKED,
    most_elements=8,
    most_representatives=12,
    issue="Å si ja og nei på jobben.",
    expected=tuple((Role("representative").value, name) for name in EXPECTED),
)
SENTENCE = "Jeg hører deg. Jeg er her nå."
KEPT = "Uroen kunne stå litt lenger unna, og benken var bak meg hele tiden."
SINCE = CheckBackAnswers("easier", words="Sov tungt den første natta. Så litt lettere.")
A_MOMENT = timedelta(seconds=55)


def make_constellations(people: People, days: Calendar) -> Iterator[Happening]:
    yield Happening(days.at(HELD_DAYS_AGO, 16, 30), partial(_make_pair_session, people, days))
    yield Happening(days.at(TOLD_DAYS_AGO, 20), partial(_answer_check_back, people, days))
    yield Happening(days.at(PLANNED_DAYS_AGO, 15, 30), partial(_make_planned_group, people, days))


@dataclass
class BoardWalk:
    """One constellation, a moment at a time: each command through the same service as a browser's."""

    seats: dict[str, Seat]
    days: Calendar
    at: datetime

    def submit(self, who: str, *commands: Command) -> State:
        for command in commands:
            self.at += A_MOMENT
            seat, one = self.seats[who], self.days.new_id()
            _seq, state = services.submit_command(seat=seat, command=command, command_id=one, session=None, now=self.at)
        return state

    def add_element(self, label: str, kind: Kind, tone: Tone = Tone.STONE) -> str:
        before = services.current_state(self.seats["Ana"].constellation_id).figures.keys()
        return next(iter(self.submit("Ana", do.Add(label, kind, tone=tone)).figures.keys() - before))


def _plan_board(people: People, days: Calendar, plan: services.Plan, at: datetime) -> BoardWalk:
    constellation = services.plan_constellation(
        actor=people.thea, client=people.ana, row=days.new_id(), plan=plan, now=at
    )
    seats = Seat.objects.filter(constellation=constellation, person__isnull=False).select_related(
        "constellation", "person"
    )
    walk = BoardWalk({seat.name: seat for seat in seats}, days, at)
    walk.submit("Ana", do.Consent(Purpose.TAKE_PART))
    return walk


def _make_planned_group(people: People, days: Calendar, at: datetime) -> None:
    """Planned, agreed to, not begun: whoever visits the demo can lead it from here."""
    _plan_board(people, days, replace(GROUP, planned_for=days.at(0, TODAY_AT, 0)), at)


def _make_pair_session(people: People, days: Calendar, at: datetime) -> None:
    walk = _plan_board(people, days, PAIR, at)
    record_board_access(walk.seats["Thea"], walk.at)
    walk.submit("Thea", do.Consent(Purpose.TAKE_PART), do.Consent(Purpose.RECORD))
    walk.submit("Ana", do.Consent(Purpose.RECORD))
    walk.submit("Thea", *map(do.SetPhase, (Phase.ARRIVING, Phase.INTENTION, Phase.CHOOSING)))
    me, bench, unrest = _lay_board(walk)
    _share_perceptions(walk, me, bench, unrest)
    _close_board(walk, me)


def _lay_board(walk: BoardWalk) -> tuple[str, str, str]:
    """Something that gives support stands first."""
    walk.submit("Ana", do.Tell(activation=3, safety=5))
    me, bench = (
        walk.add_element("Meg", Kind.SELF, Tone.SPRUCE),
        walk.add_element("Benken ved elva", Kind.RESOURCE, Tone.FJORD),
    )
    unrest, phone = walk.add_element("Uroen", Kind.FEELING, Tone.DAWN), walk.add_element("Telefonen", Kind.EVENT)
    walk.submit("Thea", do.SetPhase(Phase.PLACING))
    walk.submit(
        "Ana",
        do.Move(bench, x=560, y=760, heading=10),
        do.Move(me, x=600, y=600, heading=0),
        do.Move(unrest, x=640, y=470, heading=185),
        do.Move(phone, x=900, y=260, heading=225),
        do.Draw(unrest, phone, "ringer"),
    )
    walk.submit("Thea", do.TakePicture(Moment.FIRST), do.Assign(walk.seats["Ana"].key, me), do.SetPhase(Phase.SENSING))
    return me, bench, unrest


def _share_perceptions(walk: BoardWalk, me: str, bench: str, unrest: str) -> None:
    walk.submit("Ana", do.Perceive(me, region="chest", quality="tight", intensity=6, impulse="et skritt bakover"))
    walk.submit("Thea", do.SetPhase(Phase.MOVING), do.Grant(walk.seats["Ana"].key, Right.FIGURES))
    walk.submit("Ana", do.Move(me, x=570, y=660, heading=0), do.Send(Signal.SLOWER))
    walk.submit(
        "Ana", do.Move(unrest, x=760, y=400, heading=200, path=((640, 470, 0), (700, 430, 900), (760, 400, 2100)))
    )
    sentence_id = walk.submit(
        "Thea", do.Slow(0), do.TakePicture(Moment.TURNING), do.Offer(walk.seats["Ana"].key, SENTENCE)
    )
    sentence = next(iter(sentence_id.sentences))
    walk.submit("Ana", do.Reply(sentence, Answer.CHANGED, own="Jeg hører deg."))
    walk.submit("Ana", do.Perceive(me, region="back-upper", quality="warm", intensity=3, words="Det er noe bak meg."))
    walk.submit("Ana", do.Move(bench, x=570, y=760, heading=0))


def _close_board(walk: BoardWalk, me: str) -> None:
    walk.submit("Thea", do.SetPhase(Phase.CLOSING), do.TakePicture(Moment.CLOSING))
    walk.submit("Ana", do.KeepWords(KEPT))
    walk.submit("Thea", do.SetPhase(Phase.DEROLING))
    walk.submit("Ana", do.LetGo(me), do.Tell(activation=1, safety=7))
    walk.submit("Thea", do.SetPhase(Phase.AFTERCARE))
    walk.at += timedelta(minutes=8)
    walk.submit("Thea", do.SetPhase(Phase.CLOSED))


def _answer_check_back(people: People, days: Calendar, at: datetime) -> None:
    one = Constellation.objects.get(client=people.ana, closed_at__isnull=False)
    save_check_back(actor=people.ana, constellation=one, row=days.new_id(), answers=SINCE, now=at)
