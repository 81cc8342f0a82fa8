"""What a stranger sends: too long, too much, mangled or of an odd kind. It is refused, kindly, and nothing breaks."""

import asyncio
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fotfeste.http.body_limit import MAX_BODY_BYTES, limit_body
from fotfeste.privacy.doors import DOORS
from tests.cast import Cast
from tests.http.test_gate import ROUTES, path_of
from tests.http.things import Things, things_of

LONG = "æ" * 100_000
NASTY = [
    "\x00",
    "\ufffd",
    LONG,
    "../../etc/passwd",
    "<script>",
    "' OR 1=1 --",
    "{{7*7}}",
    "9" * 400,
    "-1",
    "NaN",
    "\r\nSet-Cookie: x=1",
    "\u202e",
    "[]",
    "{" * 5000,
]
FIELDS = (
    "words",
    "body",
    "name",
    "email",
    "password",
    "login",
    "code",
    "credential",
    "row",
    "step",
    "move",
    "seen",
    "tab",
    "answer",
    "to",
    "kind",
    "lead",
    "next",
    "language",
    "scheme",
    "since",
    "before",
    "minutes",
    "level",
    "adult",
    "own_words",
    "activation",
    "confirm",
    "basis",
    "mode",
    "assessed_by",
    "assessed_on",
    "places",
    "dose",
)


@pytest.fixture
def things(cast: Cast) -> Things:
    return things_of(cast)


async def send_chunks(chunks: list[bytes], headers: dict[bytes, bytes]) -> tuple[int, int]:
    """The status, and how many bytes the application behind was given."""
    given, messages, answers = [0], [{"type": "http.request", "body": c, "more_body": True} for c in chunks], []
    messages.append({"type": "http.request", "body": b"", "more_body": False})

    async def behind(scope: Any, receive: Any, send: Any) -> None:
        more = True
        while more:
            message = await receive()
            given[0] += len(message["body"])
            more = message["more_body"]
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def receive() -> Any:
        return messages.pop(0)

    async def send(message: Any) -> None:
        answers.append(message)

    await limit_body(behind)({"type": "http", "headers": list(headers.items())}, receive, send)
    return next(each["status"] for each in answers if "status" in each), given[0]


def test_a_body_that_says_it_is_long_is_not_read() -> None:
    said = {b"content-length": str(MAX_BODY_BYTES + 1).encode()}
    assert asyncio.run(send_chunks([b"x" * 1000], said)) == (413, 0)


def test_a_body_that_does_not_say_so_is_read_no_further_than_allowed() -> None:
    status, given = asyncio.run(send_chunks([b"x" * 100_000] * 50, {}))
    assert status == 413 and given <= MAX_BODY_BYTES


def test_a_usual_body_comes_through() -> None:
    assert asyncio.run(send_chunks([b"x" * 1000], {b"content-length": b"1000"})) == (200, 1000)


@pytest.mark.parametrize(
    "form",
    [
        {"login": "x" * 1_100_000},
        {f"field{number}": "x" for number in range(400)},
        {"login": "a@b.no", "password": "x" * 900_000},
    ],
)
def test_too_much_is_refused_and_does_not_break(client: Client, db: None, form: dict[str, str]) -> None:
    answer = Client(raise_request_exception=False).post("/account/login/", form)
    assert answer.status_code in {200, 400, 413}


def test_a_file_where_none_is_asked_for_is_kept_nowhere(cast: Cast, client: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client.force_login(cast.ana)
    before = things_of(cast).fingerprint()
    for name in ("words", "file"):
        file = SimpleUploadedFile("../../x.html", b"<script>kanari</script>" * 10, "text/html")
        answer = client.post(reverse("body:moment"), {name: file})
        assert answer.status_code < 500 and b"kanari" not in answer.content
    from fotfeste.body.models import Moment

    assert not [moment for moment in Moment.objects.all() if "kanari" in (moment.words or "")] and before


@pytest.mark.parametrize("method", ["trace", "put", "delete", "patch", "options", "generic"])
def test_methods_we_do_not_use_do_nothing(cast: Cast, client: Client, method: str) -> None:
    client.force_login(cast.ana)
    ask: Any = (lambda path: client.generic("KANARI", path)) if method == "generic" else getattr(client, method)
    for path in ("/", "/me/", "/account/login/", "/help/"):
        answer = ask(path)
        assert answer.status_code == 405 and b"Cookie" not in answer.content


def test_no_route_breaks_on_what_a_stranger_could_send(things: Things) -> None:
    """Every route, every field, one nasty value after the other; nothing may end as a server error."""
    broken: list[str] = []
    actors = {who: Client(raise_request_exception=False) for who in (None, "ana", "thea", "sol", "lead")}
    for who, browser in actors.items():
        if who:
            browser.force_login(things.actor(who))
    doors = {"client": "ana", "therapist": "thea", "administrator": "sol", "lead": "lead", "signed in": "ana"}
    turn = 0
    for route in sorted(DOORS.keys() - {"demo_enter", "account_logout", "privacy:forget", "privacy:export"}):
        browser, path = actors[doors.get(DOORS[route].value)], path_of(route, things)
        for method in ("get", "post"):
            turn += 1
            values = {name: NASTY[(turn + place) % len(NASTY)] for place, name in enumerate(FIELDS)}
            answer = getattr(browser, method)(
                path, values if method == "post" else {k: v[:500] for k, v in values.items()}
            )
            if answer.status_code >= 500:
                broken.append(f"{method} {route}: {answer.status_code}")
    assert ROUTES and not broken, broken


@pytest.mark.parametrize("value", NASTY)
@pytest.mark.parametrize(("where", "valid"), [("/scheme/", {"scheme": "dark"}), ("/language/", {"language": "en"})])
def test_where_one_is_led_back_to_is_never_a_broken_header(
    db: None, client: Client, where: str, valid: dict[str, str], value: str
) -> None:
    answer = client.post(where, {**valid, "next": value})
    assert answer.status_code == 302 and len(answer["Location"]) <= 2000 and "Set-Cookie" not in answer["Location"]


@pytest.mark.parametrize(
    "path", ["/%00", "/%ff%fe", "/clients/" + "9" * 3000, "/now/%C0%AF/", "//evil", "/" + "a/" * 2000]
)
def test_no_address_breaks_anything(db: None, path: str) -> None:
    assert Client(raise_request_exception=False).get(path).status_code < 500
