"""A made-up house of the wanted size, written in bulk: real keys, real seals, every row as the product would write it.

Runs inside Django. Nobody here exists; the words are a few sentences that repeat.
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib import import_module
from itertools import islice
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import transaction

from bench.daily import a_day
from fotfeste.care.models import Note
from fotfeste.kit import crypto
from fotfeste.kit.fields import Purpose
from fotfeste.kit.keyring import keyring, preload_keys
from fotfeste.kit.models import DataKey
from fotfeste.people.models import Bond, Institute, Person, Role, RoleGrant, TherapistPractice
from fotfeste.privacy.models import Consent, ConsentTo

BATCH = 2_000
YEARS = (0, 1, 5, 10)
CLIENTS_EACH = 25  # clients of one therapist
WORDS = "Time {}: pusten, føttene mot gulvet, et sted i rommet som er greit å se på. Vi stoppet litt før tiden. "


@dataclass
class House:
    """Who to ask as: sessions by role, and the ids a caller needs."""

    living: list[tuple[str, str]] = field(default_factory=list)  # (session, id) of clients with daily use
    therapists: list[tuple[str, list[str]]] = field(default_factory=list)  # (session, her clients' ids)
    years: dict[int, tuple[str, str]] = field(default_factory=dict)  # by years of history: (session, id)
    of_years: str = ""  # the session of the therapist who follows those
    rows: int = 0
    clients: int = 0
    notes: int = 0  # all notes there are


@dataclass(frozen=True)
class Size:
    clients: int
    notes: int
    living: int
    days: int


def settle(size: Size, now: datetime) -> House:
    """Everybody and everything, and the sessions to come in by."""
    house = House()
    Institute.objects.create(name="Målestedet")
    clients, with_years = _people("client", size.clients, Role.CLIENT), _people("years", len(YEARS), Role.CLIENT)
    therapists = _people("therapist", max(2, -(-size.clients // CLIENTS_EACH) + 1), Role.THERAPIST)
    groups = [clients[at :: len(therapists) - 1] for at in range(len(therapists) - 1)] + [with_years]
    _bind(therapists, groups, now)
    for therapist, group in zip(therapists, groups, strict=True):
        house.rows += _written(Note, _notes(therapist, group, size, now))
    living = clients[: size.living]
    lively = {client.pk for client in living}
    for client in living:
        house.rows += _days_of(client, size.days, now)
    for client, years in zip(with_years, YEARS, strict=True):
        house.rows += _days_of(client, round(years * 365 * size.days / 365), now)
        house.rows += _written(Note, (_note(therapists[-1], client, week, now) for week in range(years * 52)))
    sessions = _sessions([*living, *with_years, *therapists])
    house.living = [(sessions[person.pk], str(person.pk)) for person in living]
    for therapist, group in zip(therapists[:-1], groups, strict=False):
        if mine := [str(client.pk) for client in group if client.pk in lively]:
            house.therapists.append((sessions[therapist.pk], mine))
    house.years = {y: (sessions[c.pk], str(c.pk)) for c, y in zip(with_years, YEARS, strict=True)}
    house.of_years = sessions[therapists[-1].pk]
    house.clients, house.notes = Person.objects.count() - len(therapists), Note.objects.count()
    return house


def _people(name: str, count: int, role: Role) -> list[Person]:
    """People with both keys. Nobody signs in by a password here, so none is hashed."""
    people = [Person(email=f"{name}{number}@example.org", password="!") for number in range(count)]
    for some in _batches(people):
        with keyring(), transaction.atomic():  # a name is sealed under a key that names the person: both come at once
            DataKey.objects.bulk_create(_key(person, purpose) for person in some for purpose in Purpose)
            preload_keys(person.pk for person in some)
            for person in some:
                person.name = f"Navn {person.email.partition('@')[0]}"
            Person.objects.bulk_create(some)
    RoleGrant.objects.bulk_create((RoleGrant(person=person, role=role) for person in people), BATCH)
    return people


def _key(person: Person, purpose: Purpose) -> DataKey:
    key = DataKey(owner=person, purpose=purpose)
    place = f"DataKey|{purpose.value}|{person.pk}|{key.pk}"
    key.wrapped = crypto.seal(crypto.new_key(), crypto.derive_key(crypto.KeyUse.DATA_KEYS), key.pk, place)
    return key


def _bind(therapists: list[Person], groups: list[list[Person]], now: datetime) -> None:
    since = now - timedelta(days=400)
    TherapistPractice.objects.bulk_create(TherapistPractice(therapist=each, basis="alternativ") for each in therapists)
    Authenticator.objects.bulk_create(Authenticator(user=each, type="totp", data={"secret": ""}) for each in therapists)
    pairs = [(therapist, client) for therapist, group in zip(therapists, groups, strict=True) for client in group]
    Bond.objects.bulk_create((Bond(client=client, therapist=each, since=since) for each, client in pairs), BATCH)
    yes = (Consent(client=client, to=to, version=1, given_at=since) for _, client in pairs for to in ConsentTo)
    Consent.objects.bulk_create(yes, BATCH)


def _notes(therapist: Person, group: list[Person], size: Size, now: datetime) -> Iterator[Note]:
    for client in group:
        if not client.email.startswith("years"):
            yield from (_note(therapist, client, week, now) for week in range(size.notes // size.clients))


def _note(therapist: Person, client: Person, week: int, now: datetime) -> Note:
    at = now - timedelta(days=7 * week + 3)
    return Note(
        client=client,
        author=therapist,
        basis="alternativ",
        body=WORDS.format(week) * 3,
        created_at=at,
        changed_at=at,
        signed_at=at,
    )


def _days_of(client: Person, days: int, now: datetime) -> int:
    written = 0
    for some in _batches(range(days), 400):
        rows: dict[Any, list[Any]] = {}
        for day in some:
            for row in a_day(client, day, now - timedelta(days=day, hours=1)):
                rows.setdefault(type(row), []).append(row)
        written += sum(_written(model, many) for model, many in rows.items())
    return written


def _written(model: Any, rows: Iterable[Any]) -> int:
    count = 0
    for some in _batches(rows):
        with keyring():
            preload_keys({row.client_id for row in some})
            model.objects.bulk_create(some)
        count += len(some)
    return count


def _batches(rows: Iterable[Any], size: int = BATCH) -> Iterator[list[Any]]:
    left = iter(rows)
    while some := list(islice(left, size)):
        yield some


def _sessions(people: list[Person]) -> dict[Any, str]:
    store = import_module(settings.SESSION_ENGINE).SessionStore
    rows, keys, now_s = [], {}, time.time()
    for person in people:
        session = store()
        session.update(
            {
                SESSION_KEY: str(person.pk),
                BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
                HASH_SESSION_KEY: person.get_session_auth_hash(),
                "began_s": now_s,
                "seen_s": now_s,
            }
        )
        keys[person.pk] = session._session_key = session._get_new_session_key()
        rows.append(session.create_model_instance(dict(session.items())))  # each release stores them its own way
    store.get_model_class().objects.bulk_create(rows, BATCH)
    return keys
