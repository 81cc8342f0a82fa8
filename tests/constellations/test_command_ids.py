"""S2: a command's id is its seat's own: nobody else can take it, or find out by it what was done."""

from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from fotfeste.constellations.board import Refusal
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import Signal
from fotfeste.constellations.models import BoardEvent, Seat
from fotfeste.constellations.store.execute import SEAT_GONE, CommandRequest, execute_commands
from tests.cast import NOW, Cast
from tests.constellations.live.live_setup import CANARIES, LiveBoard, make_live_board


@pytest.fixture
def one(cast: Cast) -> LiveBoard:
    return make_live_board(cast)


def ask(one: LiveBoard, *asked: tuple[str, do.Send | do.Freeze | do.Move, UUID]) -> list[int | Refusal]:
    requests = [CommandRequest(one.seats[who].pk, command, id_) for who, command, id_ in asked]
    return execute_commands(one.board.pk, requests, state=None, now=NOW).answers


STOP, OK = do.Send(Signal.STOP), do.Send(Signal.OK)


@pytest.mark.parametrize("together", [True, False])
def test_s2_a_stop_is_not_swallowed_by_whoever_knows_its_id(one: LiveBoard, together: bool) -> None:
    """A guest takes the id first; the client's stop under it is a stop all the same."""
    id_ = uuid4()
    asked = [("r0", OK, id_), ("ana", STOP, id_)]
    answers = ask(one, *asked) if together else [ask(one, each)[0] for each in asked]
    assert answers[0] != answers[1]
    assert BoardEvent.objects.filter(constellation=one.board, command=id_).count() == 2
    assert BoardEvent.objects.get(command=id_, seat=one.seats["ana"]).kind == "Signalled"


def test_s2_another_seats_id_tells_nothing(one: LiveBoard) -> None:
    """What is refused is refused with a known id as with a new one."""
    id_ = uuid4()
    assert isinstance(ask(one, ("thea", do.Freeze(True), id_))[0], int)
    forbidden = do.Move(one.figures[CANARIES[0]], x=1, y=1)
    assert ask(one, ("olav", forbidden, id_)) == ask(one, ("olav", forbidden, uuid4()))
    Seat.objects.filter(pk=one.seats["r1"].pk).update(gone_at=NOW)
    assert ask(one, ("r1", OK, id_)) == [SEAT_GONE]


@pytest.mark.parametrize("together", [True, False])
def test_s2_ones_own_counts_once(one: LiveBoard, together: bool) -> None:
    id_ = uuid4()
    asked = [("ana", STOP, id_), ("ana", STOP, id_)]
    answers = ask(one, *asked) if together else [ask(one, each)[0] for each in asked]
    assert answers[0] == answers[1]
    assert BoardEvent.objects.filter(constellation=one.board, command=id_).count() == 1


def test_s2_the_database_holds_it_too_for_seats_and_for_the_house(one: LiveBoard) -> None:
    latest = BoardEvent.objects.filter(constellation=one.board).order_by("-seq")[0]
    for seat in (one.seats["ana"], None):
        id_ = uuid4()
        row = {"constellation": one.board, "kind": latest.kind, "v": 1, "clear": "{}", "at": NOW, "command": id_}
        BoardEvent.objects.create(seq=latest.seq + 50, seat=seat, **row)
        with pytest.raises(IntegrityError), transaction.atomic():
            BoardEvent.objects.create(seq=latest.seq + 51, seat=seat, **row)
        BoardEvent.objects.create(seq=latest.seq + 52, seat=one.seats["r0"], **row)
        BoardEvent.objects.filter(command=id_).delete()
