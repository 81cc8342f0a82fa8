"""What is said and meant on a board lies nowhere in clear: every column of every table is read as it is."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection

from fotfeste.constellations import services
from fotfeste.constellations.afterwards.services import save_check_back
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.words import Answer, Kind, Moment, Phase, Purpose, Right
from fotfeste.kit.keyring import keyring
from tests.cast import NOW, Cast
from tests.constellations.live.laying import Laid, laid

WORDS = [f"kanari{n:02d}fugl" for n in range(20)]


@pytest.mark.django_db
def test_no_word_of_a_board_lies_in_clear(cast: Cast) -> None:
    with keyring():
        one = said_everything(laid(cast), iter(WORDS))
        state = services.now_of(one.board.pk)
    assert all(word in str(state) for word in WORDS[:8])  # it is there, for who may read it
    cells = list(every_cell())
    assert b"Moved" in b" ".join(cells)  # places and kinds of events are in clear, so the search does find
    assert not [word for word in WORDS if any(word.encode() in cell for cell in cells)]


def said_everything(one: Laid, word: Iterator[str]) -> Laid:
    mother, stone = (figure for figure in one.figures.values())
    one.does("thea", do.Offer(one.seats["r1"].key, next(word)))
    offered = next(iter(services.now_of(one.board.pk).sentences))
    one.does("r1", do.Reply(offered, Answer.CHANGED, next(word)))
    one.does("r0", do.Perceive(one.figures["kanarimor"], next(word), next(word), 7, next(word), next(word)))
    one.does("thea", do.Mask(mother, next(word)))
    one.does("thea", do.Draw(mother, stone, next(word)))
    one.does("thea", do.Mark(100, 100, 90, next(word)))
    one.does("ana", do.SetIssue(next(word)))
    one.does("thea", do.Add(next(word), Kind.FEELING, next(word)))
    one.does("ana", do.Tell(activation=4, safety=2))
    one.does("thea", do.TakePicture(Moment.CLOSING))
    one.does("thea", do.Grant(one.seats["ana"].key, Right.FIGURES))
    one.does("ana", do.Consent(Purpose.RECORD))
    one.comes_to(Phase.DEROLING)
    one.does("ana", do.KeepWords(next(word)))
    for seat in ("r0", "r1"):
        one.does("thea", do.Waive(one.seats[seat].key, next(word)))
    services.invite(actor=one.board.facilitator, constellation=one.board, role="observer", name=next(word), now=NOW)
    one.comes_to(Phase.CLOSED)
    answers = {"felt": "heavier", "words": next(word)}
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
        laid(cast)
        forget_client(actor=cast.ana, client=cast.ana, now=NOW)
    names = ("Constellation", "Seat", "BoardEvent", "EventWords", "CheckBack")
    assert not [name for name in names if apps.get_model("fotfeste", name).objects.exists()]
