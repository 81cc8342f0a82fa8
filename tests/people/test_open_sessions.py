"""Where one is signed in: seen by oneself alone, ended at once, also at a board that is open."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from fotfeste.institute.staff.services import end_staff_sessions
from fotfeste.kit.template_tags import clock, day
from fotfeste.people import open_sessions
from fotfeste.people.models import BrowserSession, Person, Role, RoleGrant
from fotfeste.people.services import end_role
from fotfeste.privacy.access import NotVisible
from tests.cast import NOW, PASSWORD, Cast
from tests.sign_in import SignIn, sign_in

HER_PAGE = "/consents/"


def is_in(browser: Client, page: str = HER_PAGE) -> bool:
    return browser.get(page).status_code == 200


@pytest.fixture
def browsers(cast: Cast) -> list[Client]:
    """Three of Ana's, each used once."""
    found = [sign_in(cast.ana) for _ in range(3)]
    assert all(map(is_in, found))
    return found


def rows_of(browser: Client) -> list[tuple[BrowserSession, bool]]:
    return list(browser.get(reverse("people:sessions")).context["rows"])


def other_row(browser: Client) -> BrowserSession:
    return next(row for row, is_this in rows_of(browser) if not is_this)


def test_she_sees_her_own_and_which_one_she_is_at(cast: Cast, browsers: list[Client]) -> None:
    sign_in(cast.noor).get(HER_PAGE)
    rows = rows_of(browsers[0])
    assert len(rows) == 3 and sum(is_this for _row, is_this in rows) == 1
    assert {row.person_id for row, _is_this in rows} == {cast.ana.pk}


def test_what_began_today_says_so_and_what_began_before_names_the_day(browsers: list[Client]) -> None:
    row = other_row(browsers[0])
    began = timezone.localtime() - timedelta(days=1)
    BrowserSession.objects.filter(pk=row.pk).update(began_at=began)
    with override_settings(SESSION_LONGEST_S=48 * 3600):
        page = browsers[0].get(reverse("people:sessions")).content.decode()
    assert page.count(" i dag</") == 2 and f"Siden {day(began)} klokka {clock(began)}" in page


def test_nothing_is_kept_of_browser_or_address(cast: Cast) -> None:
    client = Client(headers={"User-Agent": "kanarinettleser"}, REMOTE_ADDR="203.0.113.77")
    client.force_login(cast.ana)
    page = client.get(reverse("people:sessions")).content.decode()
    fields = {field.name for field in BrowserSession._meta.get_fields()}
    assert fields == {"session_key", "session_data", "expire_date", "person", "began_at", "last_used_at"}
    assert "kanarinettleser" not in page + str(dict(client.session)) and "203.0.113.77" not in page


def test_one_is_ended_and_the_others_stay(browsers: list[Client]) -> None:
    browsers[0].post(reverse("people:end_session"), {"session": other_row(browsers[0]).pk})
    assert sorted(map(is_in, browsers)) == [False, True, True] and is_in(browsers[0])


def test_all_the_others_are_ended_at_once(cast: Cast, browsers: list[Client]) -> None:
    noor = sign_in(cast.noor)
    browsers[1].post(reverse("people:end_other_sessions"))
    assert [*map(is_in, browsers)] == [False, True, False] and is_in(noor)


def test_somebody_elses_stays_and_is_not_told_of(cast: Cast, browsers: list[Client]) -> None:
    noor = sign_in(cast.noor)
    hers = BrowserSession.objects.filter(person=cast.ana).values_list("pk", flat=True)[0]
    for guess in (hers, "0" * 64, ""):
        page = noor.post(reverse("people:end_session"), {"session": guess}, follow=True)
        assert page.status_code == 200 and not list(page.context["messages"])
    assert all(map(is_in, browsers))
    open_sessions.end_session(actor=cast.noor, session=BrowserSession.objects.get(pk=hers))
    assert all(map(is_in, browsers))


def test_this_one_is_ended_by_signing_out_which_asks_first(browsers: list[Client]) -> None:
    this = next(row for row, is_this in rows_of(browsers[0]) if is_this)
    answer = browsers[0].post(reverse("people:end_session"), {"session": this.pk})
    assert answer["Location"] == reverse("account_logout") and is_in(browsers[0])


def test_one_that_is_over_is_not_shown(cast: Cast, browsers: list[Client]) -> None:
    long_ago = timezone.now() - timedelta(seconds=settings.SESSION_IDLE_S + 60)
    BrowserSession.objects.filter(pk=other_row(browsers[0]).pk).update(last_used_at=long_ago)
    assert len(rows_of(browsers[0])) == 2


def test_what_was_written_while_a_session_was_ended_does_not_bring_it_back(browsers: list[Client]) -> None:
    """A page that was asked for before, and is answered after."""
    session = browsers[0].session
    assert session["_auth_user_id"]
    open_sessions.end_sessions(person=Person.objects.get(email="ana@example.org"))
    session["seen_s"] = 1
    with pytest.raises(UpdateError):
        session.save()
    assert not BrowserSession.objects.exists() and not is_in(browsers[0])


# ---- what ends them all ------------------------------------------------------------------------------------------


def change_password(cast: Cast, browser: Client) -> None:
    browser.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": "et-helt-nytt-og-langt-passord"}
    )


def forget(cast: Cast, browser: Client) -> None:
    browser.post("/forget/?step=sure", {"sure": "on", "password": PASSWORD})


def end_her_role(cast: Cast, browser: Client) -> None:
    end_role(person=cast.ana, role=Role.CLIENT, now=NOW)


@pytest.mark.parametrize("act", [change_password, forget, end_her_role])
def test_no_row_of_another_browser_is_left(
    cast: Cast, browsers: list[Client], act: Callable[[Cast, Client], None]
) -> None:
    act(cast, browsers[0])
    this = browsers[0].cookies.get(settings.SESSION_COOKIE_NAME)
    left = BrowserSession.objects.filter(person=cast.ana)
    assert left.count() <= (1 if act is change_password and this else 0)
    assert not any(map(is_in, browsers))


def test_an_administrator_who_ends_her_own_role_is_led_out_gently(cast: Cast, sol: Client) -> None:
    RoleGrant.objects.create(person=cast.mika, role=Role.ADMINISTRATOR, since=NOW)
    own = RoleGrant.objects.get(person=cast.sol, role=Role.ADMINISTRATOR)
    answer = sol.post(reverse("institute:end_role", args=[own.pk]))
    assert answer["Location"] == reverse("welcome") and not BrowserSession.objects.filter(person=cast.sol).exists()


# ---- the administrator -------------------------------------------------------------------------------------------


def test_an_administrator_signs_a_member_of_staff_out_everywhere(cast: Cast, sol: Client, enter: SignIn) -> None:
    theas, mika = [enter(cast.thea), enter(cast.thea)], enter(cast.mika)
    assert all(is_in(each, "/today/") for each in (*theas, mika))
    answer = sol.post(reverse("institute:end_sessions", args=[cast.thea.pk]), follow=True)
    assert answer.status_code == 200
    assert [is_in(each, "/today/") for each in (*theas, mika)] == [False, False, True]


def test_never_a_clients(cast: Cast, sol: Client, browsers: list[Client]) -> None:
    assert sol.post(reverse("institute:end_sessions", args=[cast.ana.pk])).status_code == 404
    for actor, member in ((cast.sol, cast.ana), (cast.thea, cast.mika)):
        with pytest.raises(NotVisible):
            end_staff_sessions(actor=actor, member=member)
    assert all(map(is_in, browsers))


def test_she_does_not_see_how_many_or_when(cast: Cast, sol: Client, enter: SignIn) -> None:
    pages = []
    for _ in range(2):
        page = sol.get(reverse("institute:staff")).content.decode()
        pages.append(page.count("<li"))
        enter(cast.thea).get("/today/")
    assert pages[0] == pages[1]


@pytest.mark.parametrize("who", ["ana", "thea"])
def test_nobody_else_may(cast: Cast, enter: SignIn, who: str) -> None:
    mika = enter(cast.mika)
    assert enter(getattr(cast, who)).post(reverse("institute:end_sessions", args=[cast.mika.pk])).status_code == 404
    assert is_in(mika, "/today/")
