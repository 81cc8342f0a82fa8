"""Nå, the offers, 'ikke i dag', Spor and Meg."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fotfeste.body.check_in import services as check_in
from fotfeste.body.check_in_answers import Answers
from fotfeste.body.models import CheckIn, Moment
from fotfeste.body.moments import services as moments
from fotfeste.body.unstored_answers import seal_answers
from fotfeste.pace.limit_terms import LimitTerms
from fotfeste.pace.models import Dose
from fotfeste.pace.services import set_limits
from fotfeste.people.models import PaceMode, Person
from fotfeste.privacy.models import Consent, ConsentTo
from fotfeste.safety.models import Anchor
from tests.cast import Cast
from tests.redirects import redirect_target

NOW_PAGE, OFFERS, TRACES, ME = (reverse(f"home:{name}") for name in ("now", "offers", "traces", "me"))
SAID = Answers(words=("heavy",), activation=-2, head_safe=8, body_safe=3, thought="det er sent", wish="life")


def checked_in(who: Person, hours_ago: float = 1, answers: Answers = SAID) -> CheckIn:
    at = timezone.now() - timedelta(hours=hours_ago)
    return check_in.save_check_in(actor=who, client=who, row=uuid.uuid4(), answers=answers, now=at)


def moment(who: Person, words: str, days_ago: float = 0) -> Moment:
    at = timezone.now() - timedelta(days=days_ago)
    return moments.note_moment(actor=who, client=who, row=uuid.uuid4(), words=words, now=at)


def text(page: Any) -> str:
    return str(page.content.decode())


def test_now_asks_when_nothing_was_said_lately(ana: Client, cast: Cast) -> None:
    checked_in(cast.ana, hours_ago=8)
    assert redirect_target(ana.get(NOW_PAGE)) == reverse("body:check_in", args=["body"])


def test_now_shows_softly_what_was_said(ana: Client, cast: Cast) -> None:
    checked_in(cast.ana)
    page = text(ana.get(NOW_PAGE))
    for shown in ("dempet", "tung", "det er sent", "Mer liv i meg", "Sjekk inn på nytt", "Jording", "Ikke i dag"):
        assert shown in page, shown


def test_a_check_in_dated_ahead_breaks_nothing(ana: Client, cast: Cast) -> None:
    checked_in(cast.ana, hours_ago=-30 * 24)
    assert ana.get(NOW_PAGE).status_code == ana.get(OFFERS).status_code == 200
    assert "det er sent" in text(ana.get(TRACES))


@pytest.mark.parametrize("mode", [PaceMode.LIMITS, PaceMode.OFFERS])
def test_offers_are_few_with_a_reason_and_two_ways_out(ana: Client, cast: Cast, mode: PaceMode) -> None:
    cast.institute.pace_mode = mode
    cast.institute.save()
    checked_in(cast.ana, answers=Answers(activation=1, head_safe=9, body_safe=7))
    page = ana.get(OFFERS)
    offers = page.context["offers"]
    assert 1 <= len(offers.cards) <= 3
    assert all(card.why for card in offers.cards)
    assert ("Ikke CE-merket" in text(page)) is (mode == PaceMode.OFFERS)  # intended-purpose.md: wherever it shows
    for way_out in ("Jording", "Ikke i dag"):
        assert way_out in text(page)
    assert bool(offers.dose) is (mode == PaceMode.OFFERS)
    assert (f"?dose={offers.dose}" in text(page)) is (mode == PaceMode.OFFERS)


def test_paused_by_the_therapist_leaves_grounding(ana: Client, cast: Cast) -> None:
    set_limits(actor=cast.thea, client=cast.ana, terms=LimitTerms(paused=True), now=timezone.now())
    page = ana.get(OFFERS)
    assert not page.context["offers"].cards
    assert "Jording" in text(page)
    assert "lar øvelsene hvile" in text(page)


def test_nothing_kept_means_no_row_but_the_menu_is_there(ana: Client, cast: Cast) -> None:
    cast.institute.pace_mode = PaceMode.OFFERS
    cast.institute.save()
    Consent.objects.filter(client=cast.ana, to=ConsentTo.KEEP).update(withdrawn_at=timezone.now())
    page = ana.get(OFFERS, {"with": seal_answers(cast.ana, Answers(activation=1, body_safe=7), timezone.now())})
    assert "Ingenting av det du merket av, er lagret." in text(page)
    assert page.context["offers"].cards
    assert "Et øyeblikk av trygghet i dag?" not in text(page)
    assert not Dose.objects.exists()
    assert not CheckIn.objects.exists()


def test_a_mangled_word_in_the_address_is_only_an_unanswered_check_in(ana: Client) -> None:
    assert ana.get(OFFERS, {"with": "../../etc/passwd" * 50}).status_code == 200


def test_her_anchors_lie_beside_the_offers(ana: Client, cast: Cast) -> None:
    Anchor.objects.create(client=cast.ana, kind="place", words="benken ved elva")
    Anchor.objects.create(client=cast.noor, kind="place", words="Noors hage")
    assert "benken ved elva" in text(ana.get(OFFERS))
    assert "Noors hage" not in text(ana.get(OFFERS))


def test_not_today_is_a_whole_answer_and_leaves_no_trace(ana: Client) -> None:
    assert "Det er et helt svar" in text(ana.get(reverse("home:not_today")))
    assert not Dose.objects.exists()


def test_traces_are_hers_alone_newest_first(ana: Client, cast: Cast) -> None:
    checked_in(cast.ana, answers=Answers(own_words="eldst"), hours_ago=0.2)
    moment(cast.ana, "nyest")
    moment(cast.noor, "Noors stund")
    checked_in(cast.noor, answers=Answers(own_words="Noors ord"))
    page = text(ana.get(TRACES))
    timeline = page[page.index('class="timeline"') :]
    assert timeline.index("nyest") < timeline.index("eldst")
    assert "Noors" not in page


def test_traces_still_show_after_consent_was_taken_back(ana: Client, cast: Cast) -> None:
    """What she kept is hers until she forgets it."""
    moment(cast.ana, "svaberget")
    Consent.objects.filter(client=cast.ana, to=ConsentTo.KEEP).update(withdrawn_at=timezone.now())
    assert "svaberget" in text(ana.get(TRACES))


def test_months_lead_to_the_nearest_with_something_in_it(ana: Client, cast: Cast) -> None:
    moment(cast.ana, "for lenge siden", days_ago=200)
    page = ana.get(TRACES)
    assert "for lenge siden" not in text(page)
    earlier = page.context["traces"].earlier
    then = ana.get(TRACES, {"month": earlier})
    assert "for lenge siden" in text(then)
    moment(cast.ana, "nå")
    assert ana.get(TRACES, {"month": earlier}).context["traces"].later == timezone.localdate().strftime("%Y-%m")


@pytest.mark.parametrize("month", ["9999-12", "2026-13", "-1", "' OR 1=1", "0000-00", "2026-11-22", "٢٠٢٦-١١"])
def test_a_month_that_is_not_one_is_this_month(ana: Client, month: str) -> None:
    page = ana.get(TRACES, {"month": month})
    assert page.status_code == 200
    assert page.context["month"].is_current or month == "٢٠٢٦-١١"


def test_an_empty_month_asks_for_nothing(ana: Client) -> None:
    page = text(ana.get(TRACES))
    assert "Ingenting behøver å lagres" in page
    assert '<svg class="twig"' not in page


def test_head_and_body_are_told_in_words_too(ana: Client, cast: Cast) -> None:
    checked_in(cast.ana)
    page = text(ana.get(TRACES))
    assert "hodet 8, kroppen 3" in page
    assert 'role="img"' in page


def test_me_names_the_people_who_answer_for_it(ana: Client, cast: Cast) -> None:
    cast.institute.lead = cast.mika
    cast.institute.save()
    page = text(ana.get(ME))
    for shown in ("Thea", "Mika", "Prøvestedet", "Noe kjentes ikke bra", "Hvem som har lest hva", "La kontoen hvile"):
        assert shown in page, shown


def test_me_without_a_therapist_says_so(client: Client, cast: Cast) -> None:
    client.force_login(cast.noor)
    assert "ingen akkurat nå" in text(client.get(ME))


@pytest.mark.parametrize("url", [NOW_PAGE, OFFERS, TRACES, ME])
@pytest.mark.parametrize("who", ["thea", "mika", "sol"])
def test_staff_have_no_client_pages(client: Client, cast: Cast, url: str, who: str) -> None:
    client.force_login(getattr(cast, who))
    response = client.get(url)
    assert response.status_code == 404 or "/account/2fa/" in redirect_target(response)


def test_english_from_end_to_end(ana: Client, cast: Cast) -> None:
    checked_in(cast.ana, answers=Answers(words=("heavy",), activation=-2))
    ana.post(reverse("language"), {"language": "en"})
    for url, shown in ((NOW_PAGE, "subdued"), (TRACES, "Check-in"), (ME, "The people here")):
        assert shown in text(ana.get(url))


def test_the_way_to_a_new_password_is_shown_only_where_there_is_one(client: Client, cast: Cast) -> None:
    """In the demo nobody has a password; a link that leads nowhere would only confuse."""
    client.force_login(cast.ana)
    way = reverse("account_change_password")
    assert way in client.get(reverse("home:me")).content.decode()
    cast.ana.set_unusable_password()
    cast.ana.save()
    client.force_login(cast.ana)
    assert way not in client.get(reverse("home:me")).content.decode()
    assert way not in client.get(reverse("mfa_index")).content.decode()
