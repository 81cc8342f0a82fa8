"""A compiled query says what the query says uncompiled, for each value it is given, and asks permission each time."""

import uuid
from datetime import datetime, timedelta
from threading import Thread

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from fotfeste.body.models import Moment
from fotfeste.kit.compiled_queries import NotCompilable, compiled_query
from fotfeste.people.models import Person, Role, RoleGrant
from fotfeste.privacy.access import Act, clients_of, is_lead
from fotfeste.privacy.models import ConsentTo
from fotfeste.privacy.services import withdraw_consent
from tests.cast import Cast

NOW = timezone.now()
DAY = timedelta(days=1)


def moments_since(actor: Person, client: uuid.UUID, start: datetime) -> QuerySet[Moment]:
    rows = Moment.objects.visible_to(actor).filter(client=client, at__gt=start)
    return rows.select_related("client").order_by("-at")


compiled_moments_since = compiled_query(moments_since)


@pytest.fixture(autouse=True)
def moments(cast: Cast) -> None:
    for client in (cast.ana, cast.noor):
        for days in range(3):
            Moment.objects.create(client=client, at=NOW - days * DAY, words=f"{client.name} {days}")


def test_it_says_what_the_query_says_for_everyone_and_each_value(cast: Cast) -> None:
    found = 0
    for actor in Person.objects.all():
        for client in (cast.ana, cast.noor):
            for start in (NOW - 9 * DAY, NOW - DAY, NOW + DAY):
                rows = compiled_moments_since(actor, client.pk, start)
                assert rows == list(moments_since(actor, client.pk, start))
                found += len(rows)
    assert found


def test_rows_are_whole_and_sealed_words_open(cast: Cast) -> None:
    first = compiled_moments_since(cast.thea, cast.ana.pk, NOW - DAY / 2)[0]
    assert (first.words, first.at, first.client.name) == ("Ana 0", NOW, "Ana")
    assert first.client.is_active is True


def test_permission_is_asked_each_time(cast: Cast) -> None:
    assert compiled_moments_since(cast.thea, cast.ana.pk, NOW - 9 * DAY)
    withdraw_consent(actor=cast.ana, client=cast.ana, to=ConsentTo.SHARE, now=NOW)
    assert not compiled_moments_since(cast.thea, cast.ana.pk, NOW - 9 * DAY)


def test_other_roles_are_another_query(cast: Cast) -> None:
    assert compiled_moments_since(cast.thea, cast.ana.pk, NOW - 9 * DAY)
    RoleGrant.objects.filter(person=cast.thea, role=Role.THERAPIST).update(until=NOW)
    thea = Person.objects.get(pk=cast.thea.pk)
    assert not compiled_moments_since(thea, cast.ana.pk, NOW - 9 * DAY)


def test_values_of_many_columns_come_as_themselves(cast: Cast) -> None:
    @compiled_query
    def times(client: uuid.UUID) -> QuerySet[Moment, tuple[uuid.UUID, datetime]]:
        return Moment.objects.filter(client=client).values_list("client_id", "at").order_by("at")

    assert times(cast.ana.pk)[-1] == (cast.ana.pk, NOW)
    assert times(cast.noor.pk)[-1] == (cast.noor.pk, NOW)


def test_a_value_that_is_left_out_is_an_error(cast: Cast) -> None:
    @compiled_query
    def of_anyone(client: uuid.UUID) -> QuerySet[Moment]:
        return Moment.objects.all()

    with pytest.raises(NotCompilable):
        of_anyone(cast.ana.pk)


def test_to_look_something_up_while_it_is_made_is_an_error(cast: Cast) -> None:
    @compiled_query
    def if_lead(actor: Person) -> QuerySet[Person]:
        return clients_of(actor, Act.FOLLOW) if is_lead(actor) else Person.objects.filter(pk=actor.pk)

    @compiled_query
    def by_address(actor: Person) -> QuerySet[Person]:
        return Person.objects.filter(pk=actor.pk, email=actor.email)

    for query in (if_lead, by_address):
        with pytest.raises(NotCompilable):
            query(cast.thea)


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_on_its_own_connection(cast: Cast) -> None:
    expected = compiled_moments_since(cast.thea, cast.ana.pk, NOW - 9 * DAY)
    found: list[Moment] = []

    def ask() -> None:
        try:
            found.extend(compiled_moments_since(cast.thea, cast.ana.pk, NOW - 9 * DAY))
        finally:
            connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert found == expected
