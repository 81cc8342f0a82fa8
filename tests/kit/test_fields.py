import uuid

import msgspec
import pytest
from django.core.exceptions import FieldError
from django.db import connection

from fotfeste.body.check_in_answers import Answers
from fotfeste.body.models import CheckIn, Moment
from fotfeste.kit.errors import KeyGone, SealBroken
from fotfeste.kit.keyring import keyring, preload_keys
from fotfeste.kit.models import DataKey
from tests.cast import NOW, Cast

CANARY = "solgul kanarifugl på taket 🐦 مرحبا"


def raw(moment: Moment) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT words FROM fotfeste_moment WHERE id = %s",
            [moment.pk.hex if connection.vendor == "sqlite" else moment.pk],
        )
        return bytes(cursor.fetchone()[0])


def test_words_come_back_and_are_not_in_the_database(cast: Cast) -> None:
    moment = Moment.objects.create(client=cast.ana, at=NOW, words=CANARY)
    assert Moment.objects.get(pk=moment.pk).words == CANARY
    assert b"kanari" not in raw(moment)


def test_empty_words_are_null_and_read_as_empty(cast: Cast) -> None:
    moment = Moment.objects.create(client=cast.ana, at=NOW)
    assert Moment.objects.filter(words__isnull=True, pk=moment.pk).exists()
    assert Moment.objects.get(pk=moment.pk).words == ""


@pytest.mark.parametrize("byte", [0, 5, 20, -1])
def test_a_flipped_byte_does_not_open(cast: Cast, byte: int) -> None:
    moment = Moment.objects.create(client=cast.ana, at=NOW, words=CANARY)
    broken = bytearray(raw(moment))
    broken[byte] ^= 1
    Moment.objects.filter(pk=moment.pk).update(words=bytes(broken))
    with pytest.raises((SealBroken, KeyGone)):
        _ = Moment.objects.get(pk=moment.pk).words


def test_words_copied_to_another_row_do_not_open(cast: Cast) -> None:
    one = Moment.objects.create(client=cast.ana, at=NOW, words=CANARY)
    other = Moment.objects.create(client=cast.ana, at=NOW, words="noe annet")
    Moment.objects.filter(pk=other.pk).update(words=raw(one))
    with pytest.raises(SealBroken):
        _ = Moment.objects.get(pk=other.pk).words


def test_a_destroyed_key_forgets(cast: Cast) -> None:
    moment = Moment.objects.create(client=cast.ana, at=NOW, words=CANARY)
    DataKey.objects.filter(owner=cast.ana, purpose="own").update(wrapped=None)
    with pytest.raises(KeyGone):
        _ = Moment.objects.get(pk=moment.pk).words
    with pytest.raises(KeyGone):
        Moment.objects.create(client=cast.ana, at=NOW, words="nytt")


def test_sealed_fields_cannot_be_searched(cast: Cast) -> None:
    with pytest.raises(FieldError):
        Moment.objects.filter(words="x").exists()


def test_a_struct_grows_without_losing_old_rows(cast: Cast) -> None:
    row = CheckIn.objects.create(client=cast.ana, at=NOW, answers=Answers(words=("heavy",), activation=-2))
    assert CheckIn.objects.get(pk=row.pk).answers == Answers(words=("heavy",), activation=-2)
    assert msgspec.json.decode(b"{}", type=Answers) == Answers()


def test_saving_an_untouched_row_keeps_its_bytes(cast: Cast) -> None:
    moment = Moment.objects.create(client=cast.ana, at=NOW, words=CANARY)
    before = raw(moment)
    Moment.objects.get(pk=moment.pk).save()
    assert raw(moment) == before


def test_many_keys_are_opened_in_one_query(cast: Cast, django_assert_num_queries: object) -> None:
    with keyring():
        people = [cast.ana, cast.noor, cast.thea]
        fresh = type(cast.ana).objects.filter(pk__in=[p.pk for p in people])
        with django_assert_num_queries(2):  # type: ignore[operator]
            preload_keys(p.pk for p in fresh)
            assert {p.name for p in fresh} == {"Ana", "Noor", "Thea"}


def test_a_key_moved_to_another_owner_does_not_open(cast: Cast) -> None:
    moment = Moment.objects.create(client=cast.ana, at=NOW, words=CANARY)
    stray = DataKey.objects.get(owner=cast.ana, purpose="own")
    DataKey.objects.filter(owner=cast.noor).delete()
    DataKey.objects.filter(pk=stray.pk).update(owner=cast.noor)
    with pytest.raises(SealBroken):
        _ = Moment.objects.get(pk=moment.pk).words


def test_ids_exist_before_saving() -> None:
    assert isinstance(Moment().pk, uuid.UUID)


def test_a_row_in_hand_shows_what_was_read_last(cast: Cast) -> None:
    """Words are opened once per row in hand; other bytes, or words given since, are not mistaken for them."""
    moment = Moment.objects.create(client=cast.ana, at=NOW, words=CANARY)
    held = Moment.objects.get(pk=moment.pk)
    assert held.words == held.words == CANARY
    moment.words = "andre ord"
    moment.save()
    held.refresh_from_db()
    assert held.words == "andre ord"
    held.words = "egne ord"
    assert held.words == "egne ord"
