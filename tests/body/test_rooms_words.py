"""What the room hands to others: visibility, the latest state, answers carried unseen, export and forgetting."""

import uuid
from datetime import timedelta

import pytest
from django.http import Http404

from fotfeste.body.ask_me import services as ask_me
from fotfeste.body.check_in.services import save_check_in
from fotfeste.body.check_in_answers import Answers
from fotfeste.body.keeper import collect, forget
from fotfeste.body.models import AskMe, CheckIn, Moment
from fotfeste.body.moments import services as moments
from fotfeste.body.queries import latest_answers
from fotfeste.body.unstored_answers import open_answers, seal_answers
from fotfeste.body.vocabulary import activation_choices, describe_answers, safety_choices
from fotfeste.privacy.models import Consent, ConsentTo
from tests.cast import NOW, Cast

SAID = Answers(
    words=("heavy",), places=("chest",), own_words="bly", activation=-2, head_safe=8, body_safe=3, wish="life"
)


@pytest.fixture
def check_in(cast: Cast) -> CheckIn:
    return save_check_in(actor=cast.ana, client=cast.ana, row=uuid.uuid4(), answers=SAID, now=NOW)


def test_who_sees_a_check_in(cast: Cast, check_in: CheckIn) -> None:
    for who, seen in (("ana", True), ("thea", True), ("noor", False), ("mika", False), ("sol", False)):
        assert CheckIn.objects.visible_to(getattr(cast, who)).filter(pk=check_in.pk).exists() is seen, who
    Consent.objects.filter(client=cast.ana, to=ConsentTo.SHARE).update(withdrawn_at=NOW)
    assert not CheckIn.objects.visible_to(cast.thea).exists()
    assert CheckIn.objects.visible_to(cast.ana).exists()


@pytest.mark.parametrize("who", ["noor", "thea", "mika", "sol"])
def test_nobody_else_writes_in_her_name(cast: Cast, who: str) -> None:
    actor = getattr(cast, who)
    with pytest.raises(Http404):
        save_check_in(actor=actor, client=cast.ana, row=uuid.uuid4(), answers=SAID, now=NOW)
    with pytest.raises(Http404):
        moments.note_moment(actor=actor, client=cast.ana, row=uuid.uuid4(), words="", now=NOW)
    with pytest.raises(Http404):
        ask_me.ask_me(actor=actor, client=cast.ana, row=uuid.uuid4(), words="x", now=NOW)
    assert not CheckIn.objects.exists()


def test_latest_state_lasts_some_hours_and_stands_a_clock_set_back(cast: Cast, check_in: CheckIn) -> None:
    assert latest_answers(cast.ana, NOW + timedelta(hours=5)) == SAID
    assert latest_answers(cast.ana, NOW + timedelta(hours=7)) is None
    assert latest_answers(cast.ana, NOW - timedelta(days=2)) == SAID
    assert latest_answers(cast.noor, NOW) is None


def test_answers_that_are_not_kept_travel_sealed_and_without_her_words(cast: Cast) -> None:
    word = seal_answers(cast.ana, SAID, NOW)
    assert open_answers(cast.ana, word, NOW) == Answers(activation=-2, head_safe=8, body_safe=3)
    assert open_answers(cast.noor, word, NOW) is None
    assert open_answers(cast.ana, word, NOW + timedelta(hours=7)) is None
    for broken in ("", "x", word[:-6], "A" * len(word), "ø" * 40, word + "!"):
        assert open_answers(cast.ana, broken, NOW) is None, broken


def test_her_words_are_sealed_in_the_database(cast: Cast, check_in: CheckIn) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM fotfeste_checkin")
        stored = bytes(cursor.fetchone()[0])
    assert b"bly" not in stored
    assert b"heavy" not in stored


def test_the_keeper_hands_over_everything_and_forgets_only_hers(cast: Cast, check_in: CheckIn) -> None:
    moments.note_moment(actor=cast.ana, client=cast.ana, row=uuid.uuid4(), words="katten", now=NOW)
    ask_me.ask_me(actor=cast.ana, client=cast.ana, row=uuid.uuid4(), words="jobben", now=NOW)
    moments.note_moment(actor=cast.noor, client=cast.noor, row=uuid.uuid4(), words="havet", now=NOW)
    collected = collect(cast.ana)
    assert collected["check_ins"][0]["own_words"] == "bly"
    assert [row["words"] for row in collected["moments"]] == ["katten"]
    assert collected["ask_me"][0]["taken_up_at"] is None
    forget(cast.ana, True)
    assert not CheckIn.objects.exists()
    assert not AskMe.objects.exists()
    assert Moment.objects.get().client == cast.noor


def test_scales_begin_with_not_answered() -> None:
    assert [value for value, _word in activation_choices()] == ["", *map(str, range(-5, 6))]
    assert [value for value, _word in safety_choices()] == ["", *map(str, range(11))]


def test_spoken_leaves_out_what_is_unknown() -> None:
    said = describe_answers(Answers(words=("heavy", "from-an-older-list"), activation=0))
    assert (said.words, said.activation, said.places, said.inner) == ("tung", "rolig og til stede", "", ())
