"""The same form sent twenty times at the same moment is one record, and nobody sees an error."""

import uuid
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import Any

import pytest

from fotfeste.body.models import AskMe, CheckIn, Moment
from fotfeste.care.models import Addition, Note
from fotfeste.kit.models import Draft
from fotfeste.pace.models import ClientLimits, Dose
from fotfeste.people.models import Invitation, Person
from fotfeste.practices.catalogue import find_practice
from fotfeste.practices.models import Run
from fotfeste.privacy import trail
from fotfeste.privacy.models import Consent, TrailEntry
from fotfeste.safety.models import HarmEntry
from tests.cast import Cast
from tests.durability.client_actions import MENU, SLUG
from tests.durability.server_under_test import House
from tests.durability.simultaneous import at_once
from tests.durability.writers import Answer, Browser, Post

TIMES = 20
Opened = Callable[..., House]


class Door:
    """Someone signed in, with as many tabs as it takes."""

    def __init__(self, house: House, person: Person) -> None:
        self.person, self.browser = person, Browser(house.port, person)

    def send(self, path: str, **fields: Any) -> Answer:
        with closing(self.browser.another_tab()) as tab:
            return tab.post(Post(path, fields))

    def send_many(self, path: str, quiet: bool = False, **fields: Any) -> Counter[tuple[int, str]]:
        """Statuses and where they led."""
        tabs, post = [self.browser.another_tab() for _ in range(TIMES)], Post(path, fields, quiet=quiet)
        answers = at_once(partial(tab.post, post) for tab in tabs)
        for tab in tabs:
            tab.close()
        return Counter((answer.status, answer.location) for answer in answers)


@pytest.fixture
def ana(busy_cast: Cast, open_house: Opened) -> Door:
    return Door(open_house(), busy_cast.ana)


@pytest.fixture
def thea(busy_cast: Cast, open_house: Opened) -> Door:
    return Door(open_house(), busy_cast.thea)


def links(what: str) -> int:
    return TrailEntry.objects.filter(what=what, verb="write").count()


def test_a_check_in(ana: Door) -> None:
    row = uuid.uuid4()
    ana.send("/now/body/", row=row, own_words="tung i beina", activation=-2)
    ana.send("/now/safety/", row=row, head_safe=6, body_safe=2)
    assert ana.send_many("/now/feelings/", row=row, thought="det går") == {(302, "/choose/"): TIMES}
    check_in = CheckIn.objects.get()
    assert (check_in.pk, check_in.answers.own_words, check_in.answers.thought) == (row, "tung i beina", "det går")
    assert not Draft.objects.exists()


def test_a_moment_a_request_and_a_word_to_the_therapist(ana: Door, busy_cast: Cast) -> None:
    row = uuid.uuid4()
    assert ana.send_many("/moments/new/", row=row, words="lyset") == {(302, "/traces/"): TIMES}
    assert ana.send_many("/next-time/", row=row, words="søvnen") == {(302, "/next-time/"): TIMES}
    to = f"therapist:{busy_cast.thea.pk}"
    assert ana.send_many("/tell/", row=row, to=to, words="for fort") == {(302, f"/tell/{row}/"): TIMES}
    assert [model.objects.get().words for model in (Moment, AskMe, HarmEntry)] == ["lyset", "søvnen", "for fort"]


def test_a_practice_from_beginning_to_end(ana: Door) -> None:
    row = uuid.uuid4()
    page = f"/run/{row}/"
    assert ana.send_many(f"/practise/{SLUG}/begin/", row=row) == {(302, page): TIMES}
    assert Run.objects.get().dose == Dose.objects.get()
    first, second, *_ = find_practice(SLUG, "nb").steps
    assert ana.send_many(f"{page}go/", move="next", step=first.id) == {(302, page): TIMES}
    assert Run.objects.get().course.step == second.id
    assert ana.send_many(f"{page}go/", move="stop", step=second.id) == {(302, page): TIMES}
    assert len(Dose.objects.get().session.outcomes) == 1
    answered = ana.send_many(f"{page}afterwards/", activation=1, safety=5, felt="fine")
    assert answered == {(302, f"{page}finished/"): TIMES}
    assert len(Dose.objects.get().session.outcomes) == 2


def test_a_draft_and_a_consent(ana: Door) -> None:
    assert ana.send_many("/draft/tell/", quiet=True, words="ikke sendt") == {(200, ""): TIMES}
    assert Draft.objects.count() == 1
    for answer, rows in (("no", 1), ("yes", 2)):
        assert ana.send_many("/consents/share/", answer=answer) == {(302, "/consents/"): TIMES}
        assert Consent.objects.filter(client=ana.person, to="share").count() == rows


def test_a_note_begun_signed_and_added_to(thea: Door, busy_cast: Cast) -> None:
    row, tab, addition = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    page, ana = f"/notes/{row}/", f"/clients/{busy_cast.ana.pk}/"
    begun = thea.send_many(f"{ana}notes/new/", row=row, tab=tab, body="vi så oss rundt")
    assert begun == {(302, ana): TIMES}
    assert (Note.objects.get().body, links("note")) == ("vi så oss rundt", 1)
    seen = Note.objects.get().changed_at.isoformat()
    assert thea.send_many(f"{page}sign/", seen=seen) == {(302, page): TIMES}
    assert Note.objects.get().signed_at and links("note") == 2
    assert thea.send_many(f"{page}add/", row=addition, body="rettet") == {(302, page): TIMES}
    assert (Addition.objects.get().body, links("note")) == ("rettet", 3)
    assert list(trail.verify(busy_cast.ana)) == []


def test_limits(thea: Door, busy_cast: Cast) -> None:
    ana = f"/clients/{busy_cast.ana.pk}/"
    assert thea.send_many(f"{ana}limits/", menu=MENU, minutes_yoga=5) == {(302, ana): TIMES}
    assert (ClientLimits.objects.count(), links("limits")) == (1, 1)


def test_an_invitation(thea: Door) -> None:
    assert thea.send_many("/clients/invite/", row=uuid.uuid4(), name="Bo", adult="on") == {
        (302, "/clients/invited/"): TIMES
    }
    assert Invitation.objects.get().name == "Bo"
