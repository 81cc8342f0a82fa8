"""A client's own list: what comes, what was, what she kept, and the ways on from there."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fotfeste.constellations import keeper
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import Purpose
from tests.cast import Cast
from tests.constellations.page_setup import (
    page_text,
    set_up_begun,
    set_up_closed,
    set_up_planned,
    withdraw_keep_consent,
)
from tests.sign_in import SignIn

MINE = reverse("constellations:mine")
MOST_QUERIES = 12


def test_what_comes_is_there_with_a_way_to_answer(ana: Client, cast: Cast) -> None:
    one = set_up_planned(cast, planned_for=timezone.now() + timedelta(days=3)).one
    page = page_text(ana.get(MINE))
    for said in ("Du har ikke sagt ja til den ennå", "Thea holder den", reverse("constellations:board", args=[one.pk])):
        assert said in page
    assert "onstellasjon" not in page.split("</title>")[0], "titles are neutral"


def test_what_she_said_yes_to_asks_no_more(ana: Client, cast: Cast) -> None:
    set_up_begun(cast)
    page = page_text(ana.get(MINE))
    assert "Du har ikke sagt ja" not in page and "I gang nå" in page


def test_what_was_shows_what_she_kept_and_a_way_to_tell(ana: Client, cast: Cast) -> None:
    around = set_up_closed(cast, kept="Benken sto der.")
    page = page_text(ana.get(MINE))
    assert "Benken sto der." in page and reverse("constellations:since", args=[around.one.pk]) in page
    assert "Fortell hvordan det har vært siden" in page and "Det du fortalte etterpå" not in page
    assert reverse("constellations:replay", args=[around.one.pk]) not in page, "nobody said yes to looking again"


def test_words_taken_back_are_gone(ana: Client, cast: Cast) -> None:
    around = set_up_closed(cast, kept="Benken sto der.")
    around.run_commands("Ana", do.TakeBackWords())
    assert "Benken" not in page_text(ana.get(MINE))


def test_looking_again_needs_everybodys_yes(ana: Client, cast: Cast) -> None:
    around = set_up_closed(cast)
    replay = reverse("constellations:replay", args=[around.one.pk])
    around.run_commands("Ana", do.Consent(Purpose.RECORD))
    assert replay not in page_text(ana.get(MINE))
    around.run_commands("Thea", do.Consent(Purpose.RECORD))
    assert replay in page_text(ana.get(MINE))
    around.run_commands("Ana", do.Consent(Purpose.RECORD, given=False))
    assert replay not in page_text(ana.get(MINE))


def test_a_yes_taken_back_is_told_as_that(ana: Client, cast: Cast) -> None:
    around = set_up_begun(cast)
    around.run_commands("Ana", do.Consent(Purpose.TAKE_PART, given=False))
    assert "Du tok tilbake ja-et ditt. Ingen andre enn du ser den nå." in page_text(ana.get(MINE))


def test_called_off_before_the_start_asks_nothing(ana: Client, cast: Cast) -> None:
    around = set_up_planned(cast)
    around.run_commands("Thea", do.SetPhase("aftercare"), do.SetPhase("closed"))  # type: ignore[arg-type]
    assert around.reload().begun_at is None
    assert reverse("constellations:since", args=[around.one.pk]) not in page_text(ana.get(MINE))


def test_hers_stay_hers_without_the_yes_to_keeping(ana: Client, cast: Cast) -> None:
    set_up_closed(cast, kept="Benken sto der.")
    withdraw_keep_consent(cast)
    assert "Benken" in page_text(ana.get(MINE))


def test_nobody_elses(enter: SignIn, cast: Cast) -> None:
    set_up_closed(cast, kept="Benken sto der.")
    page = page_text(enter(cast.noor).get(MINE))
    assert "Benken" not in page and "Ingen er planlagt" in page
    assert enter(cast.thea).get(MINE).status_code == 404


def test_many_cost_no_more_than_one(ana: Client, cast: Cast) -> None:
    def cost() -> int:
        ana.get(MINE)
        with CaptureQueriesContext(connection) as asked:
            assert ana.get(MINE).status_code == 200
        return len(asked)

    set_up_closed(cast, kept="Benken")
    few = cost()
    for _ in range(4):
        set_up_closed(cast, kept="Benken", hours_ago=200)
        set_up_planned(cast)
    assert cost() == few <= MOST_QUERIES


@pytest.mark.parametrize("language", ["nb", "en"])
def test_both_languages(ana: Client, cast: Cast, language: str) -> None:
    set_up_closed(cast, kept="x")
    ana.post(reverse("language"), {"language": language})
    said = {"nb": "Det du ville ta vare på", "en": "What you wanted to keep"}[language]
    assert said in page_text(ana.get(MINE))


def test_what_she_left_is_still_in_her_copy(cast: Cast) -> None:
    around = set_up_begun(cast, issue="Søvn")
    around.run_commands("Ana", do.Leave())
    [kept] = keeper.collect(cast.ana)["constellations"]
    assert kept["issue"] == "Søvn" and kept["phase"] == "grounding"
