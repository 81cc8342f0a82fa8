"""What is said and meant on a board lies nowhere in clear: every column of every table is read as it is."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection

from fotfeste.constellations import services
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import Answer, Kind, Moment, Phase, Purpose, Right
from fotfeste.constellations.follow_up.services import save_check_back
from fotfeste.constellations.models import CheckBackAnswers
from fotfeste.kit.keyring import keyring
from tests.cast import NOW, Cast
from tests.constellations.live.live_setup import LiveBoard, make_live_board

WORDS = [f"kanari{n:02d}fugl" for n in range(20)]


@pytest.mark.django_db
def test_no_word_of_a_board_lies_in_clear(cast: Cast) -> None:
    with keyring():
        one = fill_with_words(make_live_board(cast), iter(WORDS))
        state = services.current_state(one.board.pk)
    assert all(word in str(state) for word in WORDS[:8])  # it is there, for who may read it
    cells = list(every_cell())
    assert b"Moved" in b" ".join(cells)  # places and kinds of events are in clear, so the search does find
    assert not [word for word in WORDS if any(word.encode() in cell for cell in cells)]


def fill_with_words(one: LiveBoard, word: Iterator[str]) -> LiveBoard:
    mother, stone = (figure for figure in one.figures.values())
    one.run_commands("thea", do.Offer(one.seats["r1"].key, next(word)))
    offered = next(iter(services.current_state(one.board.pk).sentences))
    one.run_commands("r1", do.Reply(offered, Answer.CHANGED, next(word)))
    one.run_commands("r0", do.Perceive(one.figures["kanarimor"], next(word), next(word), 7, next(word), next(word)))
    one.run_commands("thea", do.Mask(mother, next(word)))
    one.run_commands("thea", do.Draw(mother, stone, next(word)))
    one.run_commands("thea", do.Mark(100, 100, 90, next(word)))
    one.run_commands("ana", do.SetIssue(next(word)))
    one.run_commands("thea", do.Add(next(word), Kind.FEELING, next(word)))
    one.run_commands("ana", do.Tell(activation=4, safety=2))
    one.run_commands("thea", do.TakePicture(Moment.CLOSING))
    one.run_commands("thea", do.Grant(one.seats["ana"].key, Right.FIGURES))
    one.run_commands("ana", do.Consent(Purpose.RECORD))
    one.advance_to(Phase.DEROLING)
    one.run_commands("ana", do.KeepWords(next(word)))
    for seat in ("r0", "r1"):
        one.run_commands("thea", do.Waive(one.seats[seat].key, next(word)))
    services.invite_guest(
        actor=one.board.facilitator, constellation=one.board, role="observer", name=next(word), now=NOW
    )
    one.advance_to(Phase.CLOSED)
    answers = CheckBackAnswers("heavier", words=next(word))
    save_check_back(actor=one.board.client, constellation=one.board, row=uuid4(), answers=answers, now=NOW)
    return one


def every_cell() -> Iterator[bytes]:
    with connection.cursor() as cursor:
        for model in apps.get_app_config("fotfeste").get_models():
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')  # noqa: S608  # a name of ours
            for row in cursor.fetchall():
                yield from (bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode() for cell in row)


@pytest.mark.django_db
def test_forgotten_means_every_board_is_gone(cast: Cast) -> None:
    from fotfeste.privacy.forgetting import forget_client

    with keyring():
        make_live_board(cast)
        forget_client(actor=cast.ana, client=cast.ana, now=NOW)
    names = ("Constellation", "Seat", "BoardEvent", "EventWords", "CheckBack")
    assert not [name for name in names if apps.get_model("fotfeste", name).objects.exists()]
