"""Help comes up when nothing else does. No test here opens the database but the last: asking it would be an error."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from fotfeste.http.errors import server_error
from fotfeste.safety.help_freshness import STALE_AFTER_DAYS, find_stale_help_warning, help_age_days
from fotfeste.safety.help_lines import load_help_panel
from tests.cast import Cast

ALONE = ("safety:help", "safety:leaving")
NUMBERS = ("113", "116 117", "112", "116 123", "22 40 00 40", "116 006", "116 111", "dixi.no")


def with_an_old_session() -> Client:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    return client


@pytest.mark.parametrize("route", ALONE)
@pytest.mark.parametrize("language", ["nb", "en"])
def test_help_and_leaving_ask_no_database(route: str, language: str) -> None:
    for client in (Client(), with_an_old_session()):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        assert client.get(reverse(route)).status_code == 200


def test_leaving_needs_no_database_either() -> None:
    for client in (Client(), with_an_old_session()):
        assert client.get(reverse("safety:leave"))["Location"] == settings.FOTFESTE_NEUTRAL_SITE


def test_every_line_is_there_in_order_and_can_be_called() -> None:
    page = Client().get(reverse("safety:help")).content.decode()
    assert tuple(line.number for line in load_help_panel("nb").lines) == NUMBERS
    places = [page.index(f'href="{line.href}"') for line in load_help_panel("nb").lines]
    assert places == sorted(places)
    for line in load_help_panel("nb").lines:
        assert line.href in (f"tel:{line.number.replace(' ', '')}", "https://www.dixi.no/")
        assert line.who in page


def test_both_languages_name_every_line() -> None:
    for language in ("nb", "en", "en-gb", "de"):
        assert all(line.who and line.what for line in load_help_panel(language).lines)
        assert load_help_panel(language).verified_how


def test_the_page_says_when_and_how_the_numbers_were_checked() -> None:
    page = Client().get(reverse("safety:help")).content.decode()
    assert "22. november 2026" in page
    assert load_help_panel("nb").verified_how in page


def test_a_page_that_is_not_there_still_helps() -> None:
    page = Client().get("/no-such-page/")
    assert page.status_code == 404
    assert 'href="tel:116123"' in page.content.decode()


def test_the_page_of_a_broken_server_has_the_same_numbers() -> None:
    page = server_error(RequestFactory().get("/")).content.decode()
    assert re.findall(r'class="number__call" href="([^"]+)"', page) == [
        line.href for line in load_help_panel("nb").lines
    ]
    assert [n for n in NUMBERS if f">{n}</a>" not in page] == []


@pytest.mark.parametrize("name", ["400.html", "413.html", "500.html", "502.html"])
def test_pages_that_stand_alone_say_it_in_both_languages_and_help(name: str) -> None:
    page = render_to_string(name)
    assert re.findall(r'class="number__call" href="([^"]+)"', page) == [
        line.href for line in load_help_panel("nb").lines
    ]
    assert page.count("<h1") == 1 and '<p class="soft" lang="en">' in page and '<p class="lead">' in page


def test_the_old_form_page_has_them_too(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.csp_nonce = "n"  # type: ignore[attr-defined]
    assert 'href="tel:113"' in render_to_string("403_csrf.html", {"typed": [], "back": "/"}, request)


@pytest.mark.parametrize(
    ("days", "warned"),
    [(0, False), (STALE_AFTER_DAYS, False), (STALE_AFTER_DAYS + 1, True), (4000, True), (-1, False), (-9, True)],
)
def test_old_or_impossible_dates_are_warned_of(days: int, warned: bool) -> None:
    today = load_help_panel("nb").verified_on + timedelta(days=days)
    assert help_age_days(today) == days
    assert bool(find_stale_help_warning(today)) is warned


def test_the_date_is_a_real_one_and_nobody_reads_the_clock() -> None:
    assert load_help_panel("nb").verified_on == date(2026, 11, 22)
    source = Path(settings.BASE / "safety/help_freshness.py").read_text()
    assert "timezone" not in source and "today()" not in source


def test_help_does_not_sign_anyone_out(cast: Cast, client: Client) -> None:
    client.force_login(cast.ana)
    for route in ALONE:
        assert settings.SESSION_COOKIE_NAME not in client.get(reverse(route)).cookies
    assert client.get(reverse("safety:anchors")).status_code == 200
