"""What the log holds is what was lived: random histories on the real database, refolded."""

import os
from uuid import uuid4

import pytest

from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board import seat_view
from fotfeste.constellations.models import BoardEvent, Constellation, EventWords, Seat
from fotfeste.constellations.store import event_store, execute
from fotfeste.constellations.store.execute import CommandRequest
from fotfeste.kit.keyring import keyring
from tests.cast import NOW, Cast
from tests.constellations.live.live_setup import CANARIES, make_live_board
from tests.constellations.stored_histories import StoredHistory

HISTORIES = 10_000 if os.environ.get("FOTFESTE_LONG") == "1" else 12
FIRST = int(os.environ.get("FOTFESTE_SEED", "50000"))


@pytest.mark.django_db
def test_b_replay_equals_live(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    steps = refused = again = 0
    for seed in range(FIRST, FIRST + HISTORIES):
        with keyring():
            history = StoredHistory(cast, seed)
            for step in history:
                steps += 1
                refused += not step.events
            assert_log_equals_state(history)
            again += history.repeated
            delete_board(history.board)
    assert steps > HISTORIES * 20 and refused and (again or HISTORIES < 10)
    with capsys.disabled():
        print(f"\n{HISTORIES} histories, {steps} commands, {refused} refused or already so, {again} sent twice")


def assert_log_equals_state(history: StoredHistory) -> None:
    kept = event_store.load_state(history.board.pk)
    assert kept == history.state, history.seed
    seqs = BoardEvent.objects.filter(constellation=history.board).order_by("seq").values_list("seq", flat=True)
    assert list(seqs) == list(range(1, history.state.seq + 1))
    for key in history.state.seats:
        assert seat_view(kept, key) == seat_view(history.state, key)


def delete_board(board: Constellation) -> None:
    """So that ten thousand of them do not slow each other."""
    EventWords.objects.filter(event__constellation=board).delete()
    BoardEvent.objects.filter(constellation=board).delete()
    Seat.objects.filter(constellation=board).delete()
    board.delete()


@pytest.mark.django_db
def test_b49_words_said_after_others_were_taken_back_stay(cast: Cast) -> None:
    """All three in one transaction, as when a phone comes back and sends what it kept."""
    one = make_live_board(cast)
    seat, figure = one.seats["r0"].pk, one.figures[CANARIES[0]]
    said = (do.Perceive(figure, words="before"), do.TakeBackWords(), do.Perceive(figure, words="after"))
    done = execute.execute_commands(
        one.board.pk, [CommandRequest(seat, each, uuid4()) for each in said], state=None, now=NOW
    )
    assert [felt.words for felt in done.state.perceptions.values()] == ["", "after"]
    assert event_store.load_state(one.board.pk) == done.state
