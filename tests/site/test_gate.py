"""role × route × object, made from the URL resolver: a new route fails here until doors.py lists it."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from fotfeste.privacy.doors import DOORS, PUBLIC, Who
from tests.cast import Cast
from tests.site.things import Things, things_of

GUESSES: dict[str, str] = {"token": "no-such-token", "slug": "jording", "step": "body", "key": "x", "uidb36": "1"}


def routes(resolver: Any = None, names: tuple[str, ...] = ()) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every named route with the converters of its parameters."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry, (*names, entry.namespace) if entry.namespace else names)
        elif isinstance(entry, URLPattern):
            yield ":".join((*names, entry.name or "?")), entry.pattern.converters


ROUTES = dict(routes())
EXTERNAL_CLOSED = {name for name in ROUTES if name.startswith(("account_", "mfa_")) and name not in DOORS}


def test_every_own_route_is_listed_and_every_listed_route_exists() -> None:
    assert set(ROUTES) - EXTERNAL_CLOSED == set(DOORS) - {"demo_enter"}


def test_the_public_list_is_what_was_agreed() -> None:
    assert sorted(PUBLIC) == sorted(name for name, who in DOORS.items() if who is Who.ANYONE)
    assert len(PUBLIC) == 16, "a new public route: say why in SECURITY.md, then change this number"


def path_of(route: str, things: Things) -> str:
    converters = ROUTES[route]
    return reverse(route, kwargs={name: things.value(route, name, GUESSES) for name in converters})


# ---- the outer door -------------------------------------------------------------------------------------------------

ACTORS: tuple[str | None, ...] = (None, "ana", "noor", "thea", "mika", "sol", "lead")
STANDING: dict[str | None, set[Who]] = {
    None: {Who.ANYONE},
    "ana": {Who.ANYONE, Who.SIGNED_IN, Who.CLIENT},
    "noor": {Who.ANYONE, Who.SIGNED_IN, Who.CLIENT},
    "thea": {Who.ANYONE, Who.SIGNED_IN, Who.THERAPIST},
    "mika": {Who.ANYONE, Who.SIGNED_IN, Who.THERAPIST},
    "sol": {Who.ANYONE, Who.SIGNED_IN, Who.ADMINISTRATOR},
    "lead": {Who.ANYONE, Who.SIGNED_IN, Who.THERAPIST, Who.LEAD},
}
SIGN_IN = "/account/login/"


@pytest.fixture
def things(cast: Cast, settings: Any) -> Things:
    settings.FOTFESTE_DEMO = False
    return things_of(cast)


@pytest.fixture(autouse=True)
def staff_has_a_second_factor(monkeypatch: pytest.MonkeyPatch) -> None:
    # The detour to the second factor is tested in tests/people; here the doors behind it are.
    monkeypatch.setattr("fotfeste.people.sessions.is_mfa_enabled", lambda person: True)


def client_for(things: Things, actor: str | None) -> Client:
    client = Client()
    if actor:
        client.force_login(things.actor(actor))
    return client


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize("route", sorted(DOORS.keys() - {"demo_enter"}))
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_outer_door(things: Things, actor: str | None, route: str, method: str) -> None:
    response = getattr(client_for(things, actor), method)(path_of(route, things))
    allowed = DOORS[route] in STANDING[actor]
    if allowed:
        assert response.status_code != 500
    elif actor is None:
        assert response.status_code == 302 and response["Location"].startswith(SIGN_IN)
    else:
        assert response.status_code == 404


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize("route", sorted(EXTERNAL_CLOSED))
def test_unlisted_routes_exist_for_nobody(things: Things, actor: str | None, route: str) -> None:
    assert client_for(things, actor).get(path_of(route, things)).status_code == 404


# ---- whose things ---------------------------------------------------------------------------------------------------

OBJECT_ROUTES = sorted(
    name
    for name, converters in ROUTES.items()
    if name in DOORS and any(type(each).__name__ == "UUIDConverter" for each in converters.values())
)
OWNERS = {Who.CLIENT: "ana", Who.THERAPIST: "thea", Who.LEAD: "lead", Who.ADMINISTRATOR: "sol"}


@pytest.mark.parametrize("route", OBJECT_ROUTES)
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("stranger", ["noor", "mika", "sol", "thea", "ana"])
def test_somebody_elses_thing_does_not_exist(things: Things, route: str, method: str, stranger: str) -> None:
    if OWNERS[DOORS[route]] == stranger:
        return  # her own; the next test holds that
    before = things.fingerprint()
    response = getattr(client_for(things, stranger), method)(path_of(route, things), things.form())
    assert response.status_code == 404
    assert things.fingerprint() == before, "a refused request changed something"


@pytest.mark.parametrize("route", OBJECT_ROUTES)
def test_her_own_thing_does(things: Things, route: str) -> None:
    """So that the 404s above mean refusal and not a wrong path."""
    own = client_for(things, OWNERS[DOORS[route]])
    answers = {getattr(own, method)(path_of(route, things), things.form()).status_code for method in ("get", "post")}
    assert answers & {200, 302, 303}, answers


@pytest.mark.parametrize("route", OBJECT_ROUTES)
def test_an_id_that_is_nobodys_is_the_same_404(things: Things, route: str) -> None:
    own = client_for(things, OWNERS[DOORS[route]])
    kwargs = {
        name: uuid.uuid4() if type(c).__name__ == "UUIDConverter" else things.value(route, name, GUESSES)
        for name, c in ROUTES[route].items()
    }
    assert own.get(reverse(route, kwargs=kwargs)).status_code in {404, 405}
    assert own.post(reverse(route, kwargs=kwargs)).status_code in {404, 405}
