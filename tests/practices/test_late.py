"""A practice that went on without a net arrives move by move, once each, and is refused plainly where none is kept."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fotfeste.practices.models import Run
from fotfeste.privacy.models import Consent, ConsentTo
from tests.cast import Cast

LATE = {"Accept": "application/json"}


def send_all(ana: Client, run: uuid.UUID, times: int = 1) -> list[int]:
    """A whole run of grounding as the phone sends it, each form `times` times."""
    ids = ["arrive", "ground", "hands", "sound", "return"]
    go = reverse("practices:go", args=[run])
    forms = [(reverse("practices:begin", args=["jording"]), {"row": str(run), "waited_s": "600"})]
    forms += [(go, {"move": "next", "step": step, "waited_s": "300"}) for step in ids]
    forms += [(reverse("practices:afterwards", args=[run]), {"activation": "1", "felt": "fine"})]
    return [ana.post(path, form, headers=LATE).status_code for path, form in forms for _ in range(times)]


@pytest.mark.parametrize("times", [1, 2])
def test_it_arrives_once_however_often_it_is_sent(ana: Client, times: int) -> None:
    run = uuid.uuid4()
    assert set(send_all(ana, run, times)) == {302}
    kept = Run.objects.get()
    assert (kept.pk, kept.course.ended, kept.course.activation, len(kept.course.seen)) == (run, "done", 1, 5)
    assert timedelta(minutes=9) < timezone.now() - kept.started_at < timedelta(minutes=11)
    assert kept.ended_at and kept.started_at < kept.ended_at < timezone.now() - timedelta(minutes=4)


def test_answers_to_a_run_that_is_not_over_are_refused_and_not_swallowed(ana: Client) -> None:
    run = uuid.uuid4()
    ana.post(reverse("practices:begin", args=["jording"]), {"row": str(run)})
    answer = ana.post(reverse("practices:afterwards", args=[run]), {"activation": "1"}, headers=LATE)
    assert answer.status_code == 409 and Run.objects.get().course.activation is None


def test_a_consent_taken_back_refuses_what_comes_late(ana: Client, cast: Cast) -> None:
    Consent.objects.filter(client=cast.ana, to=ConsentTo.KEEP).update(withdrawn_at=timezone.now())
    assert send_all(ana, uuid.uuid4())[0] == 409
    assert not Run.objects.exists()
