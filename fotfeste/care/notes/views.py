"""A note: written as a draft, signed once, then only added to."""

import uuid

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fotfeste.care.descriptions import get_note_names
from fotfeste.care.models import Note
from fotfeste.care.notes.forms import AdditionForm, NoteForm, parse_version_time
from fotfeste.care.notes.queries import find_own_draft, get_client_to_write_about, get_readable_note, list_additions
from fotfeste.care.notes.services import (
    AlreadySigned,
    ChangedElsewhere,
    add_to_note,
    begin_note,
    discard_draft,
    save_note_draft,
    sign_note,
)
from fotfeste.care.queries import find_practice_basis
from fotfeste.kit.audit_log import audited_transaction
from fotfeste.kit.drafts import DraftSlug
from fotfeste.kit.errors import Sentence
from fotfeste.kit.idempotency import new_id, row_id
from fotfeste.kit.staff_pages import staff_page
from fotfeste.people.models import Person
from fotfeste.people.person_request import PersonRequest
from fotfeste.privacy import trail

CANNOT_KEEP = 409  # to a page saving in the background: its own copy is still the only one
TOO_LONG = 413


def note_new(request: PersonRequest, client: uuid.UUID) -> HttpResponse:
    """An empty page; the draft begins with its first words. A draft she already has is gone on with."""
    person = get_client_to_write_about(request.user, client)
    if request.method == "POST":
        return _begin(request, person)
    if draft := find_own_draft(request.user, person):
        return redirect("care:note", draft.pk)
    return _new_page(request, person, NoteForm(initial={"row": new_id(), "tab": new_id()}))


def _begin(request: PersonRequest, client: Person) -> HttpResponse:
    form = NoteForm(request.POST)
    if form.is_valid() and not form.cleaned_data["text"]:
        form.add_error("body", _("There is nothing written yet."))
    if not form.is_valid():
        return HttpResponse(status=TOO_LONG) if _is_quiet(request) else _new_page(request, client, form)
    now, text = timezone.now(), form.cleaned_data["text"]
    try:
        note = begin_note(actor=request.user, client=client, row=form.row_id, body=text, tab=form.tab_id, now=now)
    except Sentence as said:  # the same page, come back to by Back, after the note was signed or changed elsewhere
        return _show_refused_note(request, get_readable_note(request.user, form.row_id), form, said)
    return _keep_note_draft(request, note)


def note(request: PersonRequest, note: uuid.UUID) -> HttpResponse:
    held = get_readable_note(request.user, note)
    if request.method == "POST":
        return _write(request, held)
    _leave_link(request, held)
    if held.signed_at:
        return _signed_page(request, held, AdditionForm())
    opened_on = {"body": held.body, "tab": new_id(), "seen": held.changed_at.isoformat()}
    return _draft_page(request, held, NoteForm(initial=opened_on))


def _write(request: PersonRequest, held: Note) -> HttpResponse:
    form = NoteForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=TOO_LONG) if _is_quiet(request) else _draft_page(request, held, form)
    text, now = form.cleaned_data["text"], timezone.now()
    try:
        kept = save_note_draft(actor=request.user, note=held, body=text, tab=form.tab_id, seen=form.seen_at, now=now)
    except (AlreadySigned, ChangedElsewhere) as said:
        return _show_refused_note(request, held, form, said)
    return _keep_note_draft(request, kept)


def _keep_note_draft(request: PersonRequest, note: Note) -> HttpResponse:
    if _is_quiet(request):
        return JsonResponse({"saved_at": note.changed_at.isoformat()})
    if "sign" in request.POST:
        return redirect("care:note_sign", note.pk)
    messages.success(request, _("The draft is kept. It is not signed."))
    return redirect("care:client", note.client_id)


def _show_refused_note(request: PersonRequest, note: Note, form: NoteForm, refusal: Sentence) -> HttpResponse:
    """What was typed is shown again, beside what is there, in a form that can be sent."""
    if _is_quiet(request):
        return HttpResponse(status=CANNOT_KEEP)
    note = get_readable_note(request.user, note.pk)
    text = form.cleaned_data["text"]
    if not note.signed_at:
        opened_on = {"body": text, "tab": new_id(), "seen": note.changed_at.isoformat()}
        return _draft_page(request, note, NoteForm(initial=opened_on), said=str(refusal), other=note.body)
    if text.strip() == note.body.strip():
        return redirect("care:note", note.pk)
    return _signed_page(request, note, AdditionForm(initial={"body": _what_is_new(text, note.body)}), said=str(refusal))


def _what_is_new(text: str, signed_text: str) -> str:
    return text.removeprefix(signed_text.rstrip()).strip() or text


@audited_transaction()
def note_sign(request: PersonRequest, note: uuid.UUID) -> HttpResponse:
    """Says what signing does and shows the text that will be signed; then signs exactly that."""
    held = get_readable_note(request.user, note)
    if request.method == "POST":
        return _sign(request, held)
    if held.signed_at:
        return redirect("care:note", held.pk)
    _leave_link(request, held)
    return _sign_page(request, held)


def _sign(request: PersonRequest, held: Note) -> HttpResponse:
    seen, now = parse_version_time(request.POST.get("seen")), timezone.now()
    try:
        sign_note(actor=request.user, note=held, seen=seen, now=now)
    except Sentence as said:
        return _sign_page(request, held, said=str(said))
    return redirect("care:note", held.pk)


@require_POST
@audited_transaction()
def note_add(request: PersonRequest, note: uuid.UUID) -> HttpResponse:
    held, form = get_readable_note(request.user, note), AdditionForm(request.POST)
    if not form.is_valid():
        return _signed_page(request, held, form)
    row, body, now = row_id(request.POST.get("row")), form.cleaned_data["body"], timezone.now()
    add_to_note(actor=request.user, note=held, row=row, body=body, now=now)
    return redirect("care:note", held.pk)


@require_POST
def note_discard(request: PersonRequest, note: uuid.UUID) -> HttpResponse:
    held = get_readable_note(request.user, note)
    discard_draft(actor=request.user, note=held)
    messages.success(request, _("The draft is thrown away."))
    return redirect("care:client", held.client_id)


def _leave_link(request: PersonRequest, held: Note) -> None:
    why = "preparing" if held.signed_at else "writing"
    trail.record(actor=request.user, client=held.client, what="note", why=why, now=timezone.now())


def _new_page(request: PersonRequest, client: Person, form: NoteForm) -> HttpResponse:
    name = get_note_names(find_practice_basis(request.user))
    context = {"client": client, "form": form, "name": name, "draft_key": f"{DraftSlug.NEW_NOTE}-{client.pk}"}
    return staff_page(request, "clients", "care/notes/draft.html", context)


def _draft_page(request: PersonRequest, held: Note, form: NoteForm, **said: str) -> HttpResponse:
    name = get_note_names(held.basis)
    context = {
        "client": held.client,
        "note": held,
        "form": form,
        "name": name,
        "draft_key": f"{DraftSlug.NOTE}-{held.pk}",
        **said,
    }
    return staff_page(request, "clients", "care/notes/draft.html", context)


def _sign_page(request: PersonRequest, held: Note, said: str = "") -> HttpResponse:
    name = get_note_names(held.basis)
    return staff_page(
        request, "clients", "care/notes/sign.html", {"client": held.client, "note": held, "name": name, "said": said}
    )


def _signed_page(request: PersonRequest, held: Note, form: AdditionForm, said: str = "") -> HttpResponse:
    additions, name = list_additions(held), get_note_names(held.basis)
    context = {"client": held.client, "note": held, "additions": additions, "form": form, "name": name, "said": said}
    return staff_page(request, "clients", "care/notes/signed.html", {**context, "row": new_id()})


def _is_quiet(request: PersonRequest) -> bool:
    """Whether the page saves in the background and only wants to know that it was kept."""
    return request.headers.get("Accept", "").startswith("application/json")
