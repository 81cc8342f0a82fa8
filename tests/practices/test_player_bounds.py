"""Who may walk, within which limits, and what is stored when she has not said yes to it."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fotfeste.pace.limit_terms import LimitTerms
from fotfeste.pace.services import set_limits
from fotfeste.practices.models import Run
from fotfeste.privacy.models import ConsentTo
from fotfeste.privacy.services import withdraw_consent
from tests.cast import NOW, Cast
from tests.practices.walking import IDS, PRACTICE, SLUG, begin, fresh, go, heading, page, to_the_end


def withdraw(cast: Cast) -> None:
    withdraw_consent(actor=cast.ana, client=cast.ana, to=ConsentTo.KEEP, now=NOW)


class TestOthers:
    @pytest.mark.parametrize("stranger", ["noor", "thea", "mika", "sol"])
    @pytest.mark.parametrize("name", ["step", "go", "afterwards", "finished"])
    def test_a_run_is_hers_alone(self, cast: Cast, ana: Client, stranger: str, name: str) -> None:
        run = begin(ana)
        other = Client()
        other.force_login(getattr(cast, stranger))
        url = reverse(f"practices:{name}", args=[run.pk])
        assert other.get(url).status_code == 404 or name == "go"
        assert other.post(url, {"move": "stop"}).status_code == 404
        assert fresh(run).ended_at is None

    def test_a_made_up_run_does_not_exist(self, ana: Client) -> None:
        assert ana.get(reverse("practices:step", args=[uuid.uuid4()])).status_code == 404

    def test_anothers_row_id_begins_nothing(self, cast: Cast, ana: Client) -> None:
        run = begin(ana)
        noor = Client()
        noor.force_login(cast.noor)
        answer = noor.post(reverse("practices:begin", args=[SLUG]), {"row": run.pk})
        assert answer.status_code == 404
        assert Run.objects.count() == 1

    def test_the_signed_out_are_asked_to_sign_in(self, ana: Client) -> None:
        run = begin(ana)
        assert Client().get(reverse("practices:step", args=[run.pk])).status_code == 302


class TestLimits:
    def limit(self, cast: Cast, **terms: Any) -> None:
        set_limits(actor=cast.thea, client=cast.ana, terms=LimitTerms(**terms), now=NOW)

    @pytest.mark.parametrize(
        "terms",
        [
            {"paused": True},
            {"closed_families": ("breath",)},
            {"max_level": {"breath": 1}},
            {"max_minutes": {"breath": 1}},
        ],
    )
    def test_a_closed_practice_does_not_begin(self, cast: Cast, ana: Client, terms: dict[str, Any]) -> None:
        self.limit(cast, **terms)
        answer = ana.post(reverse("practices:begin", args=[SLUG]), {"row": uuid.uuid4()}, follow=True)
        assert answer.status_code == 200
        assert "lukket akkurat nå" in answer.content.decode()
        assert not Run.objects.exists()

    def test_off_her_menu_it_does_not_exist(self, cast: Cast, ana: Client) -> None:
        self.limit(cast, menu=("en-kopp",))
        assert ana.get(reverse("practices:practice", args=[SLUG])).status_code == 404
        assert ana.post(reverse("practices:begin", args=[SLUG]), {"row": uuid.uuid4()}).status_code == 404
        assert ana.get(reverse("practices:read", args=[SLUG])).status_code == 404

    def test_only_the_softer_way_within_her_minutes(self, cast: Cast, ana: Client) -> None:
        self.limit(cast, max_minutes={"breath": PRACTICE.minutes_short})
        assert begin(ana, softer="1").course.softer
        ana.post(reverse("practices:begin", args=[SLUG]), {"row": uuid.uuid4()})
        assert Run.objects.count() == 1

    def test_grounding_is_open_through_everything(self, cast: Cast, ana: Client) -> None:
        self.limit(cast, paused=True, menu=(), closed_families=("orienting",))
        assert begin(ana, "jording").course.slug == "jording"

    def test_closing_it_midway_lets_her_finish(self, cast: Cast, ana: Client) -> None:
        run = begin(ana)
        self.limit(cast, paused=True)
        to_the_end(ana, run)
        assert fresh(run).course.ended == "done"

    def test_unknown_practice(self, ana: Client) -> None:
        assert ana.get(reverse("practices:practice", args=["lukk-oynene"])).status_code == 404
        assert ana.post(reverse("practices:begin", args=["lukk-oynene"])).status_code == 404


class TestWithoutConsent:
    def test_withdrawn_midway_she_goes_on_and_nothing_is_stored(self, cast: Cast, ana: Client) -> None:
        run = begin(ana)
        go(ana, run, "next")
        before = fresh(run)
        withdraw(cast)
        html = page(ana, "step", run.pk)
        assert heading(html) == PRACTICE.steps[1].title
        assert "Ingenting mer lagres" in html
        answer = ana.get(go(ana, run, "next", IDS[1])["Location"])
        assert heading(answer.content.decode()) == PRACTICE.steps[2].title
        assert (fresh(run).course, fresh(run).ended_at) == (before.course, None)

    def test_from_the_start_she_can_walk_through_it(self, cast: Cast, ana: Client) -> None:
        withdraw(cast)
        url = ana.post(reverse("practices:begin", args=[SLUG]), {"row": uuid.uuid4()})["Location"]
        titles = []
        for _ in PRACTICE.steps:
            html = ana.get(url).content.decode()
            titles.append(heading(html))
            shown = re.search(r'name="step" value="([^"]+)"', html)
            assert shown
            url = ana.get(reverse("practices:read", args=[SLUG]), {"step": shown[1], "move": "next"})["Location"]
        assert titles == [step.title for step in PRACTICE.steps]
        assert "lagres" in ana.get(url).content.decode()
        assert not Run.objects.exists()

    @pytest.mark.parametrize("move", ["pause", "soften", "back", "skip", "stop"])
    def test_every_way_is_there(self, cast: Cast, ana: Client, move: str) -> None:
        withdraw(cast)
        ana.get(reverse("practices:read", args=[SLUG]), {"step": IDS[2], "move": move}, follow=True)
        answer = ana.get(reverse("practices:read", args=[SLUG]), {"step": IDS[2], "move": move})
        assert answer.status_code == 302
        assert "move=" not in answer["Location"]
        assert ana.get(answer["Location"]).status_code == 200

    @pytest.mark.parametrize("query", [{"step": "../x"}, {"step": "🌿"}, {"move": "dance"}, {"now": "../base"}])
    def test_a_bent_address_still_shows_a_step(self, ana: Client, query: dict[str, str]) -> None:
        assert ana.get(reverse("practices:read", args=[SLUG]), query).status_code == 200

    def test_a_closed_practice_is_not_read_either(self, cast: Cast, ana: Client) -> None:
        set_limits(actor=cast.thea, client=cast.ana, terms=LimitTerms(paused=True), now=NOW)
        answer = ana.get(reverse("practices:read", args=[SLUG]), {"step": IDS[1]}, follow=True)
        assert "lukket akkurat nå" in answer.content.decode()

    def test_a_resting_account_stores_nothing(self, cast: Cast, ana: Client) -> None:
        cast.ana.resting_since = NOW
        cast.ana.save()
        ana.post(reverse("practices:begin", args=[SLUG]), {"row": uuid.uuid4()})
        assert not Run.objects.exists()
