"""How it has been since: kept once, told to whom she chose, lost never."""

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import Purpose
from fotfeste.constellations.models import CheckBack, CheckBackAnswers, Constellation
from fotfeste.kit.drafts import keep_draft, load_draft
from fotfeste.people.models import PaceMode
from fotfeste.safety.models import HarmEntry
from tests.cast import Cast
from tests.constellations.page_setup import (
    ConstellationSetup,
    end_bond,
    page_text,
    set_up_begun,
    set_up_closed,
    withdraw_keep_consent,
)
from tests.sign_in import SignIn

WORDS = "kanariord"


@pytest.fixture
def last(cast: Cast) -> ConstellationSetup:
    return set_up_closed(cast)


@pytest.fixture
def url(last: ConstellationSetup) -> str:
    return reverse("constellations:since", args=[last.one.pk])


def fields(**more: Any) -> dict[str, Any]:
    return {
        "row": str(uuid.uuid4()),
        "since": "heavier",
        "effects": ["sleep", "role"],
        "words": WORDS,
        "to": "",
        **more,
    }


def reader_key(cast: Cast, place: str = "therapist") -> str:
    person = {"therapist": cast.thea, "lead": cast.mika}[place]
    if place == "lead":
        cast.institute.lead = cast.mika
        cast.institute.save()
    return f"{place}:{person.pk}"


def test_the_page_says_who_sees_what(ana: Client, url: str) -> None:
    page = page_text(ana.get(url))
    for said in ("Ingen får beskjed nå.", "ikke hva du svarte", "Ingen. Det er bare mitt.", "Thea, terapeuten din"):
        assert said in page, said
    assert "onstellasjon" not in page.split("</title>")[0]


def test_what_she_says_is_kept_for_herself(ana: Client, url: str) -> None:
    assert ana.post(url, fields())["Location"] == url
    back = CheckBack.objects.get()
    assert back.answers == CheckBackAnswers("heavier", ("sleep", "role"), WORDS)
    assert not HarmEntry.objects.exists()
    page = page_text(ana.get(url))
    for said in ("Det er bare ditt. Ingen får beskjed.", WORDS, "Tyngre", "urolig søvn, noe av en rolle henger igjen"):
        assert said in page, said


def test_it_lies_sealed(ana: Client, url: str) -> None:
    ana.post(url, fields())
    with connection.cursor() as asked:
        asked.execute("select answers from fotfeste_checkback")
        assert WORDS.encode() not in bytes(asked.fetchone()[0])


def test_all_of_it_may_stay_open(ana: Client, url: str) -> None:
    ana.post(url, {"row": str(uuid.uuid4())})
    assert CheckBack.objects.get().answers == CheckBackAnswers()
    assert "Det er lagret" in page_text(ana.get(url))


@pytest.mark.parametrize("place", ["therapist", "lead"])
def test_it_reaches_the_one_she_chose_and_nobody_else(ana: Client, cast: Cast, url: str, place: str) -> None:
    ana.post(url, fields(to=reader_key(cast, place)))
    entry = HarmEntry.objects.get()
    assert (entry.to, entry.reader) == (place, cast.thea if place == "therapist" else cast.mika)
    about = {"therapist": "Om konstellasjonen", "lead": "Om en konstellasjon:"}[place]
    for said in (about, "Tyngre", "urolig søvn", WORDS):
        assert said in entry.words, said
    assert "Ingen får beskjed før det" in page_text(ana.get(url))


def test_whom_she_cannot_reach_any_more_gets_nothing_and_nothing_is_lost(ana: Client, cast: Cast, url: str) -> None:
    chosen = reader_key(cast)
    end_bond(cast)
    page = ana.post(url, fields(to=chosen))
    assert page.status_code == 200 and WORDS in page_text(page) and "kan ikke nås her lenger" in page_text(page)
    assert not CheckBack.objects.exists() and not HarmEntry.objects.exists()
    made_up = ana.post(url, fields(to=f"therapist:{cast.mika.pk}"))
    assert made_up.status_code == 200 and not HarmEntry.objects.exists()


def test_the_same_form_twice_is_one(ana: Client, cast: Cast, url: str) -> None:
    twice = fields(to=reader_key(cast))
    for _ in range(2):
        assert ana.post(url, twice).status_code == 302
    assert CheckBack.objects.count() == HarmEntry.objects.count() == 1


def test_another_answer_later_is_not_swallowed(ana: Client, url: str) -> None:
    ana.post(url, fields(words="først"))
    page = ana.post(url, fields(words="så dette"))
    assert page.status_code == 200 and "så dette" in page_text(page) and "blir stående" in page_text(page)
    assert CheckBack.objects.get().answers.words == "først"


def test_without_the_yes_to_keeping_nothing_is_kept_and_nothing_lost(ana: Client, cast: Cast, url: str) -> None:
    withdraw_keep_consent(cast)
    assert "så dette lagres heller ikke" in page_text(ana.get(url))
    page = ana.post(url, fields())
    assert page.status_code == 200 and WORDS in page_text(page) and "Ordene dine står fortsatt under" in page_text(page)
    assert not CheckBack.objects.exists()


@pytest.mark.parametrize("wrong", [{"since": "bad"}, {"effects": ["bad"]}, {"words": "x" * 4001}])
def test_what_does_not_fit_is_shown_again(ana: Client, url: str, wrong: dict[str, Any]) -> None:
    page = ana.post(url, fields(**{"words": WORDS, **wrong}))
    assert page.status_code == 200 and wrong.get("words", WORDS) in page_text(page) and not CheckBack.objects.exists()


def test_a_draft_comes_back_and_goes_when_it_is_sent(
    ana: Client, cast: Cast, last: ConstellationSetup, url: str
) -> None:
    name = f"since-{last.one.pk.hex}"
    keep_draft(person=cast.ana, form=name, fields={"words": [WORDS], "effects": ["role"]}, now=timezone.now())
    keep_draft(person=cast.ana, form="tell", fields={"words": ["noe annet"]}, now=timezone.now())
    page = page_text(ana.get(url))
    assert WORDS in page and 'value="role"' in page and "checked" in page
    ana.post(url, fields(to=reader_key(cast)))
    assert not load_draft(cast.ana, name) and load_draft(cast.ana, "tell"), "what she began to tell elsewhere stays"


def test_strangers_find_nothing(cast: Cast, enter: SignIn, url: str) -> None:
    for stranger in (cast.noor, cast.thea, cast.mika, cast.sol):
        browser = enter(stranger)
        assert browser.get(url).status_code == browser.post(url, fields()).status_code == 404
    assert not CheckBack.objects.exists()


def test_before_the_end_there_is_nothing_to_tell(ana: Client, cast: Cast) -> None:
    one = set_up_begun(cast).one
    assert ana.get(reverse("constellations:since", args=[one.pk]))["Location"] == reverse("constellations:mine")


def test_that_answers_count_in_what_is_offered_is_said_where_they_do(ana: Client, cast: Cast, url: str) -> None:
    assert "Ikke CE-merket" not in page_text(ana.get(url))
    cast.institute.pace_mode = PaceMode.OFFERS
    cast.institute.save()
    assert "Ikke CE-merket" in page_text(ana.get(url))


def test_a_yes_taken_back_in_the_middle_is_asked_about_too(ana: Client, cast: Cast) -> None:
    around = set_up_begun(cast)
    around.run_commands("Ana", do.Consent(Purpose.TAKE_PART, given=False))
    there = reverse("constellations:since", args=[around.one.pk])
    assert ana.get(there).status_code == 200
    ana.post(there, fields())
    assert CheckBack.objects.get().constellation == Constellation.objects.get(pk=around.one.pk)
