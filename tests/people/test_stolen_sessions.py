"""Whoever reads the database alone, by SQL: nothing there opens anybody's session, or says what is in it."""

import itertools
import re
import uuid
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from tests.cast import PASSWORD, Cast
from tests.sign_in import add_second_factor

OPENED = {"ana": "/consents/", "thea": "/today/", "sol": "/institute/"}


def read_database() -> Iterator[str]:
    """Every text in every table, and the words within it."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # the tables' own names
            yield from (str(value) for value in itertools.chain.from_iterable(cursor.fetchall()))


def find_cookies() -> set[str]:
    """Whatever could be a session's key."""
    found = set(read_database())
    return found | {word for text in found for word in re.findall(r"[A-Za-z0-9_-]{20,}", text)}


@pytest.mark.parametrize("who", OPENED)
def test_what_stands_in_the_database_opens_no_session(cast: Cast, who: str) -> None:
    add_second_factor(cast.thea, cast.sol)
    browser = Client()
    browser.force_login(getattr(cast, who))  # signed in with everything that is asked of her
    assert browser.get(OPENED[who]).status_code == 200
    cookies = find_cookies()
    assert any("@" in text for text in cookies), "there was something to read"
    opened = []
    for cookie in cookies:
        thief = Client()
        thief.cookies[settings.SESSION_COOKIE_NAME] = cookie
        if thief.get(OPENED[who]).status_code == 200:
            opened.append(cookie)
    assert not opened
    assert browser.get(OPENED[who]).status_code == 200, "her own cookie still opens it"


def test_a_real_sign_in_leaves_no_key_either(cast: Cast, client: Client) -> None:
    answer = client.post("/account/login/", {"login": "ana@example.org", "password": PASSWORD})
    key = answer.cookies[settings.SESSION_COOKIE_NAME].value
    client.get("/consents/")
    assert client.session["_auth_user_id"] == str(cast.ana.pk)
    assert not [text for text in read_database() if key in text]


def test_what_a_session_holds_is_read_by_nobody(cast: Cast, client: Client) -> None:
    """allauth lays the key of a password reset and the secret of a new code app there."""
    from django.contrib.sessions.backends.db import SessionStore as PlainStore

    client.force_login(cast.ana)
    session = client.session
    session["_password_reset_key"] = "kanarifugl"
    session.save()
    assert client.session["_password_reset_key"] == "kanarifugl"
    for text in read_database():
        assert "kanarifugl" not in text and "kanarifugl" not in str(PlainStore().decode(text))


def test_a_session_given_what_another_holds_opens_nothing(cast: Cast) -> None:
    """Who may write rows cannot lay Thea's session into the row of a cookie of her own."""
    browsers = [Client(), Client()]
    for browser, person in zip(browsers, (cast.ana, cast.noor), strict=True):
        browser.force_login(person)
    ana, noor = (_hash_of(browser) for browser in browsers)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE fotfeste_browsersession SET session_data = (SELECT session_data FROM fotfeste_browsersession"
            " WHERE session_key = %s) WHERE session_key = %s",
            [ana, noor],
        )
    assert browsers[1].get("/consents/").status_code == 302
    assert browsers[0].get("/consents/").status_code == 200


def _hash_of(browser: Client) -> str:
    from fotfeste.kit.tokens import hash_of_token

    return hash_of_token(str(browser.cookies[settings.SESSION_COOKIE_NAME].value))


def test_whoever_asks_without_waiting_asks_by_hash_too(transactional_db: None) -> None:
    from asgiref.sync import async_to_sync

    from fotfeste.people.session_store import SessionStore

    async def live_through() -> tuple[str, bool, object, bool]:
        session = SessionStore()
        await session.aset("x", "y")
        await session.asave()
        key = str(session.session_key)
        again = SessionStore(key)
        found = await again.aexists(key), await again.aget("x")
        await again.adelete(key)
        return key, *found, await again.aexists(key)

    key, was_there, value, is_there = async_to_sync(live_through)()
    assert (was_there, value, is_there) == (True, "y", False)
    assert key not in set(read_database())


def test_keys_that_lay_in_clear_are_of_no_use_after_the_upgrade(cast: Cast) -> None:
    """The migration drops them: whoever has read them before would keep an open door."""
    from importlib import import_module

    from django.apps import apps
    from django.contrib.sessions.backends.db import SessionStore as PlainStore
    from django.contrib.sessions.models import Session

    old = PlainStore()
    old["_auth_user_id"] = str(uuid.uuid4())
    old.save()
    import_module(MIGRATION).end_all_sessions(apps, SimpleNamespace(connection=connection))
    assert not Session.objects.exists()
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = str(old.session_key)
    assert thief.get("/consents/").status_code == 302


MIGRATION = "fotfeste.migrations.0007_session_hashes"
