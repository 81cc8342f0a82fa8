"""Sealed tokens open in their own place only, and those that release 0.1 wrote still open."""

import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from fotfeste.body.check_in_answers import Answers
from fotfeste.body.unstored_answers import open_answers, seal_answers
from fotfeste.kit.crypto import KeyUse
from fotfeste.kit.errors import SealBroken
from fotfeste.kit.one_time_message import take_message
from fotfeste.kit.tokens import hash_of_token, open_token, seal_token
from fotfeste.people.second_factor_secrets import open_secret

HOLDER = uuid.UUID("7d444840-9dc0-11d1-b245-5ffdce74fad2")
AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
# Written by release 0.1 for HOLDER, at AT, under an instance key that is no installation's.
KEY_OF_0_1 = bytes(range(32)).hex()
SECRET_OF_0_1 = "AQAAAAAAAAAAAAAAAAAAAABvuxS9/04R3yoMZtAvSe6Hp7StZfK1uuBKFZnnDrgvYFHI+xBhIjLFBS1iEQ=="
LINKS_OF_0_1 = {
    "link_to_hand_over": "AX1ESECdwBHRskVf/c50+tIMyD5j2ns3XKYSO7qKWLcCu+YnnnIZcMoSNJwmEAbQjbj/2kvwWZPK0A==",
    "link_for_a_guest": "AX1ESECdwBHRskVf/c50+tLPQhW6+CFyYtupen6CfFWjhBIWTDbIH3dIS3KP70xG73MFNw3249NXAFfauZI=",
}
ANSWERS_OF_0_1 = (
    "AX1ESECdwBHRskVf_c50-tLKz3mEyfOxsyS_yIKZ7Qk8VID8_B9nLRbgw_24yP5565AbBlnVh0rFxi9NeGJoJc_K-BF4_-6fq4d_pv5TInJi"
    "ih71aQOv9FVTqQeP7jmWVrKtFceQ0bSesNvMZscyKWqvcHJ2kFEoh-BBCuPKc8wx"
)


@pytest.fixture
def key_of_0_1(tmp_path: Path, settings: Any) -> None:
    settings.FOTFESTE_KEY_FILE = tmp_path / "instance.key"
    settings.FOTFESTE_KEY_FILE.write_text(KEY_OF_0_1)


def person(pk: uuid.UUID = HOLDER) -> Any:
    return SimpleNamespace(pk=pk)


@pytest.mark.usefixtures("key_of_0_1")
class TestOfRelease01:
    def test_a_second_factor_secret_opens(self) -> None:
        assert open_secret(SECRET_OF_0_1) == "JBSWY3DPEHPK3PXP"

    def test_a_link_waiting_in_a_session_opens_once(self) -> None:
        request: Any = SimpleNamespace(user=person(), session=dict(LINKS_OF_0_1))
        assert take_message(request, KeyUse.INVITATION_LINK) == "1token-of-0.1"
        assert take_message(request, KeyUse.GUEST_LINK) == "token-of-0.1 Runa"
        assert not request.session and take_message(request, KeyUse.GUEST_LINK) is None

    def test_answers_in_an_address_open_for_their_client_and_their_hours(self) -> None:
        found = Answers(activation=2, head_safe=7, body_safe=3)
        assert open_answers(person(), ANSWERS_OF_0_1, AT + timedelta(hours=1)) == found
        assert open_answers(person(), ANSWERS_OF_0_1, AT + timedelta(hours=7)) is None
        assert open_answers(person(uuid.uuid4()), ANSWERS_OF_0_1, AT) is None


def test_the_hash_of_a_link_is_what_release_0_1_stored() -> None:
    assert hash_of_token("token-of-0.1") == "fcc2f00f1ee90af1610375d0ad539084484c2501a7e6b03d1553ded512004939"


@pytest.mark.parametrize("plain", [b"", b"\xff\xfe" * 40, "å".encode()])
def test_a_token_opens_where_it_was_sealed_and_nowhere_else(plain: bytes) -> None:
    token = seal_token(plain, KeyUse.GUEST_LINK, HOLDER, "here")
    assert open_token(token, KeyUse.GUEST_LINK, "here") == plain
    for use, place in ((KeyUse.INVITATION_LINK, "here"), (KeyUse.GUEST_LINK, "there")):
        with pytest.raises(SealBroken):
            open_token(token, use, place)


@pytest.mark.parametrize("text", ["", "x", "====", "å", "not base64!", "AQAAAA"])
def test_what_is_no_token_is_refused_calmly(text: str) -> None:
    with pytest.raises(SealBroken):
        open_token(text, KeyUse.TRANSIENT_ANSWERS, "here")
    assert open_answers(person(), text, AT) is None


def test_own_words_never_come_into_an_address() -> None:
    token = seal_answers(person(), Answers(activation=1, own_words="bare mine"), AT)
    assert open_answers(person(), token, AT) == Answers(activation=1)
