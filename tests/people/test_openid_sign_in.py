"""Sign-in through an institution's provider: who may, who may not, and what is kept of it."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client, override_settings

from fotfeste.config.csp_settings import build_content_security_policy
from fotfeste.people.models import Invitation, Person, Role
from fotfeste.people.openid.configuration import IdentityProvider
from fotfeste.people.openid.id_token import Identity
from fotfeste.people.openid.links import LinkRefused, find_linked_person, link_identity
from fotfeste.people.services import end_role, grant_role, invite
from tests.cast import NOW, PASSWORD, Cast
from tests.http.test_gate import GUESSES, ROUTES
from tests.openid.stand_in import CLIENT_ID, SECRET, StandIn, stand_in_provider
from tests.people.keys import code_now, give_code_app
from tests.sign_in import sign_in

ACR = "two-factors"
REFUSED, AWAY, STOPPED = (f"/account/institution/{why}/" for why in ("not-opened", "away", "stopped"))
HEADERS = {"HTTP_HOST": "localhost"}


@contextmanager
def provider_at(issuer: str, **more: Any) -> Iterator[None]:
    provider = IdentityProvider(issuer, CLIENT_ID, SECRET, "Helse Prøve", **more)
    with override_settings(FOTFESTE_OIDC=provider):
        yield


@pytest.fixture
def there(cast: Cast) -> Iterator[StandIn]:
    """A provider that answers, and the house that knows it."""
    with stand_in_provider() as stand_in, provider_at(stand_in.issuer, second_factor_acr=(ACR,)):
        yield stand_in


@pytest.fixture
def with_link(cast: Cast, there: StandIn) -> Person:
    """Thea, whose account the provider's subject-1 opens, and who has a code app of her own."""
    link_identity(person=cast.thea, identity=Identity(there.issuer, "subject-1"), now=NOW)
    give_code_app(cast.thea)
    return cast.thea


def begin(browser: Client, purpose: str = "sign-in", **fields: str) -> dict[str, str]:
    """What the browser is sent to the provider with."""
    answer = browser.post("/account/institution/begin/", {"purpose": purpose, **fields})
    assert answer.status_code == 302, answer.status_code
    query = {name: values[0] for name, values in parse_qs(urlsplit(answer["Location"]).query).items()}
    return {"to": answer["Location"].split("?")[0], **query}


def come_back(browser: Client, there: StandIn, question: dict[str, str], **query: str) -> str:
    """Where the browser is led after the provider's answer."""
    there.nonce = question.get("nonce", "")
    answer = browser.get("/account/institution/return/", {"state": question["state"], "code": "a-code", **query})
    assert answer.status_code == 302
    return str(answer["Location"])


def go_through(browser: Client, there: StandIn, purpose: str = "sign-in", **fields: str) -> str:
    return come_back(browser, there, begin(browser, purpose, **fields))


def is_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


# ---- not set up -----------------------------------------------------------------------------------------------------

OWN_ROUTES = [name for name in ROUTES if name.startswith("openid:")]


@pytest.mark.parametrize("who", [None, "ana", "thea", "sol"])
def test_where_it_is_not_set_up_there_is_no_route_and_no_button(cast: Cast, who: str | None) -> None:
    browser = sign_in(getattr(cast, who)) if who else Client()
    for path in ("", "begin/", "return/", "confirm/", "unlink/", "not-opened/"):
        assert {browser.get(f"/account/institution/{path}").status_code} == {404}
        assert {browser.post(f"/account/institution/{path}").status_code} == {404}
    for page in ("/account/login/", "/account/2fa/"):
        assert b"institution" not in browser.get(page, follow=True).content
    assert len(OWN_ROUTES) == 6 and "why" not in GUESSES


def test_the_policy_names_the_issuer_and_nothing_more() -> None:
    from django.conf import settings

    assert settings.FOTFESTE_OIDC is None
    assert settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"] == ["'self'"]
    with_one = build_content_security_policy(IdentityProvider("https://id.example.no:8443/realms/a", "x", "y", "z"))
    without = build_content_security_policy(None)
    assert with_one["DIRECTIVES"].pop("form-action") == ["'self'", "https://id.example.no:8443"]
    assert without["DIRECTIVES"].pop("form-action") == ["'self'"] and with_one == without


# ---- what is asked --------------------------------------------------------------------------------------------------


def test_the_provider_is_asked_for_who_it_is_and_for_nothing_about_her(there: StandIn) -> None:
    question = begin(Client())
    assert question["to"] == f"{there.issuer}/auth"
    assert (question["scope"], question["response_type"], question["client_id"]) == ("openid", "code", CLIENT_ID)
    assert question["code_challenge_method"] == "S256" and len(question["code_challenge"]) == 43
    assert len(question["nonce"]) >= 43 and len(question["state"]) >= 16 and question["acr_values"] == ACR
    assert question["redirect_uri"] == "http://testserver/account/institution/return/"


def test_nothing_in_the_address_adds_to_what_is_asked(there: StandIn) -> None:
    answer = Client().post(
        "/account/institution/begin/?scope=email&auth_params=prompt%3Dnone&process=connect", {"purpose": "sign-in"}
    )
    question = parse_qs(urlsplit(answer["Location"]).query)
    assert question["scope"] == ["openid"] and "prompt" not in question


def test_code_secret_and_the_other_half_of_pkce_are_sent(there: StandIn, with_link: Person) -> None:
    go_through(Client(), there)
    sent = there.asked[0]
    assert sent["code"] == "a-code" and sent["client_secret"] == SECRET and len(sent["code_verifier"]) >= 43


# ---- signing in -----------------------------------------------------------------------------------------------------


def test_a_linked_identity_signs_in_and_our_own_second_factor_is_still_asked(there: StandIn, with_link: Person) -> None:
    browser = Client()
    assert go_through(browser, there) == "/account/2fa/authenticate/" and not is_in(browser)
    browser.post("/account/2fa/authenticate/", {"code": code_now()})
    assert is_in(browser) and browser.get("/today/").status_code == 200


def test_a_named_acr_counts_as_the_second_factor(there: StandIn, with_link: Person) -> None:
    there.claims = {"acr": ACR}
    browser = Client()
    assert go_through(browser, there) == "/" and browser.get("/today/").status_code == 200


@pytest.mark.parametrize("claims", [{"acr": "one-factor"}, {}, {"amr": ["mfa"]}, {"acr": [ACR]}])
def test_no_other_word_of_the_provider_counts(there: StandIn, with_link: Person, claims: dict[str, Any]) -> None:
    there.claims = claims
    browser = Client()
    assert go_through(browser, there) == "/account/2fa/authenticate/" and not is_in(browser)


def test_without_a_key_of_her_own_nothing_opens_unless_the_acr_counts(there: StandIn, with_link: Person) -> None:
    Authenticator.objects.all().delete()
    for acr, answer in (("one-factor", 302), (ACR, 200)):
        browser, there.claims = Client(), {"acr": acr}
        go_through(browser, there)
        assert is_in(browser) and browser.get("/today/").status_code == answer


def test_that_it_counted_once_does_not_help_a_password_later(there: StandIn, with_link: Person) -> None:
    browser, there.claims = Client(), {"acr": ACR}
    go_through(browser, there)
    browser.post("/account/logout/")
    answer = browser.post("/account/login/", {"login": with_link.email, "password": PASSWORD})
    assert answer["Location"].startswith("/account/2fa/authenticate/") and not is_in(browser)


def test_it_leads_on_to_an_own_page_only(there: StandIn, with_link: Person) -> None:
    there.claims = {"acr": ACR}
    for wanted, reached in (("/clients/", "/clients/"), ("https://evil.example/", "/"), ("//evil.example", "/")):
        assert go_through(Client(), there, next=wanted) == reached


# ---- refused, and always in the same way ----------------------------------------------------------------------------


def test_unknown_closed_former_and_client_accounts_answer_alike(there: StandIn, cast: Cast, with_link: Person) -> None:
    there.claims = {"acr": ACR}
    pages = []
    for change in ("unknown", "inactive", "role ended", "a client too"):
        SocialAccount.objects.all().delete()
        SocialAccount.objects.create(user=with_link, provider=there.issuer, uid="subject-1")
        match change:
            case "unknown":
                there.claims["sub"] = "subject-2"
            case "inactive":
                there.claims.pop("sub")
                Person.objects.filter(pk=with_link.pk).update(is_active=False)
            case "role ended":
                Person.objects.filter(pk=with_link.pk).update(is_active=True)
                with_link.role_grants.update(until=NOW)
            case "a client too":
                with_link.role_grants.update(until=None)
                with_link.role_grants.create(role=Role.CLIENT, since=NOW)
        browser = Client()
        assert go_through(browser, there) == REFUSED and not is_in(browser), change
        pages.append(re.sub(rb'(csrf\w*"[^>]*value="|nonce="|x-csrftoken": ")[^"]*', b"", browser.get(REFUSED).content))
    assert len(set(pages)) == 1


def test_an_address_the_provider_names_opens_nobodys_account(there: StandIn, cast: Cast) -> None:
    there.claims = {"sub": "somebody", "email": cast.thea.email, "email_verified": True}
    assert go_through(Client(), there) == REFUSED
    assert not SocialAccount.objects.exists() and Person.objects.count() == Person.objects.exclude(email="").count()


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://other.example"},
        {"aud": "other"},
        {"nonce": "other"},
        {"nonce": None},
        {"exp": 1},
        {"iat": 99_999_999_999},
    ],
    ids=repr,
)
def test_an_answer_that_does_not_hold_opens_nothing(there: StandIn, with_link: Person, claims: dict[str, Any]) -> None:
    there.claims = {"acr": ACR, **claims}
    browser = Client()
    assert go_through(browser, there) == REFUSED and not is_in(browser)


def test_a_token_the_provider_did_not_sign_opens_nothing(there: StandIn, with_link: Person) -> None:
    from tests.openid.stand_in import FOREIGN_KEY, claims_for, sign

    browser = Client()
    question = begin(browser)
    there.token = sign(claims_for(there.issuer, question["nonce"], acr=ACR), FOREIGN_KEY)
    assert come_back(browser, there, question) == REFUSED and not is_in(browser)


def test_a_state_opens_once_and_in_its_own_session(there: StandIn, with_link: Person) -> None:
    browser, other = Client(), Client()
    question = begin(browser)
    begin(other)
    assert come_back(other, there, question) == REFUSED and not is_in(other)
    assert come_back(browser, there, question) == "/account/2fa/authenticate/"
    assert come_back(browser, there, question) == REFUSED
    assert come_back(Client(), there, {"state": "made-up"}) == REFUSED


def test_a_state_is_too_old_after_ten_minutes(there: StandIn, with_link: Person) -> None:
    browser = Client()
    question = begin(browser)
    session = browser.session
    (state, at, whose) = session["socialaccount_states"][question["state"]]
    session["socialaccount_states"] = {question["state"]: (state, at - 601, whose)}
    session.save()
    assert come_back(browser, there, question) == REFUSED


def test_an_answer_of_another_issuer_is_not_taken_for_this_ones(there: StandIn, with_link: Person) -> None:
    browser = Client()
    assert come_back(browser, there, begin(browser), iss="https://other.example") == REFUSED
    assert not there.asked, "the code is not sent anywhere then"


@pytest.mark.parametrize(
    ("query", "where"),
    [({"error": "access_denied"}, STOPPED), ({"error": "server_error"}, REFUSED), ({"code": ""}, REFUSED)],
)
def test_who_stops_at_the_provider_is_told_so(there: StandIn, query: dict[str, str], where: str) -> None:
    browser = Client()
    assert come_back(browser, there, begin(browser), **query) == where
    assert browser.get(where).status_code == 200


NO_OBJECTS = {"a list": b'["a"]', "nothing": b"null", "a nest without a bottom": b"[" * 100_000, "no text": b"\xff\xfe"}


@pytest.mark.parametrize("what", NO_OBJECTS)
@pytest.mark.parametrize("path", ["/openid-configuration", "/token", "/keys"])
def test_an_answer_of_another_shape_is_refused_like_any_other(
    there: StandIn, with_link: Person, path: str, what: str
) -> None:
    browser, there.raw = Client(), {path: NO_OBJECTS[what]}
    if path == "/openid-configuration":
        assert browser.post("/account/institution/begin/", {"purpose": "sign-in"})["Location"] in (REFUSED, AWAY)
    else:
        assert go_through(browser, there) in (REFUSED, AWAY)
    assert not is_in(browser)


@pytest.mark.parametrize("claims", [{"sub": "\ud800"}, {"sub": "a\nb"}, {"auth_time": 10**400}, {"exp": float("inf")}])
def test_a_word_that_cannot_be_read_opens_nothing(there: StandIn, with_link: Person, claims: dict[str, Any]) -> None:
    there.claims = claims
    assert go_through(Client(), there) == REFUSED


@pytest.mark.parametrize(
    "config",
    [
        {"issuer": "https://other.example"},
        {"authorization_endpoint": "https://other.example/auth"},
        {"token_endpoint": "http://other.example/token"},
        {"jwks_uri": "http://other.example/keys"},
        {"jwks_uri": None},
    ],
    ids=repr,
)
def test_a_provider_that_describes_itself_as_another_is_not_spoken_to(there: StandIn, config: dict[str, Any]) -> None:
    there.config = config
    answer = Client().post("/account/institution/begin/", {"purpose": "sign-in"})
    assert answer["Location"] == REFUSED and not there.asked


def test_the_clients_secret_follows_nobody_to_another_address(there: StandIn, with_link: Person) -> None:
    with stand_in_provider() as elsewhere:
        there.moved_to = f"{elsewhere.issuer}/token"
        assert go_through(Client(), there) == AWAY
        assert there.asked and not elsewhere.asked


def test_a_provider_that_is_down_is_said_to_be_away(there: StandIn, caplog: pytest.LogCaptureFixture) -> None:
    browser = Client()
    question = begin(browser)
    there.status = 503
    assert come_back(browser, there, question) == AWAY and browser.get(AWAY).status_code == 200
    with provider_at("http://127.0.0.1:9"):
        assert Client().post("/account/institution/begin/", {"purpose": "sign-in"})["Location"] == AWAY
    assert "127.0.0.1" not in "".join(record.getMessage() for record in caplog.records)


def test_another_issuer_in_the_settings_opens_none_of_the_old_links(there: StandIn, with_link: Person) -> None:
    with stand_in_provider() as second, provider_at(second.issuer, second_factor_acr=(ACR,)):
        second.claims = {"acr": ACR}
        assert go_through(Client(), second) == REFUSED


def test_tries_are_counted(there: StandIn) -> None:
    answers = [Client().post("/account/institution/begin/", {"purpose": "sign-in"}).status_code for _ in range(31)]
    assert answers == [302] * 30 + [429]


def test_no_foreign_page_starts_it(there: StandIn) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/account/institution/begin/", {"purpose": "sign-in"}).status_code == 403
    assert strict.get("/account/institution/begin/")["Location"].startswith("/account/institution/")
    assert Client().post("/account/institution/begin/", {"purpose": "made-up"}).status_code == 404


# ---- what is kept ---------------------------------------------------------------------------------------------------

PLANTED = ("Planteord", "planteord@example.org", "01017012345", "an-access-token-that-nobody-stores")


def everything_stored() -> str:
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # the tables' own names
            rows.append(str(cursor.fetchall()))
    return "".join(rows) + str([session.get_decoded() for session in Session.objects.all()])


def test_only_issuer_and_subject_are_stored(there: StandIn, cast: Cast) -> None:
    """On every way there is: an invitation, a link, a sign-in, a confirmation, one that opens nothing."""
    about = {"name": "Kari Planteord", "email": "planteord@example.org", "pid": "01017012345", "acr": ACR}
    browser = enter_with_code(cast.thea)
    there.claims = {**about, "auth_time": 1}
    go_through(browser, there, "link")
    there.claims = about
    go_through(Client(), there)
    go_through(browser, there, "confirm")
    there.claims = {**about, "sub": "unknown"}
    go_through(Client(), there)
    token = invite(actor=cast.sol, role=Role.THERAPIST, name="Bo", basis="kurs", now=NOW)[1]
    arriving = Client()
    assert go_through(arriving, there, "invitation", invitation=token) == f"/invitation/{token}/"
    stored = everything_stored()
    assert "subject-1" in stored and [word for word in PLANTED if word in stored] == [] and token not in stored
    assert SocialAccount.objects.get().extra_data == {}
    assert not SocialToken.objects.exists() and not SocialApp.objects.exists()


# ---- linking --------------------------------------------------------------------------------------------------------


def enter_with_code(person: Person) -> Client:
    """Signed in by hand, password and code: so, confirmed just now."""
    if not Authenticator.objects.filter(user=person).exists():
        give_code_app(person)
    browser = Client()
    browser.post("/account/login/", {"login": person.email, "password": PASSWORD})
    browser.post("/account/2fa/authenticate/", {"code": code_now()})
    browser.post("/account/reauthenticate/", {"password": PASSWORD})
    assert is_in(browser)
    return browser


def test_signed_in_and_confirmed_one_links_and_unlinks(there: StandIn, cast: Cast) -> None:
    browser = enter_with_code(cast.thea)
    assert go_through(browser, there, "link") == "/account/institution/"
    assert find_linked_person(Identity(there.issuer, "subject-1")) == cast.thea
    assert browser.get("/account/institution/").status_code == 200
    browser.post("/account/institution/unlink/")
    assert not SocialAccount.objects.exists()


def test_after_linking_and_unlinking_the_other_sessions_can_be_ended(there: StandIn, cast: Cast) -> None:
    browser, elsewhere = enter_with_code(cast.thea), sign_in(cast.thea)
    assert is_in(elsewhere)
    offered = [browser.get(go_through(browser, there, "link"))]
    offered.append(browser.post("/account/institution/unlink/", follow=True))
    assert all("Logg ut alle andre steder" in each.content.decode() for each in offered)


def test_someone_linked_is_asked_whether_it_is_she_with_every_way_in_sight(with_link: Person) -> None:
    """By password first, which she has; by code or by the provider beside it."""
    browser = sign_in(with_link)
    page = browser.get("/account/institution/", follow=True)
    assert page.status_code == 200 and page.request["PATH_INFO"] == "/account/reauthenticate/"
    ways = [way["url"].split("?")[0] for way in page.context["reauthentication_alternatives"]]
    assert ways == ["/account/2fa/reauthenticate/", "/account/institution/confirm/"]
    assert "Helse Prøve" in page.content.decode()


def test_the_button_says_that_it_links(there: StandIn, cast: Cast) -> None:
    page = enter_with_code(cast.thea).get("/account/institution/").content.decode()
    assert "Koble til Helse Prøve" in page and "Fortsett med" not in page


def test_linking_asks_first_whether_it_is_she(there: StandIn, cast: Cast) -> None:
    give_code_app(cast.thea)
    browser = sign_in(cast.thea)
    for answer in (
        browser.get("/account/institution/"),
        browser.post("/account/institution/begin/", {"purpose": "link"}),
        browser.post("/account/institution/unlink/"),
    ):
        assert answer.status_code == 302 and "reauthenticate" in answer["Location"]


def test_a_confirmation_that_has_grown_old_on_the_way_links_nothing(there: StandIn, cast: Cast) -> None:
    browser = enter_with_code(cast.thea)
    question = begin(browser, "link")
    with override_settings(ACCOUNT_REAUTHENTICATION_TIMEOUT=0):
        assert come_back(browser, there, question) == REFUSED
    assert not SocialAccount.objects.exists()


def test_who_has_no_second_factor_yet_links_nothing(there: StandIn, cast: Cast) -> None:
    browser = Client()
    browser.post("/account/login/", {"login": cast.thea.email, "password": PASSWORD})
    browser.post("/account/reauthenticate/", {"password": PASSWORD})
    assert browser.post("/account/institution/begin/", {"purpose": "link"})["Location"] == REFUSED
    assert browser.get("/account/institution/")["Location"] == "/account/2fa/"


def test_somebody_else_signed_in_on_the_way_is_not_linked(there: StandIn, cast: Cast) -> None:
    browser = enter_with_code(cast.thea)
    question = begin(browser, "link")
    states = browser.session["socialaccount_states"]
    browser.force_login(cast.mika)
    browser.post("/account/reauthenticate/", {"password": PASSWORD})  # she too confirmed just now
    session = browser.session
    session["socialaccount_states"] = states
    session.save()
    assert come_back(browser, there, question) == REFUSED and not SocialAccount.objects.exists()


def test_an_identity_opens_one_account_and_an_account_has_one(there: StandIn, cast: Cast, with_link: Person) -> None:
    assert go_through(enter_with_code(cast.mika), there, "link") == REFUSED
    there.claims = {"sub": "subject-2"}
    with pytest.raises(LinkRefused):
        link_identity(person=with_link, identity=Identity(there.issuer, "subject-2"), now=NOW)
    assert SocialAccount.objects.count() == 1


def test_a_client_never_gets_a_link(there: StandIn, cast: Cast) -> None:
    browser = sign_in(cast.ana)
    assert browser.get("/account/institution/").status_code == 404
    assert browser.post("/account/institution/begin/", {"purpose": "link"})["Location"] == REFUSED
    with pytest.raises(LinkRefused):
        link_identity(person=cast.ana, identity=Identity(there.issuer, "subject-1"), now=NOW)
    token = invite(actor=cast.thea, role=Role.CLIENT, name="Bo", now=NOW)[1]
    assert b"Helse Pr" not in Client().get(f"/invitation/{token}/").content
    answer = Client().post("/account/institution/begin/", {"purpose": "invitation", "invitation": token})
    assert answer["Location"] == REFUSED


def test_who_becomes_a_client_or_leaves_keeps_no_link(there: StandIn, cast: Cast, with_link: Person) -> None:
    grant_role(person=with_link, role=Role.CLIENT, by=None, now=NOW)
    assert not SocialAccount.objects.exists()
    link_identity(person=cast.mika, identity=Identity(there.issuer, "subject-1"), now=NOW)
    end_role(person=cast.mika, role=Role.THERAPIST, now=NOW)
    assert not SocialAccount.objects.exists()


def test_who_keeps_one_role_of_two_keeps_the_link(there: StandIn, cast: Cast, with_link: Person) -> None:
    grant_role(person=with_link, role=Role.ADMINISTRATOR, by=None, now=NOW)
    end_role(person=with_link, role=Role.ADMINISTRATOR, now=NOW)
    assert SocialAccount.objects.filter(user=with_link).exists()


# ---- invitations ----------------------------------------------------------------------------------------------------


def staff_link(cast: Cast) -> str:
    return invite(actor=cast.sol, role=Role.THERAPIST, name="Bo", basis="kurs", now=NOW)[1]


def accept(browser: Client, token: str, email: str = "bo@example.org") -> Any:
    return browser.post(f"/invitation/{token}/", {"name": "Bo", "email": email, "adult": "on"})


@pytest.mark.parametrize(("acr", "first"), [(ACR, "/"), ("one-factor", "/account/2fa/")])
def test_an_invitation_makes_the_account_with_the_identity(there: StandIn, cast: Cast, acr: str, first: str) -> None:
    token, browser, there.claims = staff_link(cast), Client(), {"acr": acr}
    assert b"Helse Pr" in browser.get(f"/invitation/{token}/").content
    assert go_through(browser, there, "invitation", invitation=token) == f"/invitation/{token}/"
    assert b'name="password"' not in browser.get(f"/invitation/{token}/").content
    assert accept(browser, token)["Location"] == first and is_in(browser)
    person = Person.objects.get(email="bo@example.org")
    assert not person.has_usable_password() and find_linked_person(Identity(there.issuer, "subject-1")) == person
    assert "openid_identity" not in browser.session


def test_without_the_provider_the_form_still_wants_a_password(there: StandIn, cast: Cast) -> None:
    token = staff_link(cast)
    assert accept(Client(), token).status_code == 200 and not Person.objects.filter(email="bo@example.org").exists()


def test_what_was_confirmed_for_one_invitation_answers_no_other_and_not_for_long(there: StandIn, cast: Cast) -> None:
    token, other, browser = staff_link(cast), staff_link(cast), Client()
    go_through(browser, there, "invitation", invitation=token)
    assert accept(browser, other).status_code == 200
    session = browser.session
    session["openid_identity"] = {**session["openid_identity"], "until_s": 1}
    session.save()
    assert accept(browser, token).status_code == 200
    assert not SocialAccount.objects.exists()


def test_an_identity_that_is_taken_makes_no_account(there: StandIn, cast: Cast, with_link: Person) -> None:
    token, browser = staff_link(cast), Client()
    assert go_through(browser, there, "invitation", invitation=token) == REFUSED
    there.claims = {"sub": "subject-2"}
    go_through(browser, there, "invitation", invitation=token)
    SocialAccount.objects.filter(user=with_link).update(uid="subject-2")  # taken in between
    people = Person.objects.count()
    assert accept(browser, token).status_code == 404
    assert Person.objects.count() == people and Invitation.objects.filter(accepted_at=None).exists()


# ---- showing once more that it is she -------------------------------------------------------------------------------


@pytest.fixture
def only_way_in(there: StandIn, cast: Cast) -> Client:
    """Thea without a password and a key of her own: the provider is her only way in, and vouches for two factors."""
    link_identity(person=cast.thea, identity=Identity(there.issuer, "subject-1"), now=NOW)
    cast.thea.set_unusable_password()
    cast.thea.save()
    there.claims, browser = {"acr": ACR}, Client()
    go_through(browser, there)
    session = browser.session
    session["account_authentication_methods"][0]["at"] -= 1000
    session.save()
    return browser


def test_who_has_no_key_here_is_asked_by_the_provider_before_she_makes_one(there: StandIn, only_way_in: Client) -> None:
    for path in ("/account/2fa/webauthn/add/", "/account/2fa/totp/activate/"):
        assert only_way_in.get(path)["Location"].startswith("/account/institution/confirm/")
    question = begin(only_way_in, "confirm", next="/account/2fa/totp/activate/")
    assert (question["prompt"], question["max_age"]) == ("login", "0")
    there.claims |= {"auth_time": int(time.time())}
    assert come_back(only_way_in, there, question) == "/account/2fa/totp/activate/"
    assert only_way_in.get("/account/2fa/totp/activate/").status_code == 200


@pytest.mark.parametrize("claims", [{}, {"auth_time": 1_000}, {"auth_time": 99_999_999_999}, {"sub": "subject-2"}])
def test_an_old_session_there_or_another_person_confirms_nothing(
    there: StandIn, only_way_in: Client, claims: dict[str, Any]
) -> None:
    there.claims |= {"auth_time": int(time.time()), **claims} if "sub" in claims else claims
    assert go_through(only_way_in, there, "confirm") == REFUSED
    assert only_way_in.get("/account/2fa/totp/activate/")["Location"].startswith("/account/institution/confirm/")


def test_the_only_way_in_is_not_taken_away(there: StandIn, only_way_in: Client, cast: Cast) -> None:
    there.claims |= {"auth_time": int(time.time())}
    go_through(only_way_in, there, "confirm")
    only_way_in.post("/account/institution/unlink/")
    assert SocialAccount.objects.filter(user=cast.thea).exists()
