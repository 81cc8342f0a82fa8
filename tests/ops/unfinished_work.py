"""`python -m tests.ops.unfinished_work fill|show|send`: what is under way in a house on the day it is upgraded.

A check-in half written, a board half laid out, and a check-in that still waits on a phone. It knows addresses and
form fields only, so that the same file runs at every release; a name of the code would not outlive one.
"""

import json
import os
import re
import sys
import uuid
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fotfeste.config.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import override_settings, setup_test_environment  # noqa: E402

from fotfeste.people.models import Person  # noqa: E402

BODY = {"go": "on", "activation": "-3", "words": ["heavy", "numb"], "own_words": "som bly"}
PLAN = {
    "mode": "pair",
    "method": "classic",
    "blind": "0",
    "most_elements": "12",
    "most_representatives": "12",
    "issue": "Søvnen",
}
LAID_OUT: list[tuple[str, dict[str, str]]] = [
    ("ana", {"do": "consent", "purpose": "take_part", "given": "true"}),
    ("thea", {"do": "setphase", "to": "arriving"}),
    ("ana", {"do": "tell", "activation": "3"}),
    ("thea", {"do": "setphase", "to": "intention"}),
    ("ana", {"do": "setissue", "words": "Uroen om søndagene."}),
    ("ana", {"do": "proposephase", "to": "choosing"}),
    ("thea", {"do": "setphase", "to": "choosing"}),
    ("ana", {"do": "add", "label": "Stein", "kind": "resource"}),
]
# As the pages of release 0.1 laid it in the outbox of a phone without a connection.
WAITING = {
    "row": "5b0f7a52-3a0e-4a57-9d4b-7c1f6d0a9e11",
    "answered": ["body", "safety", "feelings"],
    "activation": "2",
    "head_safe": "7",
    "thought": "kjelleren er tørr",
    "waited_s": "7200",
}


def person_named(name: str) -> Person:
    return Person.objects.get(email=f"{name}@example.org")


def browser_of(name: str) -> Client:
    browser = Client(headers={"host": "localhost"})
    browser.force_login(person_named(name))
    return browser


def page_of(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def fill() -> None:
    """Ana stops in the middle of a check-in; Thea and she in the middle of a board."""
    ana, thea = browser_of("ana"), browser_of("thea")
    row = re.search(r'name="row" value="([^"]+)"', page_of(ana, "/now/body/"))
    assert row and ana.post("/now/body/", BODY | {"row": row[1]}).status_code == 302
    planned = thea.post(f"/constellations/plan/{person_named('ana').pk}/", PLAN | {"row": str(uuid.uuid4())})
    assert planned.status_code == 302
    board, who = board_of(thea), {"ana": ana, "thea": thea}
    for name, fields in LAID_OUT:
        assert who[name].post(f"{board}do/", fields | {"id": str(uuid.uuid4())}).status_code == 302


def board_of(browser: Client) -> str:
    found = re.search(r"/constellations/[0-9a-f-]{36}/", page_of(browser, "/constellations/"))
    assert found
    return found[0]


def show() -> dict[str, Any]:
    """What each of them finds again."""
    ana, thea = browser_of("ana"), browser_of("thea")
    body, board = page_of(ana, "/now/body/"), board_of(thea)
    return {
        "own words in the check-in": "som bly" in body,
        "activation in the check-in": 'value="-3" selected' in body,
        "issue for the client": "Uroen om søndagene." in page_of(ana, board),
        "figure for the therapist": "Stein" in page_of(thea, board),
        "the board goes on": ana.post(
            f"{board}do/", {"id": str(uuid.uuid4()), "do": "add", "label": "Vann", "kind": "resource"}
        ).status_code
        == 302
        and "Vann" in page_of(ana, board),
    }


def send() -> dict[str, Any]:
    """What waited on the phone arrives, once however often it is sent."""
    ana = browser_of("ana")
    before = page_of(ana, "/traces/").count("kjelleren er tørr")
    statuses = [ana.post("/now/whole/", WAITING).status_code for _ in range(2)]
    return {"statuses": statuses, "new": page_of(ana, "/traces/").count("kjelleren er tørr") - before}


if __name__ == "__main__":
    setup_test_environment()
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):  # no page here needs its styles
        done = {"fill": fill, "show": show, "send": send}[sys.argv[1]]()
    print(json.dumps(done))
