"""Ana's browser in the player."""

import re
import uuid
from typing import Any

from django.test import Client
from django.urls import reverse

from fotfeste.practices.catalogue import find_practice
from fotfeste.practices.models import Run

SLUG = "litt-lengre-ut"
PRACTICE = find_practice(SLUG, "nb")
IDS = [step.id for step in PRACTICE.steps]
SHORT_IDS = [step.id for step in PRACTICE.variant(softer=True)]


def begin(browser: Client, slug: str = SLUG, **form: Any) -> Run:
    browser.post(reverse("practices:begin", args=[slug]), {"row": uuid.uuid4(), **form})
    return Run.objects.latest("started_at")


def go(browser: Client, run: Run, move: str, step: str | None = None) -> Any:
    shown = fresh(run).course.step if step is None else step
    return browser.post(reverse("practices:go", args=[run.pk]), {"move": move, "step": shown})


def to_the_end(browser: Client, run: Run) -> None:
    while fresh(run).ended_at is None:
        go(browser, run, "next")


def fresh(run: Run) -> Run:
    return Run.objects.get(pk=run.pk)


def page(browser: Client, name: str, *args: Any) -> str:
    answer = browser.get(reverse(f"practices:{name}", args=args), follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def heading(html: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)
    assert found
    return found[1].strip()
