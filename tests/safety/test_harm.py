"""'Noe kjentes ikke bra': to one reader, once, and nobody is told."""

import uuid

import pytest
from django.core import mail
from django.http import Http404
from django.test import Client
from django.urls import reverse

from fotfeste.kit.drafts import keep_draft, load_draft
from fotfeste.people.models import Institute, Person, Role, RoleGrant
from fotfeste.people.services import begin_bond, end_bond
from fotfeste.privacy.models import Consent, TrailEntry
from fotfeste.safety.forms import MAX_WORDS_LENGTH
from fotfeste.safety.models import HarmEntry, HarmTo
from fotfeste.safety.queries import find_harm_readers
from fotfeste.safety.services import HARM_DRAFT, NoReader, mark_read, send_harm_entry
from tests.cast import NOW, Cast

URL = reverse("safety:harm")
HER_WORDS = "Øvelsen ble for mye for meg. 🌧 كان كثيرا"


@pytest.fixture
def cast_with_lead(cast: Cast) -> Cast:
    """Mika is fagansvarlig."""
    cast.institute.lead = cast.mika
    cast.institute.save()
    return cast


def tell(cast: Cast, to: HarmTo = HarmTo.THERAPIST, row: uuid.UUID | None = None) -> HarmEntry:
    return send_harm_entry(actor=cast.ana, client=cast.ana, row=row or uuid.uuid4(), to=to, words=HER_WORDS, now=NOW)


def fresh(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def to_thea(cast: Cast) -> str:
    return f"therapist:{cast.thea.pk}"


def test_sent_in_two_steps_and_words_are_optional(cast_with_lead: Cast, ana: Client) -> None:
    page = ana.get(URL).content.decode()
    assert "Thea" in page and "Mika" in page and "checked" not in page
    answer = ana.post(URL, {"row": uuid.uuid4(), "to": to_thea(cast_with_lead), "words": ""}, follow=True)
    assert answer.redirect_chain and reverse("safety:help") in answer.content.decode()
    entry = HarmEntry.objects.get()
    assert (entry.reader, entry.to, entry.words) == (cast_with_lead.thea, "therapist", "")


def test_the_page_says_before_writing_that_nobody_is_told(ana: Client) -> None:
    page = ana.get(URL).content.decode()
    assert page.index("Ingen får beskjed nå") < page.index("<textarea")


def test_nobody_is_told(cast: Cast) -> None:
    tell(cast)
    assert mail.outbox == []


def test_with_one_reader_that_one_is_chosen_beforehand(cast: Cast, ana: Client) -> None:
    page = ana.get(URL).content.decode()
    assert "checked" in page and "Thea" in page


@pytest.mark.parametrize("who", ["nobody", "a client", "somebody deactivated", "somebody without a role"])
def test_only_a_lead_who_can_read_is_offered(cast: Cast, who: str) -> None:
    cast.institute.lead = {"nobody": None, "a client": cast.noor}.get(who, cast.mika)
    cast.institute.save()
    if who == "somebody deactivated":
        Person.objects.filter(pk=cast.mika.pk).update(is_active=False)
    if who == "somebody without a role":
        RoleGrant.objects.filter(person=cast.mika).update(until=NOW)
    assert [reader.to for reader in find_harm_readers(cast.ana)] == [HarmTo.THERAPIST]


def test_with_nobody_to_read_it_the_page_says_so(cast: Cast, ana: Client) -> None:
    end_bond(client=cast.ana, therapist=cast.thea, now=NOW)
    page = ana.get(URL).content.decode()
    assert "<textarea" not in page and reverse("safety:help") in page


def test_the_same_form_twice_is_one_entry_even_when_the_bond_ended_between(cast: Cast) -> None:
    row = uuid.uuid4()
    first = tell(cast, row=row)
    end_bond(client=cast.ana, therapist=cast.thea, now=NOW)
    assert tell(cast, row=row) == first


def test_double_submit(cast: Cast, ana: Client) -> None:
    form = {"row": uuid.uuid4(), "to": to_thea(cast), "words": HER_WORDS}
    assert ana.post(URL, form)["Location"] == ana.post(URL, form)["Location"]
    assert HarmEntry.objects.count() == 1


def test_another_therapist_by_now_and_the_words_are_not_sent_to_a_stranger(cast: Cast, ana: Client) -> None:
    end_bond(client=cast.ana, therapist=cast.thea, now=NOW)
    begin_bond(client=cast.ana, therapist=cast.mika, now=NOW)
    answer = ana.post(URL, {"row": uuid.uuid4(), "to": to_thea(cast), "words": HER_WORDS})
    assert answer.status_code == 200 and HER_WORDS in answer.content.decode()
    assert not HarmEntry.objects.exists()
    with pytest.raises(NoReader):
        send_harm_entry(
            actor=cast.ana,
            client=cast.ana,
            row=uuid.uuid4(),
            to=HarmTo.THERAPIST,
            words="x",
            now=NOW,
            expected_reader=cast.thea,
        )


@pytest.mark.parametrize("to", ["", "lead:x", "therapist:", "sol"])
def test_a_forged_choice_sends_nothing_and_keeps_the_words(cast: Cast, ana: Client, to: str) -> None:
    answer = ana.post(URL, {"row": uuid.uuid4(), "to": to, "words": HER_WORDS})
    assert HER_WORDS in answer.content.decode() and not HarmEntry.objects.exists()


def test_ten_thousand_characters_fit_and_one_more_is_not_lost(cast: Cast, ana: Client) -> None:
    fits, long = "ø" * MAX_WORDS_LENGTH, "ø" * (MAX_WORDS_LENGTH + 1)
    assert long in ana.post(URL, {"row": uuid.uuid4(), "to": to_thea(cast), "words": long}).content.decode()
    assert not HarmEntry.objects.exists()
    ana.post(URL, {"row": uuid.uuid4(), "to": to_thea(cast), "words": fits})
    assert HarmEntry.objects.get().words == fits


def test_it_works_while_resting_and_without_any_consent(cast: Cast, ana: Client) -> None:
    Consent.objects.filter(client=cast.ana).update(withdrawn_at=NOW)
    Person.objects.filter(pk=cast.ana.pk).update(resting_since=NOW)
    ana.post(URL, {"row": uuid.uuid4(), "to": to_thea(cast), "words": HER_WORDS})
    assert HarmEntry.objects.visible_to(cast.thea).get().words == HER_WORDS


def test_a_draft_is_shown_again_and_goes_when_it_is_sent(cast: Cast, ana: Client) -> None:
    keep_draft(person=cast.ana, form=HARM_DRAFT, fields={"words": [HER_WORDS], "to": [to_thea(cast)]}, now=NOW)
    assert HER_WORDS in ana.get(URL).content.decode()
    ana.post(URL, {"row": uuid.uuid4(), "to": to_thea(cast), "words": HER_WORDS})
    assert load_draft(cast.ana, HARM_DRAFT) == {}
    assert HER_WORDS not in ana.get(URL).content.decode()


@pytest.mark.parametrize(("to", "reader"), [(HarmTo.THERAPIST, "thea"), (HarmTo.LEAD, "mika")])
def test_only_she_and_the_one_chosen_see_it(cast_with_lead: Cast, to: HarmTo, reader: str) -> None:
    entry = tell(cast_with_lead, to)
    seeing = [
        n
        for n in ("ana", "noor", "thea", "mika", "sol")
        if HarmEntry.objects.visible_to(getattr(cast_with_lead, n)).exists()
    ]
    assert sorted(seeing) == sorted(["ana", reader])
    for other in {"noor", "thea", "mika", "sol", "ana"} - {reader}:
        with pytest.raises(Http404):
            mark_read(actor=getattr(cast_with_lead, other), entry=entry, now=NOW)


def test_who_no_longer_has_the_place_no_longer_sees_it(cast_with_lead: Cast) -> None:
    tell(cast_with_lead, HarmTo.THERAPIST)
    tell(cast_with_lead, HarmTo.LEAD)
    end_bond(client=cast_with_lead.ana, therapist=cast_with_lead.thea, now=NOW)
    Institute.objects.update(lead=cast_with_lead.thea)
    assert not HarmEntry.objects.visible_to(fresh(cast_with_lead.mika)).exists()
    assert not HarmEntry.objects.visible_to(
        fresh(cast_with_lead.thea)
    ).exists()  # the next lead does not inherit what was told


def test_a_lead_who_is_also_her_therapist_sees_each_entry_in_its_place(cast: Cast) -> None:
    Institute.objects.update(lead=cast.thea)
    assert [reader.to for reader in find_harm_readers(cast.ana)] == [HarmTo.THERAPIST, HarmTo.LEAD]
    tell(cast, HarmTo.LEAD)
    end_bond(client=cast.ana, therapist=cast.thea, now=NOW)
    assert HarmEntry.objects.visible_to(fresh(cast.thea)).count() == 1


def test_reading_is_noted_once_and_left_in_the_trail_each_time(cast: Cast) -> None:
    entry = tell(cast)
    later = NOW.replace(hour=15)
    for now in (NOW, later):
        mark_read(actor=cast.thea, entry=entry, now=now)
    assert HarmEntry.objects.get().read_at == NOW
    assert list(TrailEntry.objects.values_list("what", flat=True)) == ["harm entry"] * 2


def test_she_sees_what_she_sent_and_strangers_get_404(cast: Cast, client: Client) -> None:
    url = reverse("safety:harm_sent", kwargs={"entry": tell(cast).pk})
    for person, status in ((cast.ana, 200), (cast.noor, 404), (cast.thea, 404), (cast.sol, 404)):
        client.force_login(person)
        assert client.get(url).status_code == status


def test_nobody_tells_in_her_name(cast: Cast) -> None:
    for other in (cast.thea, cast.noor, cast.sol):
        with pytest.raises(Http404):
            send_harm_entry(actor=other, client=cast.ana, row=uuid.uuid4(), to=HarmTo.THERAPIST, words="x", now=NOW)


def test_a_row_that_is_somebody_elses_is_404(cast: Cast) -> None:
    begin_bond(client=cast.noor, therapist=cast.thea, now=NOW)
    entry = tell(cast)
    with pytest.raises(Http404):
        send_harm_entry(actor=cast.noor, client=cast.noor, row=entry.pk, to=HarmTo.THERAPIST, words="x", now=NOW)


def test_a_therapist_whose_role_ended_is_not_offered(cast: Cast) -> None:
    RoleGrant.objects.filter(person=cast.thea, role=Role.THERAPIST).update(until=NOW)
    assert find_harm_readers(cast.ana) == []


def test_nothing_sensitive_in_address_or_title(cast: Cast, ana: Client) -> None:
    page = ana.get(URL).content.decode()
    title = page[page.index("<title>") : page.index("</title>")].lower()
    assert not [word for word in ("harm", "skade", "traume", "vondt", "bra") if word in URL + title]
