"""The operator's settings for an institution's sign-in: whole and safe, or off with a sentence that mends it."""

from pathlib import Path

import pytest

from fotfeste.config.openid_settings import read_openid_settings
from fotfeste.people.openid.configuration import IdentityProvider

SECRET = "the-secret-that-nobody-reads"
GOOD = {
    "FOTFESTE_OIDC_ISSUER": "https://id.example.no/realms/institute",
    "FOTFESTE_OIDC_CLIENT_ID": "fotfeste",
    "FOTFESTE_OIDC_CLIENT_SECRET": SECRET,
    "FOTFESTE_OIDC_NAME": "Helse Prøve",
}


def test_without_an_issuer_there_is_none() -> None:
    assert read_openid_settings({}) == (None, "")
    assert read_openid_settings({**GOOD, "FOTFESTE_OIDC_ISSUER": " "}) == (None, "")


def test_a_whole_description_is_taken(tmp_path: Path) -> None:
    (file := tmp_path / "secret").write_text(f"{SECRET}\n")
    by_file = {**GOOD, "FOTFESTE_OIDC_CLIENT_SECRET": "", "FOTFESTE_OIDC_CLIENT_SECRET_FILE": str(file)}
    for settings in (GOOD, by_file):
        provider, fault = read_openid_settings({**settings, "FOTFESTE_OIDC_SECOND_FACTOR_ACR": "level-4 level-5"})
        assert isinstance(provider, IdentityProvider) and not fault and provider.client_secret == SECRET
        assert provider.second_factor_acr == ("level-4", "level-5") and provider.origin == "https://id.example.no"
        assert SECRET not in repr(provider)
    assert read_openid_settings(GOOD)[0].second_factor_acr == ()  # type: ignore[union-attr]


@pytest.mark.parametrize("issuer", ["http://localhost:4000", "http://127.0.0.1:4000/a", "http://[::1]:4000"])
def test_plain_http_is_for_this_machine(issuer: str) -> None:
    assert read_openid_settings({**GOOD, "FOTFESTE_OIDC_ISSUER": issuer})[0]


@pytest.mark.parametrize(
    "issuer",
    [
        "http://id.example.no",
        "http://localhost.example.no",
        "http://127.0.0.2",
        "ftp://id.example.no",
        "id.example.no",
        "https://",
        "https://id.example.no/?a=b",
        "https://id.example.no/#a",
        "https://id.example.no; script-src *",
        "https://id.example.no/a b",
        "https://a@id.example.no",
        "https://*.example.no",
        "https://[broken",
        "https://id.example.no/" + "a" * 200,
    ],
)
def test_anything_else_is_off_and_says_how_to_mend_it(issuer: str) -> None:
    provider, fault = read_openid_settings({**GOOD, "FOTFESTE_OIDC_ISSUER": issuer})
    assert provider is None and "FOTFESTE_OIDC_ISSUER" in fault and SECRET not in fault


@pytest.mark.parametrize("name", ["FOTFESTE_OIDC_CLIENT_ID", "FOTFESTE_OIDC_CLIENT_SECRET", "FOTFESTE_OIDC_NAME"])
def test_what_is_missing_is_named(name: str) -> None:
    provider, fault = read_openid_settings({**GOOD, name: ""})
    assert provider is None and name in fault and SECRET not in fault


def test_a_secret_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    settings = {**GOOD, "FOTFESTE_OIDC_CLIENT_SECRET_FILE": str(tmp_path / "not-there")}
    provider, fault = read_openid_settings(settings)
    assert provider is None and "FOTFESTE_OIDC_CLIENT_SECRET_FILE" in fault


def test_the_operator_is_told_what_turned_it_off(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    from django.conf import settings
    from django.utils import timezone

    from fotfeste.ops.checks.all_checks import run_checks

    monkeypatch.setattr(settings, "FOTFESTE_OIDC_FAULT", "FOTFESTE_OIDC_NAME must be set too.")
    assert any("it is off. FOTFESTE_OIDC_NAME" in line for line in run_checks(timezone.now()))


def test_the_guides_own_lines_are_taken(tmp_path: Path) -> None:
    guide = (Path(__file__).resolve().parents[2] / "docs/institution-sign-in.md").read_text()
    lines = dict(line.split("=", 1) for line in guide.split("```sh\n")[1].split("```")[0].splitlines())
    (secret := tmp_path / "secret").write_text("s")
    provider, fault = read_openid_settings({**lines, "FOTFESTE_OIDC_CLIENT_SECRET_FILE": str(secret)})
    assert provider and not fault and provider.name == "Example Hospital"
