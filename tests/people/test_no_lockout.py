"""However many guess at Ana's door, from wherever they do, Ana comes in with her password from her own address."""

import time
from statistics import median

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse

from tests.cast import PASSWORD, Cast
from tests.people.keys import give_code_app
from tests.people.test_signing_in import _mails, _seconds, reset, sign_in, signed_in

STRANGERS = 500


def test_hundreds_of_addresses_guessing_at_once_lock_nobody_out(cast: Cast) -> None:
    for number in range(STRANGERS):
        address = f"198.51.{number // 250}.{number % 250 + 1}"
        assert not signed_in(guess(Client(REMOTE_ADDR=address)))
    ana = Client(REMOTE_ADDR="192.0.2.8")
    sign_in(ana)
    assert signed_in(ana)


def guess(stranger: Client) -> Client:
    sign_in(stranger, password="feil-feil-feil-feil")
    return stranger


def test_a_whole_ipv6_network_is_one_address(cast: Cast) -> None:
    for number in range(5):
        guess(Client(REMOTE_ADDR=f"2001:db8::{number:x}"))
    neighbour = Client(REMOTE_ADDR="2001:db8::ffff")
    sign_in(neighbour)
    assert not signed_in(neighbour)
    elsewhere = Client(REMOTE_ADDR="2001:db8:1::1")
    sign_in(elsewhere)
    assert signed_in(elsewhere)


def test_wrong_codes_need_the_password_first_and_a_stranger_never_gets_there(cast: Cast) -> None:
    give_code_app(cast.ana)
    stranger = Client(REMOTE_ADDR="192.0.2.7")
    for _ in range(8):
        answer = stranger.post(reverse("mfa_authenticate"), {"code": "000000"})
        assert answer.status_code == 302 and answer["Location"].startswith("/account/login/")


def test_a_flood_of_requests_for_a_new_password_sends_few_letters_and_locks_nothing(cast: Cast) -> None:
    answers = [reset(Client(REMOTE_ADDR=f"198.51.100.{number}"), "ana@example.org") for number in range(1, 21)]
    assert [answer.status_code for answer in answers].count(200) == 3
    letters = _mails(3)
    assert len(letters) == 3 == len(mail.outbox)
    ana = Client(REMOTE_ADDR="192.0.2.8")
    link = next(word for word in letters[0].body.split() if word.startswith("http"))
    assert b"password1" in ana.get(link, follow=True).content, "what was sent to her works"
    sign_in(ana)
    assert signed_in(ana)


def test_an_unknown_address_meets_the_same_limit(cast: Cast) -> None:
    for email in ("ana@example.org", "nobody@example.org"):
        found = [reset(Client(REMOTE_ADDR=f"198.51.100.{n}"), email).status_code for n in range(1, 6)]
        assert found == [200, 200, 200, 429, 429]


def test_known_and_unknown_cost_the_same_queries_and_say_the_same(cast: Cast) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts, headers = {}, {}
    for email in ("ana@example.org", "nobody@example.org"):
        with CaptureQueriesContext(connection) as asked:
            answer = sign_in(Client(), email, "feil-feil-feil-feil")
        counts[email] = len(asked)
        headers[email] = (answer.status_code, sorted(answer.headers), len(answer.content) - len(email))
    assert len(set(counts.values())) == 1, counts
    assert len({each[:2] for each in map(lambda h: (h[0], tuple(h[1])), headers.values())}) == 1, headers


@pytest.mark.parametrize("state", ["resting", "inactive"])
def test_a_resting_or_closed_account_is_not_told_from_an_unknown_one(cast: Cast, state: str) -> None:
    from tests.cast import NOW

    if state == "resting":
        cast.ana.resting_since = NOW
    else:
        cast.ana.is_active = False
    cast.ana.save()
    answers = [sign_in(Client(), email, "feil-feil-feil-feil") for email in ("ana@example.org", "nobody@example.org")]
    assert {answer.status_code for answer in answers} == {200}
    assert [list(answer.context["form"].errors) for answer in answers] == [["__all__"]] * 2
    assert PASSWORD not in answers[0].content.decode()


def test_a_hash_left_out_for_the_unknown_would_be_seen(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the times compared in test_signing_in mean something."""
    real = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    monkeypatch.setattr("allauth.account.auth_backends.AuthenticationBackend._mitigate_timing_attack", lambda *_: None)
    with override_settings(PASSWORD_HASHERS=real):
        cast.ana.set_password(PASSWORD)
        cast.ana.save()
        took = {email: median(_seconds(email, n) for n in range(3)) for email in ("ana@example.org", "no@example.org")}
    assert took["ana@example.org"] > took["no@example.org"] * 1.5, took


def test_asking_for_a_new_password_takes_as_long_for_the_unknown(cast: Cast) -> None:
    """The letter is sent beside the answer. Interleaved, so that a busy machine is as busy for both."""
    took: dict[str, list[float]] = {"ana@example.org": [], "no@example.org": []}
    for _ in range(15):
        for email, seconds in took.items():
            cache.clear()
            began = time.perf_counter()
            Client().post(reverse("account_reset_password"), {"email": email})
            seconds.append(time.perf_counter() - began)
    known, unknown = (median(each) for each in took.values())
    assert known - unknown < 0.05, (known, unknown)
