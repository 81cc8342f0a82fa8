"""A row that is made to name another client does not open: not on her pages, not in her copy, not by a way around."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client

from fotfeste.body.check_in_answers import Answers
from fotfeste.body.models import CheckIn, Moment
from fotfeste.care.models import Addition, Note
from fotfeste.constellations.models import BoardEvent, CheckBack, CheckBackAnswers, Constellation, EventWords, Seat
from fotfeste.constellations.store import event_store
from fotfeste.kit.errors import SealBroken
from fotfeste.kit.fields import Sealed, SealedText
from fotfeste.kit.models import Draft
from fotfeste.kit.seal_verification import find_misplaced_seals
from fotfeste.pace.limit_terms import LimitTerms
from fotfeste.pace.models import Believed, ClientLimits
from fotfeste.people.models import Person, Role
from fotfeste.people.services import invite
from fotfeste.privacy.export import build_copy
from tests.cast import NOW, Cast
from tests.http.things import Things, things_of
from tests.sign_in import sign_in

WORDS = "fjellet bak huset"


def sealed_models() -> list[type[Model]]:
    models = apps.get_app_config("fotfeste").get_models()
    return [
        model for model in models if sealed_fields(model) and model not in (Person, Believed)
    ]  # bound by their own id


def sealed_fields(model: type[Model]) -> list[SealedText]:
    return [field for field in model._meta.concrete_fields if isinstance(field, SealedText)]


def set_column(row: Model, **columns: Any) -> None:
    """As whoever can write to the database, and to nothing else, would."""
    quote, key = connection.ops.quote_name, row._meta.pk
    assert key is not None and key.column
    names = ", ".join(f"{quote(name)} = %s" for name in columns)
    sql = f"UPDATE {quote(row._meta.db_table)} SET {names} WHERE {quote(key.column)} = %s"  # noqa: S608  # names of ours
    with connection.cursor() as cursor:
        cursor.execute(sql, [to_stored_value(value) for value in (*columns.values(), row.pk)])
        assert cursor.rowcount == 1


def to_stored_value(value: Any) -> Any:
    return value.hex if isinstance(value, uuid.UUID) and connection.vendor == "sqlite" else value


@pytest.fixture
def things(cast: Cast) -> Things:
    """At least one row of every model with sealed words; all of them Ana's, or of somebody who works here."""
    things = things_of(cast)
    CheckIn.objects.create(client=cast.ana, at=NOW, answers=Answers(own_words=WORDS))
    ClientLimits.objects.create(client=cast.ana, terms=LimitTerms(), set_by=cast.thea, set_at=NOW)
    invite(actor=cast.thea, role=Role.CLIENT, name="Siri", now=NOW)
    Draft.objects.create(person=cast.ana, form="tell", body="{}", saved_at=NOW)
    note, past = Note.objects.get(signed_at__isnull=False), Constellation.objects.filter(looked_back_at=NOW).get()
    Addition.objects.create(note=note, client=cast.ana, author=cast.thea, body=WORDS, at=NOW)
    CheckBack.objects.create(
        constellation=past, client=cast.ana, answered_at=NOW, answers=CheckBackAnswers(words=WORDS)
    )
    return things


def rows_with_words(model: type[Model]) -> list[tuple[Model, SealedText]]:
    rows = [(row, field) for row in model._base_manager.all() for field in sealed_fields(model)]
    return [(row, field) for row, field in rows if isinstance(vars(row)[field.attname], Sealed)]


@pytest.mark.parametrize("model", sealed_models(), ids=lambda model: model.__name__)
def test_a_row_that_changes_its_owner_does_not_open(things: Things, model: type[Model]) -> None:
    found = rows_with_words(model)
    assert found
    for row, field in found:
        assert getattr(row, field.name)  # it opens as it is
        owner = things.cast.noor if getattr(row, field.owner) != things.cast.noor.pk else things.cast.ana
        with transaction.atomic():
            set_column(row, **{field.owner: owner.pk})
            with pytest.raises(SealBroken):
                getattr(model._base_manager.get(pk=row.pk), field.name)
            assert any(row.pk.hex in fault for fault in find_misplaced_seals())
            set_column(row, **{field.owner: getattr(row, field.owner)})


PARENTS: dict[type[Model], Callable[[Any], Any]] = {
    Addition: lambda row: row.note,
    Seat: lambda row: row.constellation,
    EventWords: lambda row: row.event.constellation,
    CheckBack: lambda row: row.constellation,
}


@pytest.mark.parametrize("model", PARENTS, ids=lambda model: model.__name__)
def test_what_it_belongs_to_cannot_change_owner_either(things: Things, model: type[Model]) -> None:
    row, field = rows_with_words(model)[0]
    set_column(PARENTS[model](row), client_id=things.cast.noor.pk)
    with pytest.raises(SealBroken):
        getattr(model._base_manager.get(pk=row.pk), field.name)
    assert any(row.pk.hex in fault for fault in find_misplaced_seals())


def test_every_row_that_belongs_to_something_of_a_client_says_so() -> None:
    """A relation to a row that is itself a client's is a second way to say whose a row is."""
    owned = {model for model in sealed_models() if any(field.name == "client" for field in model._meta.fields)}
    for model in owned:
        relations = [f for f in model._meta.fields if f.related_model in {*owned, BoardEvent} and not f.null]
        names = {path.split("__")[0] for path in getattr(model, "OWNED_THROUGH", {})}
        assert names == {field.name for field in relations}, model.__name__


def test_an_event_moved_to_another_board_is_not_read_there(things: Things) -> None:
    hers = EventWords.objects.filter(client=things.cast.ana).first()
    assert hers
    other = Constellation.objects.create(
        client=things.cast.noor, facilitator=things.cast.thea, mode="pair", method="classic"
    )
    set_column(hers.event, constellation_id=other.pk, seq=1)
    with pytest.raises(SealBroken):
        event_store.load_state(other.pk)
    with pytest.raises(SealBroken):
        event_store.load_states([other.pk])


def test_her_words_are_in_nobody_elses_copy_or_page(cast: Cast, ana: Client) -> None:
    moment = Moment.objects.create(client=cast.ana, at=NOW, words=WORDS)
    set_column(moment, client_id=cast.noor.pk)
    with pytest.raises(SealBroken):
        build_copy(actor=cast.noor, client=cast.noor, now=NOW)
    noor = sign_in(cast.noor)
    noor.raise_request_exception = False
    for path in ("/traces/", "/me/"):
        answer = noor.get(path)
        assert WORDS not in answer.content.decode()
