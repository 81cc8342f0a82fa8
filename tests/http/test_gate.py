"""role × route × object, made from the URL resolver: a new route fails here until doors.py lists it."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from fotfeste.privacy.doors import DOORS, PUBLIC, Who
from tests.cast import Cast
from tests.http.things import Things, things_of

GUESSES: dict[str, str] = {"token": "no-such-token", "slug": "jording", "step": "body", "key": "x", "uidb36": "1"}


def routes(
    resolver: Any = None, names: tuple[str, ...] = (), above: dict[str, Any] | None = None
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every named route with its parameters and their converters, those of the folders above included."""
    for entry in (resolver or get_resolver()).url_patterns:
        here = {**(above or {}), **parameters(entry.pattern)}
        if isinstance(entry, URLResolver):
            yield from routes(entry, (*names, entry.namespace) if entry.namespace else names, here)
        elif isinstance(entry, URLPattern):
            yield ":".join((*names, entry.name or "?")), here


def parameters(pattern: Any) -> dict[str, Any]:
    """Names of the parameters and their converters; a regular expression's groups have none."""
    return pattern.converters or dict.fromkeys(pattern.regex.groupindex)


ROUTES = dict(routes())
EXTERNAL_CLOSED = {name for name in ROUTES if name.startswith(("account_", "mfa_")) and name not in DOORS}


def test_every_own_route_is_listed_and_every_listed_route_exists() -> None:
    assert set(ROUTES) - EXTERNAL_CLOSED == set(DOORS) - {"demo_enter"}


def test_the_public_list_is_what_was_agreed() -> None:
    assert sorted(PUBLIC) == sorted(name for name, who in DOORS.items() if who is Who.ANYONE)
    assert len(PUBLIC) == 26, "a new public route: say why in SECURITY.md, then change this number"


def path_of(route: str, things: Things) -> str:
    converters = ROUTES[route]
    return reverse(route, kwargs={name: things.value(route, name, GUESSES) for name in converters})


METHODS = ("get", "post")


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is rolled back, so that one house serves every cell of the matrix."""
    with transaction.atomic():
        mark = transaction.savepoint()
        yield
        transaction.savepoint_rollback(mark)


@pytest.fixture
def things(cast: Cast) -> Things:
    return things_of(cast)


def ask(things: Things, actor: str | None, method: str, path: str, form: dict[str, Any] | None = None) -> HttpResponse:
    client = Client(raise_request_exception=False)
    if actor:
        client.force_login(things.actor(actor))
    return getattr(client, method)(path, form)


# ---- the outer door -------------------------------------------------------------------------------------------------

STANDING: dict[str | None, set[Who]] = {
    None: {Who.ANYONE},
    "ana": {Who.ANYONE, Who.SIGNED_IN, Who.CLIENT, Who.SEATED},
    "noor": {Who.ANYONE, Who.SIGNED_IN, Who.CLIENT, Who.SEATED},
    "thea": {Who.ANYONE, Who.SIGNED_IN, Who.THERAPIST, Who.SEATED},
    "mika": {Who.ANYONE, Who.SIGNED_IN, Who.THERAPIST, Who.SEATED},
    "sol": {Who.ANYONE, Who.SIGNED_IN, Who.ADMINISTRATOR},
    "lead": {Who.ANYONE, Who.SIGNED_IN, Who.THERAPIST, Who.LEAD, Who.SEATED},
}
SIGN_IN = "/account/login/"


NOT_SET_UP = {Who.OPENID, Who.OPENID_STAFF}  # tests/people/test_openid_sign_in.py sets it up


def is_expected(route: str, actor: str | None, response: HttpResponse) -> bool:
    if DOORS[route] in NOT_SET_UP:
        return response.status_code == 404
    if DOORS[route] in STANDING[actor]:
        return response.status_code < 500
    if actor is None:
        return response.status_code == 302 and response["Location"].startswith(SIGN_IN)
    return response.status_code == 404


@pytest.mark.parametrize("actor", STANDING)
def test_the_outer_door(things: Things, actor: str | None) -> None:
    unexpected = []
    for route in sorted(DOORS.keys() - {"demo_enter"}):
        for method in METHODS:
            with undone():
                response = ask(things, actor, method, path_of(route, things))
                if not is_expected(route, actor, response):
                    unexpected.append(f"{method} {route}: {response.status_code}")
    assert not unexpected


@pytest.mark.parametrize("actor", [None, "ana", "thea", "sol"])
def test_unlisted_routes_exist_for_nobody(things: Things, actor: str | None) -> None:
    for route in sorted(EXTERNAL_CLOSED):
        assert ask(things, actor, "get", path_of(route, things)).status_code == 404, route


# ---- whose things ---------------------------------------------------------------------------------------------------


def names_a_thing(route: str) -> bool:
    return any(type(each).__name__ == "UUIDConverter" for each in ROUTES[route].values())


OBJECT_ROUTES = sorted(route for route in ROUTES if route in DOORS and names_a_thing(route))
OWNERS = {
    Who.CLIENT: ("ana",),
    Who.THERAPIST: ("thea",),
    Who.LEAD: ("lead",),
    Who.ADMINISTRATOR: ("sol",),
    Who.SEATED: ("ana", "thea"),
}


@pytest.mark.parametrize("stranger", ["noor", "mika", "sol", "thea", "ana", "lead"])
def test_somebody_elses_thing_does_not_exist(things: Things, stranger: str) -> None:
    unexpected, before = [], things.fingerprint()
    for route in (each for each in OBJECT_ROUTES if stranger not in OWNERS[DOORS[each]]):
        for method in METHODS:
            with undone():
                response = ask(things, stranger, method, path_of(route, things), things.form())
                if response.status_code not in {404, 405} or things.fingerprint() != before:
                    unexpected.append(f"{method} {route}: {response.status_code}")
    assert not unexpected


def test_her_own_thing_does(things: Things) -> None:
    """So that the 404s above mean refusal and not a wrong path."""
    unexpected = []
    for route in OBJECT_ROUTES:
        answers = set()
        for owner, method in product(OWNERS[DOORS[route]], METHODS):
            with undone():
                answers.add(ask(things, owner, method, path_of(route, things), things.form()).status_code)
        if not answers & {200, 302, 303}:
            unexpected.append(f"{route}: {answers}")
    assert not unexpected


def test_an_id_that_is_nobodys_is_the_same_404(things: Things) -> None:
    unexpected = []
    for route in OBJECT_ROUTES:
        path = reverse(route, kwargs={name: nobodys(each, route, name, things) for name, each in ROUTES[route].items()})
        for method in METHODS:
            with undone():
                response = ask(things, OWNERS[DOORS[route]][0], method, path, things.form())
                if response.status_code not in {404, 405}:
                    unexpected.append(f"{method} {route}: {response.status_code}")
    assert not unexpected


def nobodys(converter: Any, route: str, name: str, things: Things) -> Any:
    return uuid.uuid4() if type(converter).__name__ == "UUIDConverter" else things.value(route, name, GUESSES)
