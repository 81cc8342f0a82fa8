"""People at their browsers, writing one thing after another until they are told that it is over."""

import copy
import http.client
import json
import random
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

from fotfeste.people.models import Person
from tests.durability.claims import Claim, Ledger

TOKEN = "k" * 32  # the double-submit check compares cookie and field; which letters they hold is the browser's choice
GIVES_UP = 0.25  # of those whose answer never came; the others send the same form again, as a browser does
PATIENCE_S = 60


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    body: Any = None


@dataclass(frozen=True)
class Post:
    """One form. It is acknowledged when the answer is `status` and leads to `leads_to`."""

    path: str
    fields: dict[str, Any]
    leads_to: str = ""
    claim: Claim | None = None
    quiet: bool = False  # sent in the background by a page: answered with JSON
    must: bool = False  # sent until it is answered, because what follows depends on it

    def is_accepted(self, answer: Answer) -> bool:
        wanted = 200 if self.quiet else 302
        return answer.status == wanted and answer.location == self.leads_to


Errand = Generator[Post, Answer, None]


class Browser:
    """One signed-in browser: plain HTTP, its cookies, one connection as long as it lasts."""

    def __init__(self, port: int, person: Person | None, session: str = "") -> None:
        if person:
            signed_in = Client()
            signed_in.force_login(person)
            session = signed_in.cookies[settings.SESSION_COOKIE_NAME].value
        self.headers = {
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)

    def another_tab(self) -> "Browser":
        """The same session, another connection."""
        tab = copy.copy(self)
        tab.line = http.client.HTTPConnection("127.0.0.1", self.line.port, timeout=PATIENCE_S)
        return tab

    def post(self, post: Post, read: Callable[[Answer], None] = lambda _: None) -> Answer:
        """`read` is told as soon as the head of the answer is read, whatever becomes of the rest."""
        accept = {"Accept": "application/json"} if post.quiet else {}
        body = urlencode({"csrfmiddlewaretoken": TOKEN, **post.fields}, doseq=True)
        self.line.request("POST", post.path, body, {**self.headers, **accept})
        response = self.line.getresponse()
        answer = Answer(response.status, response.getheader("Location", ""))
        read(answer)
        rest = response.read()
        is_json = response.getheader("Content-Type", "").startswith("application/json")
        return Answer(answer.status, answer.location, json.loads(rest) if is_json else None)

    def close(self) -> None:
        self.line.close()


@dataclass
class Writer:
    browser: Browser
    errands: list[Callable[[], Errand]]
    ledger: Ledger
    dice: random.Random
    over: Event = field(default_factory=Event)

    def start(self) -> Thread:
        thread = Thread(target=self._write, daemon=True)
        thread.start()
        return thread

    def _write(self) -> None:
        while not self.over.is_set():
            self._run(self.dice.choice(self.errands)())
        self.browser.close()

    def _run(self, errand: Errand) -> None:
        try:
            post = next(errand)
            while (answer := self._send_and_read(post)) is not None:
                post = errand.send(answer)
        except StopIteration:
            return
        errand.close()

    def _send_and_read(self, post: Post) -> Answer | None:
        """None when she gave up on it, or it was refused."""

        def read(answer: Answer) -> None:
            if post.is_accepted(answer):
                self.ledger.acknowledge(post.claim)

        while not self.over.is_set():
            try:
                answer = self.browser.post(post, read)
            except (OSError, http.client.HTTPException):
                self.browser.close()
                if not post.must and self.dice.random() < GIVES_UP:
                    return None
                continue
            if post.is_accepted(answer):
                return answer
            if not self.ledger.refuse(f"{post.path} {answer.location}", answer.status):
                return None
            self.over.wait(0.05)
        return None
