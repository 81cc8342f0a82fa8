"""The ways most walked stay short: so many files of ours for one request, and none of them climbs back."""

import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

import fotfeste
from fotfeste.body.check_in_answers import Answers
from fotfeste.body.models import CheckIn, Moment
from fotfeste.care.models import Note
from fotfeste.constellations.services import Plan, plan_constellation
from fotfeste.pace.limit_terms import LimitTerms
from fotfeste.pace.services import set_limits
from fotfeste.practices.models import Run
from fotfeste.practices.run_record import Course
from fotfeste.safety.models import Anchor
from tests.body.check_in_steps import BODY, FEELINGS, OFFERS, SAFETY, row_on
from tests.cast import Cast
from tests.constellations.page_setup import set_up_closed
from tools.count_files import Trace, Tracer

HOUSE = Path(fotfeste.__file__).parent
CHECK_IN_FILES = 5
OFFERS_FILES = 6  # where no answer is used, as a house begins; the engine is more
CLIENT_PAGE_FILES = 8


def walk(browser: Client, method: str, path: str, form: dict[str, Any] | None = None) -> Trace:
    with Tracer(HOUSE) as trace:
        answer = getattr(browser, method)(path, form)
    assert answer.status_code in (200, 302), path
    return trace


def check_in(browser: Client) -> list[Trace]:
    """Asked, answered, gone back, skipped, sent."""
    row = row_on(browser.get(BODY))
    return [
        walk(browser, "get", BODY),
        walk(browser, "post", BODY, {"row": row, "activation": "2", "words": ["heavy"], "go": "on"}),
        walk(browser, "post", SAFETY, {"row": row, "go": "back"}),
        walk(browser, "post", SAFETY, {"row": row, "go": "skip"}),
        walk(browser, "post", FEELINGS, {"row": row, "thought": "et tak", "wish": "calm"}),
    ]


def test_a_check_in(client: Client, cast: Cast) -> None:
    client.force_login(cast.ana)
    check_in(client)  # the first reads templates and settings for all
    for trace in check_in(client):
        assert len(trace.files) <= CHECK_IN_FILES, trace.files
        assert not trace.climbs


def test_the_offers(client: Client, cast: Cast) -> None:
    """With all that may stand on the page: something to do, a constellation that comes, and her anchors."""
    plan = Plan("in_room", "classic", planned_for=timezone.now() + timedelta(days=1))
    plan_constellation(actor=cast.thea, client=cast.ana, row=uuid.uuid4(), plan=plan, now=timezone.now())
    Anchor.objects.create(client=cast.ana, kind="place", words="steinen ved vannet")
    client.force_login(cast.ana)
    check_in(client)
    page = client.get(OFFERS).content.decode()
    assert "steinen" in page and 'class="offer ' in page and "/constellations/mine/" in page
    trace = walk(client, "get", OFFERS)
    assert len(trace.files) <= OFFERS_FILES, trace.files
    assert not trace.climbs


def test_the_therapists_page_of_a_client_who_has_everything(thea: Client, cast: Cast) -> None:
    """Notes, limits, a check-in with words, a practice and a constellation she wanted to keep something from."""
    at = timezone.now() - timedelta(hours=3)
    answers = Answers(words=("tight",), places=("chest",), activation=3, head_safe=8, body_safe=3, wish="calm")
    CheckIn.objects.create(client=cast.ana, at=at, answers=answers)
    Moment.objects.create(client=cast.ana, at=at, words="lyset")
    course = Course(slug="skyve-fra", version="1", language="nb", family="movement", level=3, minutes=8, activation=1)
    Run.objects.create(client=cast.ana, course=course, started_at=at, ended_at=at)
    Note.objects.create(client=cast.ana, author=cast.thea, body="ord", created_at=at, changed_at=at, signed_at=at)
    set_limits(actor=cast.thea, client=cast.ana, terms=LimitTerms(tier="steady", menu=("skyve-fra",)), now=at)
    set_up_closed(cast, kept="benken")
    page = reverse("care:client", args=[cast.ana.pk])
    whole = f"{page}?since=7"
    text = thea.get(whole).content.decode()
    assert all(word in text for word in ("lyset", "ord", "benken", "Skyve"))
    trace = walk(thea, "get", whole)
    assert len(trace.files) <= CLIENT_PAGE_FILES, trace.files
    assert not trace.climbs
