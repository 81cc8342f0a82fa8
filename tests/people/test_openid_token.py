"""What a provider's signed word has to be before anybody is believed to be anyone."""

import json
import time
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from fotfeste.people.openid.id_token import CLOCK_SKEW_S, Identity, NotVerified, verify_id_token
from tests.openid.stand_in import CLIENT_ID, FOREIGN_KEY, KEY, KID, claims_for, key_set_of, sign

ISSUER, NONCE, ACR = "https://id.example.no", "the-nonce-of-this-session", "level-4"


class Later(int):
    """Seconds from when the test is run, not from when it was read."""


def verify(token: str, key_set: dict[str, Any] | None = None) -> Identity:
    return verify_id_token(
        token,
        key_set=key_set or key_set_of(KEY),
        issuer=ISSUER,
        client_id=CLIENT_ID,
        nonce=NONCE,
        second_factor_acr=(ACR,),
    )


def token_with(**claims: Any) -> str:
    now = int(time.time())
    timed = {name: now + value if isinstance(value, Later) else value for name, value in claims.items()}
    return sign(claims_for(ISSUER, NONCE, **timed))


def test_an_honest_token_gives_issuer_and_subject_and_nothing_about_the_person() -> None:
    told = verify(token_with(name="Kari Nordmann", email="kari@example.org", pid="01017012345"))
    assert told == Identity(ISSUER, "subject-1", has_second_factor=False, signed_in_at_s=None)


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://other.example.no"},
        {"iss": ISSUER + "/"},
        {"iss": None},
        {"aud": "another-client"},
        {"aud": ["another-client"]},
        {"aud": [CLIENT_ID, "another-client"]},  # without azp nobody knows for whom it was
        {"aud": [CLIENT_ID, "another-client"], "azp": "another-client"},
        {"azp": "another-client"},
        {"nonce": "a-nonce-of-another-session"},
        {"nonce": ""},
        {"nonce": None},
        {"sub": None},
        {"sub": ""},
        {"sub": "x" * 192},
        {"sub": "a\0b"},
        {"sub": 17},
        {"exp": None},
        {"iat": None},
        {"exp": Later(-CLOCK_SKEW_S - 30)},
        {"iat": Later(CLOCK_SKEW_S + 60)},
        {"nbf": Later(CLOCK_SKEW_S + 60)},
    ],
    ids=repr,
)
def test_a_token_that_says_something_else_is_refused(claims: dict[str, Any]) -> None:
    with pytest.raises(NotVerified):
        verify(token_with(**claims))


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": Later(-CLOCK_SKEW_S + 40)},
        {"iat": Later(CLOCK_SKEW_S - 30)},
        {"aud": [CLIENT_ID]},
        {"aud": [CLIENT_ID, "another-client"], "azp": CLIENT_ID},
    ],
    ids=repr,
)
def test_clocks_a_little_apart_and_lists_of_one_are_fine(claims: dict[str, Any]) -> None:
    assert verify(token_with(**claims)).subject == "subject-1"


def test_what_was_changed_after_signing_is_refused() -> None:
    head, _body, mark = token_with().split(".")
    body = jwt.utils.base64url_encode(json.dumps(claims_for(ISSUER, NONCE, sub="subject-2")).encode()).decode()
    with pytest.raises(NotVerified):
        verify(f"{head}.{body}.{mark}")


def test_a_foreign_key_is_refused() -> None:
    with pytest.raises(NotVerified):
        verify(sign(claims_for(ISSUER, NONCE), FOREIGN_KEY))


def test_no_signature_is_no_signature() -> None:
    with pytest.raises(NotVerified):
        verify(sign(claims_for(ISSUER, NONCE), "", "none"))


@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")
def test_a_shared_secret_is_no_signature_of_the_provider() -> None:
    """Neither with the client's secret nor with the public key taken as one."""
    shared = {
        "keys": [{"kty": "oct", "k": "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA", "kid": KID, "alg": "HS256"}]
    }
    token = sign(claims_for(ISSUER, NONCE), "secret-secret-secret-secret-secret", "HS256")
    for key_set in (shared, key_set_of(KEY)):
        with pytest.raises(NotVerified):
            verify(token, key_set)


def test_the_token_names_its_key() -> None:
    other = key_set_of(FOREIGN_KEY, kid="two")["keys"]
    both = {"keys": [*key_set_of(KEY)["keys"], *other]}
    assert verify(token_with(), both).subject == "subject-1"
    assert verify(sign(claims_for(ISSUER, NONCE), kid=None)).subject == "subject-1"  # there is one key only
    for token in (sign(claims_for(ISSUER, NONCE), kid=None), sign(claims_for(ISSUER, NONCE), kid="three")):
        with pytest.raises(NotVerified):
            verify(token, both)


def test_a_key_for_encryption_signs_nothing() -> None:
    with pytest.raises(NotVerified):
        verify(token_with(), key_set_of(KEY, use="enc"))


@pytest.mark.parametrize("token", ["", "a.b.c", "not a token", "e30.e30.e30"])
def test_what_is_no_token_at_all_is_refused(token: str) -> None:
    with pytest.raises(NotVerified):
        verify(token)


def test_an_elliptic_key_does_as_well() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    jwk = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(key.public_key()))
    key_set = {"keys": [{**jwk, "kid": KID, "use": "sig", "alg": "ES256"}]}
    assert verify(sign(claims_for(ISSUER, NONCE), key, "ES256"), key_set).subject == "subject-1"


@pytest.mark.parametrize(
    ("acr", "counts"), [(ACR, True), ("level-3", False), (None, False), ([ACR], False), (4, False)]
)
def test_a_second_factor_counts_by_the_value_the_operator_named_alone(acr: Any, counts: bool) -> None:
    assert verify(token_with(acr=acr, amr=["mfa", "otp"])).has_second_factor is counts
