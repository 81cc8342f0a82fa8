"""Draft, signed, then additions only; two tabs; double sends; and nothing typed is ever lost."""

import json
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fotfeste.care.models import Addition, Note, SignedNoteChanged
from fotfeste.care.notes.services import AlreadySigned, save_note_draft
from fotfeste.kit.models import DataKey
from fotfeste.people.models import Bond, PracticeBasis, TherapistPractice
from fotfeste.privacy import trail
from fotfeste.privacy.models import Consent, ConsentTo, TrailEntry
from tests.cast import Cast
from tests.sign_in import SignIn

JSON = {"accept": "application/json"}


def new_page(client: Client, cast: Cast) -> dict[str, str]:
    """Open 'new note' and give back its hidden fields."""
    return hidden(client.get(reverse("care:note_new", args=[cast.ana.pk])))


def hidden(page: object) -> dict[str, str]:
    form = page.context["form"]  # type: ignore[attr-defined]
    return {name: str(form[name].value() or "") for name in ("row", "tab", "seen")}


def begin_note(client: Client, cast: Cast, body: str = "Vi så oss rundt i rommet.") -> Note:
    client.post(reverse("care:note_new", args=[cast.ana.pk]), {**new_page(client, cast), "body": body})
    return Note.objects.get()


def sign(client: Client, note: Note) -> None:
    note.refresh_from_db()
    client.post(reverse("care:note_sign", args=[note.pk]), {"seen": note.changed_at.isoformat()})


def test_nothing_is_stored_by_looking_at_the_empty_page(thea: Client, cast: Cast) -> None:
    new_page(thea, cast)
    assert not Note.objects.exists()


def test_a_draft_is_kept_and_gone_on_with(thea: Client, cast: Cast) -> None:
    note = begin_note(thea, cast)
    assert note.signed_at is None and note.author == cast.thea and note.basis == PracticeBasis.ALTERNATIVE
    again = thea.get(reverse("care:note_new", args=[cast.ana.pk]))
    assert again["Location"] == reverse("care:note", args=[note.pk])
    assert "Vi så oss rundt i rommet." in thea.get(again["Location"]).content.decode()


def test_an_empty_note_is_not_begun(thea: Client, cast: Cast) -> None:
    page = thea.post(reverse("care:note_new", args=[cast.ana.pk]), {**new_page(thea, cast), "body": " \n "})
    assert page.status_code == 200 and not Note.objects.exists()


def test_sent_twice_is_one_note(thea: Client, cast: Cast) -> None:
    fields = {**new_page(thea, cast), "body": "en gang"}
    for _ in range(2):
        thea.post(reverse("care:note_new", args=[cast.ana.pk]), fields)
    assert Note.objects.count() == 1


def test_saving_in_the_background_and_then_sending_is_one_note(thea: Client, cast: Cast) -> None:
    url, fields = reverse("care:note_new", args=[cast.ana.pk]), new_page(thea, cast)
    kept = thea.post(url, {**fields, "body": "først"}, headers=JSON)
    assert json.loads(kept.content)["saved_at"]
    thea.post(url, {**fields, "body": "først, og så mer", "unwanted": "hodepine en kveld"})
    assert Note.objects.get().body == "først, og så mer\n\nSpurt om uønskede virkninger: hodepine en kveld"


def test_the_question_about_unwanted_effects_leaves_nothing_when_it_is_not_answered(thea: Client, cast: Cast) -> None:
    assert begin_note(thea, cast, "bare dette").body == "bare dette"


@pytest.mark.parametrize("body", ["🌿" * 400, "שלום, הגוף שלי", "a" * 20_000, "<script>alert(1)</script>"])
def test_any_text_is_kept_as_it_was_written(thea: Client, cast: Cast, body: str) -> None:
    note = begin_note(thea, cast, body)
    assert note.body == body
    assert "<script>alert" not in thea.get(reverse("care:note", args=[note.pk])).content.decode()


def test_a_text_that_is_too_long_is_shown_again_whole(thea: Client, cast: Cast) -> None:
    body = "b" * 20_001
    page = thea.post(reverse("care:note_new", args=[cast.ana.pk]), {**new_page(thea, cast), "body": body})
    assert page.status_code == 200 and body in page.content.decode() and not Note.objects.exists()


# ---- two tabs -------------------------------------------------------------------------------------------------------


def test_one_tab_saving_again_and_again_is_no_conflict(thea: Client, cast: Cast) -> None:
    note = begin_note(thea, cast)
    url = reverse("care:note", args=[note.pk])
    fields = hidden(thea.get(url))
    for body in ("en", "en to", "en to tre"):
        assert thea.post(url, {**fields, "body": body}, headers=JSON).status_code == 200
    assert Note.objects.get().body == "en to tre"


def test_an_old_tab_does_not_overwrite_a_newer_one(thea: Client, cast: Cast) -> None:
    note = begin_note(thea, cast)
    url = reverse("care:note", args=[note.pk])
    old, new = hidden(thea.get(url)), hidden(thea.get(url))
    thea.post(url, {**new, "body": "det nye"}, headers=JSON)
    assert thea.post(url, {**old, "body": "det gamle"}, headers=JSON).status_code == 409
    page = thea.post(url, {**old, "body": "det gamle"})
    assert Note.objects.get().body == "det nye"
    shown = page.content.decode()
    assert "det nye" in shown and "det gamle" in shown, "both are here"
    thea.post(url, {**hidden(page), "body": "det nye og det gamle"})
    assert Note.objects.get().body == "det nye og det gamle"


def test_signed_in_one_tab_and_saved_in_the_other_the_text_is_offered_as_an_addition(thea: Client, cast: Cast) -> None:
    note = begin_note(thea, cast, "slik det ble signert")
    url = reverse("care:note", args=[note.pk])
    other_tab = hidden(thea.get(url))
    sign(thea, note)
    assert thea.post(url, {**other_tab, "body": "noe mer"}, headers=JSON).status_code == 409
    page = thea.post(url, {**other_tab, "body": "slik det ble signert\n\nog noe jeg kom på"})
    assert Note.objects.get().body == "slik det ble signert"
    assert page.context["form"]["body"].value() == "og noe jeg kom på"
    added = {"row": page.context["row"], "body": page.context["form"]["body"].value()}
    thea.post(reverse("care:note_add", args=[note.pk]), added)
    assert Addition.objects.get().body == "og noe jeg kom på"


def test_the_same_text_saved_after_signing_is_simply_the_signed_note(thea: Client, cast: Cast) -> None:
    note = begin_note(thea, cast, "likt")
    fields = hidden(thea.get(reverse("care:note", args=[note.pk])))
    sign(thea, note)
    answer = thea.post(reverse("care:note", args=[note.pk]), {**fields, "body": "likt"})
    assert answer.status_code == 302 and not Addition.objects.exists()


def test_what_is_signed_is_what_was_shown(thea: Client, cast: Cast) -> None:
    note = begin_note(thea, cast)
    shown = note.changed_at.isoformat()
    url = reverse("care:note", args=[note.pk])
    thea.post(url, {**hidden(thea.get(url)), "body": "endret i en annen fane"}, headers=JSON)
    page = thea.post(reverse("care:note_sign", args=[note.pk]), {"seen": shown})
    assert page.status_code == 200 and "endret i en annen fane" in page.content.decode()
    assert Note.objects.get().signed_at is None


# ---- signed ---------------------------------------------------------------------------------------------------------


def test_signing_twice_is_signing_once(thea: Client, cast: Cast) -> None:
    note = begin_note(thea, cast)
    seen = {"seen": note.changed_at.isoformat()}
    thea.post(reverse("care:note_sign", args=[note.pk]), seen)
    first = Note.objects.get().signed_at
    assert thea.post(reverse("care:note_sign", args=[note.pk]), seen).status_code == 302
    assert first is not None and Note.objects.get().signed_at == first


def test_an_empty_draft_is_not_signed(thea: Client, cast: Cast) -> None:
    note = begin_note(thea, cast)
    url = reverse("care:note", args=[note.pk])
    thea.post(url, {**hidden(thea.get(url)), "body": ""}, headers=JSON)
    sign(thea, note)
    assert Note.objects.get().signed_at is None


def test_a_signed_note_refuses_every_change(thea: Client, cast: Cast) -> None:
    note = begin_note(thea, cast)
    stale = Note.objects.get()
    sign(thea, note)
    held = Note.objects.get()
    for each in (held, stale):
        each.body = "noe annet"
        with pytest.raises(SignedNoteChanged):
            each.save()
    with pytest.raises(SignedNoteChanged):
        Note.objects.filter(pk=note.pk).update(changed_at=timezone.now())
    with pytest.raises(AlreadySigned):
        save_note_draft(
            actor=cast.thea, note=held, body="x", tab=uuid.uuid4(), seen=held.changed_at, now=timezone.now()
        )
    assert Note.objects.get().body == "Vi så oss rundt i rommet."


def test_a_signed_note_is_not_thrown_away(thea: Client, cast: Cast) -> None:
    note = begin_note(thea, cast)
    sign(thea, note)
    assert thea.post(reverse("care:note_discard", args=[note.pk])).status_code == 404
    assert Note.objects.exists()


def test_a_draft_can_be_thrown_away(thea: Client, cast: Cast) -> None:
    note = begin_note(thea, cast)
    thea.post(reverse("care:note_discard", args=[note.pk]))
    assert not Note.objects.exists()


def test_an_addition_is_made_once_shows_who_and_cannot_change(thea: Client, cast: Cast) -> None:
    note = begin_note(thea, cast)
    sign(thea, note)
    fields = {"row": str(uuid.uuid4()), "body": "Det var onsdag, ikke tirsdag."}
    for _ in range(2):
        thea.post(reverse("care:note_add", args=[note.pk]), fields)
    addition = Addition.objects.get()
    page = thea.get(reverse("care:note", args=[note.pk])).content.decode()
    assert "Det var onsdag, ikke tirsdag." in page and "Thea" in page
    addition.body = "noe annet"
    with pytest.raises(SignedNoteChanged):
        addition.save()


def test_a_draft_takes_no_addition(thea: Client, cast: Cast) -> None:
    note = begin_note(thea, cast)
    assert thea.post(reverse("care:note_add", args=[note.pk]), {"body": "x"}).status_code == 404


# ---- who ------------------------------------------------------------------------------------------------------------


def test_strangers_find_nothing(thea: Client, cast: Cast, enter: SignIn) -> None:
    note = begin_note(thea, cast)
    for stranger in (cast.mika, cast.noor, cast.sol, cast.ana):
        for route in ("care:note", "care:note_sign"):
            assert enter(stranger).get(reverse(route, args=[note.pk])).status_code == 404
        assert enter(stranger).get(reverse("care:note_new", args=[cast.ana.pk])).status_code == 404


def test_another_therapist_of_hers_sees_signed_notes_but_no_drafts(thea: Client, cast: Cast, enter: SignIn) -> None:
    Bond.objects.create(client=cast.ana, therapist=cast.mika)
    note, mika = begin_note(thea, cast), enter(cast.mika)
    url = reverse("care:note", args=[note.pk])
    assert mika.get(url).status_code == 404
    assert mika.post(url, {"body": "x"}).status_code == 404
    sign(thea, note)
    assert mika.get(url).status_code == 200
    mika.post(url, {"body": "x"})
    assert Note.objects.get().body == "Vi så oss rundt i rommet."


def test_without_consent_to_notes_they_are_neither_read_nor_written(thea: Client, cast: Cast) -> None:
    note = begin_note(thea, cast)
    Consent.objects.filter(client=cast.ana, to=ConsentTo.NOTES).update(withdrawn_at=timezone.now())
    assert thea.get(reverse("care:note", args=[note.pk])).status_code == 404
    assert thea.get(reverse("care:note_new", args=[cast.ana.pk])).status_code == 404
    page = thea.get(reverse("care:client", args=[cast.ana.pk])).content.decode()
    assert "Vi så oss rundt" not in page and "har ikke sagt ja til notater" in page


def test_under_health_care_the_law_decides_and_the_note_is_called_so(thea: Client, cast: Cast) -> None:
    Consent.objects.filter(client=cast.ana, to=ConsentTo.NOTES).update(withdrawn_at=timezone.now())
    TherapistPractice.objects.filter(therapist=cast.thea).update(basis=PracticeBasis.HEALTH_CARE)
    note = begin_note(thea, cast)
    assert note.basis == PracticeBasis.HEALTH_CARE
    assert "Journalnotat" in thea.get(reverse("care:note", args=[note.pk])).content.decode()


def test_what_was_written_as_health_care_stays_so_when_the_basis_changes(thea: Client, cast: Cast) -> None:
    TherapistPractice.objects.filter(therapist=cast.thea).update(basis=PracticeBasis.HEALTH_CARE)
    note = begin_note(thea, cast)
    thea.post(reverse("care:practice_basis"), {"basis": "kurs"})
    note.refresh_from_db()
    assert note.basis == PracticeBasis.HEALTH_CARE


# ---- trail and seals ------------------------------------------------------------------------------------------------


def test_writing_signing_and_reading_leave_links_that_hold(thea: Client, cast: Cast) -> None:
    note = begin_note(thea, cast)
    sign(thea, note)
    thea.get(reverse("care:note", args=[note.pk]))
    links = TrailEntry.objects.filter(client=cast.ana).order_by("seq")
    assert [(link.verb, link.what) for link in links] == [("write", "note"), ("write", "note"), ("read", "note")]
    assert list(trail.verify(cast.ana)) == []


def test_the_note_lies_under_the_record_key(thea: Client, cast: Cast) -> None:
    begin_note(thea, cast)
    assert DataKey.objects.filter(owner=cast.ana, purpose="record").exists()
    raw = Note.objects.values_list("body", flat=True).get()
    assert b"rommet" not in bytes(raw)
