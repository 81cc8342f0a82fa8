"""The log holds nobody: no typed word, path, token, address, e-mail or odd header, whatever goes wrong."""

import ast
import io
import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client, override_settings

from fotfeste.http.request_log import LineFormatter, SocketFilter
from tests.cast import Cast
from tests.ops.serving import BASE, environment

CANARY = "kanarifugl"
WHOSE = "203.0.113.77"
BREAKING = override_settings(ROOT_URLCONF="tests.http.breaking")
Lines = Callable[[], list[dict[str, Any]]]


class Told(logging.StreamHandler[io.StringIO]):
    def __init__(self, way: str):
        super().__init__(io.StringIO())
        self.setFormatter(LineFormatter(way))


@pytest.fixture
def lines() -> Iterator[Lines]:
    """What was logged, read back; each test ends by looking for the canary in all of it, in both ways of writing."""
    both = [Told("json"), Told("plain")]
    root = logging.getLogger()
    for each in both:
        root.addHandler(each)
    yield lambda: [json.loads(line) for line in both[0].stream.getvalue().splitlines()]
    for each in both:
        root.removeHandler(each)
        told = each.stream.getvalue()
        assert told.strip(), "nothing was logged at all"
        assert CANARY not in told and WHOSE not in told and "@" not in told and "/invitation" not in told
    assert both[1].stream.getvalue().count("\n") == both[0].stream.getvalue().count("\n")  # a line is a line


def someone() -> Client:
    return Client(raise_request_exception=False, REMOTE_ADDR=WHOSE)


def one(lines: Lines, event: str) -> dict[str, Any]:
    found = [line for line in lines() if line["event"].startswith(event)]
    assert len(found) == 1, lines()
    return found[0]


def test_a_request_is_told_by_its_routes_name(lines: Lines, cast: Cast) -> None:
    client = someone()
    client.force_login(cast.thea)
    answer = client.get(f"/invitation/{CANARY}-token/?next={CANARY}")
    told = one(lines, "request")
    assert set(told) == {"time", "level", "event", "route", "status", "ms", "request", "worker"}
    assert (told["route"], told["status"]) == ("people:invitation", answer.status_code)
    assert told["request"] == answer.headers["X-Request-Id"]


@BREAKING
def test_a_fault_is_told_by_type_and_place_and_the_page_shows_its_mark(lines: Lines, db: None) -> None:
    answer = someone().post(f"/invitation/{CANARY}/breaks/", {"words": CANARY, "email": f"{CANARY}@example.org"})
    told = one(lines, "django.request")
    assert told["fault"] == ["builtins.RuntimeError", "builtins.ValueError"]
    assert any("tests/http/breaking.py:" in frame and frame.endswith(" breaks") for frame in told["frames"])
    assert answer.status_code == 500 and answer.content.decode().count(answer.headers["X-Request-Id"]) == 2
    assert told["request"] == one(lines, "request")["request"] == answer.headers["X-Request-Id"]


def test_a_page_that_is_not_there_leaves_no_path(lines: Lines) -> None:
    assert someone().get(f"/{CANARY}/%0d%0a{CANARY}?q={CANARY}").status_code == 404
    assert one(lines, "request")["route"] == "none"
    assert someone().get(f"/static/{CANARY}.css").status_code == 404


def test_a_form_without_its_token_leaves_no_words(lines: Lines, db: None) -> None:
    client = Client(enforce_csrf_checks=True, REMOTE_ADDR=WHOSE)
    client.post("/account/login/", {"login": f"{CANARY}@example.org", "password": CANARY}, HTTP_REFERER=CANARY)
    assert one(lines, "django.security.csrf")


def test_an_odd_host_leaves_no_header(lines: Lines) -> None:
    answer = someone().get("/", HTTP_HOST=f"{CANARY}.example\r\n{CANARY}")
    assert answer.status_code == 400 and 'href="tel:113"' in answer.content.decode()
    assert one(lines, "django.security.DisallowedHost")["fault"] == ["django.core.exceptions.DisallowedHost"]


@BREAKING
def test_a_suspicious_request_leaves_no_words(lines: Lines, db: None) -> None:
    assert someone().get(f"/invitation/{CANARY}/suspects/").status_code == 400
    assert one(lines, "django.security.SuspiciousOperation")


def test_too_many_tries_leave_no_address(lines: Lines, db: None) -> None:
    client = someone()
    asked = [client.post("/account/password/reset/", {"email": f"{CANARY}{n}@example.org"}) for n in range(11)]
    assert [each.status_code for each in asked][-1] == 429
    assert lines()[-1]["status"] == 429


@override_settings(FOTFESTE_SMTP="127.0.0.1:1", EMAIL_BACKEND="fotfeste.ops.mail_backend.Outgoing")
def test_mail_that_is_not_taken_leaves_no_address(lines: Lines, cast: Cast) -> None:
    from fotfeste.people.link_delivery import try_mail

    assert not try_mail(f"{CANARY}@example.org", f"https://prove.example.org/invitation/{CANARY}/")
    told = one(lines, "a link could not be mailed")
    assert told["fault"] == ["builtins.ConnectionRefusedError"]


@pytest.mark.parametrize("words", [f"{CANARY}\n{{}}", f"\r\n{CANARY}", f"{CANARY}\x1b[2J"])
def test_no_message_and_no_value_gets_in_however_it_is_logged(lines: Lines, words: str) -> None:
    logging.getLogger("somebody.else").error(words)
    logging.getLogger("somebody.else").error("%s and %s", words, words, extra={"email": words, "request": words})
    logging.getLogger("fotfeste.care").warning("a sentence of ours (%s)", words)
    logging.getLogger("uvicorn.error").warning("Invalid %s", words)


def test_one_bad_line_cannot_become_two() -> None:
    for way in ("json", "plain"):
        record = logging.LogRecord("fotfeste.x", logging.ERROR, __file__, 1, "one\ntwo\r\u2028three", None, None)
        record.route = "four\nfive"
        assert len(LineFormatter(way).format(record).splitlines()) == 1


def test_our_own_sentences_are_constants() -> None:
    """They are written out as they stand, so nothing may be put into one before it is logged."""
    for file in (BASE / "fotfeste").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("log."):
                said = node.args[1] if ast.unparse(node.func) == "log.log" else node.args[0]
                assert isinstance(said, ast.Constant), f"{file.name}:{node.lineno}"


ASIDE = f"""
import django, logging, threading, warnings; django.setup()
from fotfeste.http.request_log import log_uncaught_errors, SocketFilter
log_uncaught_errors()
def fails(): raise ValueError("{CANARY}")
thread = threading.Thread(target=fails); thread.start(); thread.join()
class Falls:
    def __del__(self): fails()
Falls()
warnings.warn("{CANARY}", stacklevel=1)
fails()
"""


def test_what_python_cannot_raise_leaves_no_words_either(tmp_path: Any) -> None:
    more = {"FOTFESTE_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "fotfeste.config.settings"}
    done = subprocess.run(
        [sys.executable, "-W", "always", "-c", ASIDE],
        cwd=BASE,
        env=environment(**more),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.count("something stopped outside a request") == 3 and "py.warnings" in done.stderr
    assert CANARY not in done.stderr + done.stdout


def test_sockets_that_open_and_close_are_not_told_and_faults_of_theirs_are() -> None:
    def is_logged(level: int) -> bool:
        record = logging.LogRecord(
            "uvicorn.error", level, "/x/websockets_sansio_impl.py", 1, "connection open", (), None
        )
        return SocketFilter().filter(record)

    assert not is_logged(logging.INFO) and is_logged(logging.ERROR)
