"""S9: a socket opens only to a page of the house's own scheme, name and port."""

import pytest

from fotfeste.http.socket_origin import is_own_origin


def asks(origin: str | None, host: str = "fotfeste.example.no", *more: tuple[bytes, bytes]) -> bool:
    headers = [(b"host", host.encode()), *([(b"origin", origin.encode())] if origin is not None else []), *more]
    return is_own_origin(headers)


@pytest.fixture
def tls(settings: object) -> None:
    settings.ALLOWED_HOSTS, settings.FOTFESTE_TLS = ["fotfeste.example.no"], True  # type: ignore[attr-defined]


OUTSIDE = "https://fotfeste.example.no"


def test_the_houses_own_page_opens(tls: None) -> None:
    assert asks(OUTSIDE) and asks(OUTSIDE.upper())


@pytest.mark.parametrize(
    "origin",
    [
        "https://fotfeste.example.no:8443",
        "http://fotfeste.example.no",
        "http://fotfeste.example.no:443",
        "https://fotfeste.example.no.evil.example",
        "https://evil.example",
        "https://sub.fotfeste.example.no",
        "null",
        "",
        None,
    ],
)
def test_no_other_does(tls: None, origin: str | None) -> None:
    assert not asks(origin)


def test_what_says_two_origins_says_none(tls: None) -> None:
    assert not asks(OUTSIDE, "fotfeste.example.no", (b"origin", OUTSIDE.encode()))


def test_a_host_that_is_not_ours_vouches_for_nobody(tls: None) -> None:
    assert not asks("https://evil.example", host="evil.example")


def test_another_port_outside_is_passed_on_or_named(tls: None, settings: object) -> None:
    """Either nginx passes the port on ($http_host), or the setting names what browsers show."""
    other = f"{OUTSIDE}:8443"
    assert asks(other, host="fotfeste.example.no:8443") and not asks(OUTSIDE, host="fotfeste.example.no:8443")
    settings.FOTFESTE_ORIGINS = [other]  # type: ignore[attr-defined]
    assert asks(other) and not asks(OUTSIDE), "what is named is the whole list"


def test_without_a_proxy_it_is_the_port_that_was_asked(settings: object) -> None:
    assert asks("http://localhost:8000", host="localhost:8000")
    assert not asks("http://localhost:8001", host="localhost:8000") and not asks("http://localhost", "localhost:8000")
