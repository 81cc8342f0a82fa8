"""The therapist's page of one client: what is on it, who may open it, what it costs, and the link it leaves."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fotfeste.body.check_in_answers import Answers
from fotfeste.body.models import AskMe, CheckIn, Moment
from fotfeste.care.models import Note
from fotfeste.care.notes.queries import NOTES_A_TIME
from fotfeste.people.models import Bond, Person
from fotfeste.practices.models import Run
from fotfeste.practices.run_record import Course
from fotfeste.privacy import trail
from fotfeste.privacy.models import Consent, ConsentTo, TrailEntry
from fotfeste.safety.models import HarmEntry
from tests.cast import Cast
from tests.sign_in import SignIn


@pytest.fixture
def url(cast: Cast) -> str:
    return reverse("care:client", args=[cast.ana.pk])


@pytest.fixture
def traces(cast: Cast) -> None:
    """A week of Ana's, and the same of Noor's, whom Thea does not follow."""
    for person, mark in ((cast.ana, "ana"), (cast.noor, "noor")):
        at = timezone.now() - timedelta(days=2)
        answers = Answers(words=("tight",), own_words=f"knute-{mark}", activation=3, head_safe=8, body_safe=3)
        CheckIn.objects.create(client=person, at=at, answers=answers)
        Moment.objects.create(client=person, at=at, words=f"lyset-{mark}")
        AskMe.objects.create(client=person, at=at, words=f"søvnen-{mark}")
        course = Course(
            slug="skyve-fra",
            version="1",
            language="nb",
            family="movement",
            level=3,
            minutes=8,
            softer=True,
            skipped=("legs",),
            ended="stopped",
            felt_worse=True,
            before_activation=3,
            activation=4,
        )
        Run.objects.create(client=person, course=course, started_at=at, ended_at=at)
        HarmEntry.objects.create(client=person, to="therapist", reader=cast.thea, words=f"vondt-{mark}", at=at)


def read(client: Client, url: str) -> str:
    page = client.get(url)
    assert page.status_code == 200
    return page.content.decode()


@pytest.mark.usefixtures("traces")
def test_the_page_says_what_came(thea: Client, url: str) -> None:
    page = read(thea, url)
    for words in (
        "knute-ana",
        "lyset-ana",
        "søvnen-ana",
        "Skyve fra",
        "stoppet",
        "den mykere veien",
        "kjentes verre etterpå",
        "hoppet over ett steg",
        "hodet 8 · kroppen 3",
        "Noe kjentes ikke bra",
    ):
        assert words in page
    assert "-noor" not in page.lower()  # with its dash: four letters by themselves may stand in a nonce
    assert "vondt-ana" not in page, "the words of an entry are read on their own page, which marks it as read"


def test_a_page_with_nothing_on_it_is_calm_too(thea: Client, url: str) -> None:
    assert "Ingen spor i denne perioden" in read(thea, url)


@pytest.mark.parametrize("since", ["7", "14", "30", "90", "", "8", "-1", "٣", "year", "99999999999999"])
def test_any_period_asked_for_gives_a_page(thea: Client, url: str, since: str) -> None:
    assert thea.get(url, {"since": since}).status_code == 200


@pytest.mark.usefixtures("traces")
def test_since_last_time_begins_with_her_own_last_signed_note(thea: Client, cast: Cast, url: str) -> None:
    def note(author: Person, days: int, is_signed: bool) -> None:
        at = timezone.now() - timedelta(days=days)
        fields = {"author": author, "created_at": at, "changed_at": at, "signed_at": at if is_signed else None}
        Note.objects.create(client=cast.ana, body="x", **fields)

    note(cast.thea, 3, is_signed=True)
    note(cast.thea, 1, is_signed=False)
    note(cast.mika, 1, is_signed=True)
    assert "knute-ana" in read(thea, url)
    note(cast.thea, 1, is_signed=True)
    assert "knute-ana" not in read(thea, url)
    assert "søvnen-ana" in read(thea, url), "a request waits until it has been taken up"


@pytest.mark.usefixtures("traces")
def test_strangers_find_nothing(cast: Cast, enter: SignIn, url: str) -> None:
    for stranger in (cast.mika, cast.noor, cast.sol, cast.ana):
        assert enter(stranger).get(url).status_code == 404
    assert enter(cast.thea).get(reverse("care:client", args=[cast.noor.pk])).status_code == 404
    assert not TrailEntry.objects.exists()


def withdraw(to: ConsentTo) -> Callable[[Cast], None]:
    def take_back(cast: Cast) -> None:
        Consent.objects.filter(client=cast.ana, to=to).update(withdrawn_at=timezone.now())

    return take_back


def rest(cast: Cast) -> None:
    Person.objects.filter(pk=cast.ana.pk).update(resting_since=timezone.now())


@pytest.mark.usefixtures("traces")
@pytest.mark.parametrize(
    ("close", "said"),
    [
        (withdraw(ConsentTo.SHARE), "holder innsjekker og øvelser for seg selv"),
        (withdraw(ConsentTo.KEEP), "lagrer ikke innsjekker og øvelser her"),
        (rest, "latt kontoen hvile"),
    ],
)
def test_when_it_is_closed_the_page_says_so_and_shows_no_trace(
    thea: Client, cast: Cast, url: str, close: Callable[[Cast], None], said: str
) -> None:
    close(cast)
    page = read(thea, url)
    assert said in page
    for words in ("knute-ana", "lyset-ana", "søvnen-ana", "Skyve fra"):
        assert words not in page
    assert "Meny og rammer" in page


@pytest.mark.usefixtures("traces")
def test_an_ended_bond_ends_the_page(thea: Client, cast: Cast, url: str) -> None:
    Bond.objects.filter(client=cast.ana).update(until=timezone.now())
    assert thea.get(url).status_code == 404


@pytest.mark.usefixtures("traces")
def test_opening_leaves_a_link_that_holds(thea: Client, cast: Cast, url: str) -> None:
    thea.get(url)
    assert [(each.actor, each.what) for each in TrailEntry.objects.filter(client=cast.ana)] == [
        (cast.thea, "client page")
    ]
    at = timezone.now()
    Note.objects.create(client=cast.ana, author=cast.thea, body="sist", created_at=at, changed_at=at, signed_at=at)
    assert "sist" in read(thea, url)
    assert [e.what for e in TrailEntry.objects.order_by("seq")] == ["client page", "client page", "notes"]
    assert list(trail.verify(cast.ana)) == []


@pytest.mark.usefixtures("traces")
def test_words_of_any_kind_are_shown_as_words(thea: Client, cast: Cast, url: str) -> None:
    words = "<b>x</b> 🌧️ אני כאן " + "a" * 9_000
    Moment.objects.create(client=cast.ana, at=timezone.now(), words=words)
    page = read(thea, url)
    assert "&lt;b&gt;x&lt;/b&gt; 🌧️ אני כאן" in page and 'dir="auto"' in page


@pytest.mark.usefixtures("traces")
def test_taking_up_a_request_is_done_once_and_seen_by_her(thea: Client, cast: Cast, enter: SignIn, url: str) -> None:
    ask = AskMe.objects.get(client=cast.ana)
    taken = reverse("care:ask_me_taken_up", args=[ask.pk])
    for stranger in (cast.mika, cast.noor, cast.sol, cast.ana):
        assert enter(stranger).post(taken).status_code == 404
    for _ in range(2):
        assert thea.post(taken).status_code == 302
    assert "søvnen-ana" not in read(thea, url)
    assert TrailEntry.objects.filter(client=cast.ana, what="request").count() == 1
    assert thea.post(reverse("care:ask_me_taken_up", args=[AskMe.objects.get(client=cast.noor).pk])).status_code == 404


def test_notes_come_a_page_at_a_time(thea: Client, cast: Cast, url: str) -> None:
    at = timezone.now() - timedelta(days=1)
    Note.objects.bulk_create(
        Note(
            client=cast.ana,
            author=cast.thea,
            basis="alternativ",
            body=f"Time {week}.",
            created_at=then,
            changed_at=then,
            signed_at=then,
        )
        for week in range(NOTES_A_TIME * 2 + 3)
        for then in [at - timedelta(weeks=week)]
    )
    shown, after = [], ""
    for _ in range(3):
        notes = thea.get(url, {"notes": after} if after else {}).context["page"].notes
        shown += [*notes.shown, *notes.older]
        assert len(notes.shown) + len(notes.older) <= NOTES_A_TIME
        after = str(notes.next or "")
    assert not after
    assert [note.pk for note in shown] == list(Note.objects.order_by("-created_at").values_list("pk", flat=True))


def test_a_mangled_page_of_notes_is_the_first_one(thea: Client, cast: Cast, url: str) -> None:
    for mangled in ("-1", "²", "x", "9999999"):
        assert thea.get(url, {"notes": mangled}).status_code == 200


def test_earlier_check_ins_come_when_she_asks(thea: Client, cast: Cast, url: str) -> None:
    at = timezone.now() - timedelta(days=1)
    CheckIn.objects.bulk_create(
        CheckIn(client=cast.ana, at=at - timedelta(hours=hour), answers=Answers(activation=0)) for hour in range(20)
    )
    first, whole = thea.get(url), thea.get(url, {"whole": "1"})
    assert len(first.context["check_ins"]) < 20 <= len(whole.context["check_ins"])
    assert "whole=1#check-ins" in first.content.decode()
    assert "whole=1#check-ins" not in whole.content.decode()
