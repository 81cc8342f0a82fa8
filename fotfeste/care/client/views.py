"""One client on one page, to be read in two minutes before a session. Opening it leaves a link in her trail."""

import re
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fotfeste.body.models import AskMe
from fotfeste.body.services import take_up
from fotfeste.care.client import client_page
from fotfeste.care.client.queries import (
    FEW_NOTES,
    NEWEST,
    PERIODS,
    Period,
    consents_of,
    constellations_of,
    entries_of,
    notes_of,
    period_of,
    requests_of,
    traces_of,
)
from fotfeste.care.labels import note_name
from fotfeste.care.limits.shown import limits_in_words
from fotfeste.care.queries import client_followed
from fotfeste.constellations.queries import kept_words_by_constellation
from fotfeste.kit.keyring import preload_keys
from fotfeste.kit.staff_pages import staff_page
from fotfeste.pace.services import limits_of
from fotfeste.people.models import Person
from fotfeste.people.person_request import PersonRequest
from fotfeste.privacy import trail
from fotfeste.privacy.models import Consent, ConsentTo

MORE = 60  # earlier ones of each kind, shown when she asks for them; the drawing holds all of the period


@require_GET
def client(request: PersonRequest, client: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    person: Any = client_followed(request.user, client)
    period = period_of(person, request.GET.get("since", ""), now)
    terms, consents = limits_of(person), consents_of(person)
    context = {
        "client": person,
        "period": period,
        "periods": PERIODS,
        "consents": consents,
        "keeps_here": _keeps(person, consents),
        "entries": entries_of(request.user, person, period),
        "name": note_name(person.basis),
        **_notes(request, person),
        "terms": terms,
        "limits": limits_in_words(terms),
        **_constellations(request, person),
        **(_traces(request, person, period) if person.sees_traces else {}),
        "newest": NEWEST,
    }
    read = {"notes": context["last_note"], "constellation": context["kept"]}
    whats = ["client page", *(what for what, is_shown in read.items() if is_shown)]
    trail.record_each(actor=request.user, clients=[person], whats=whats, why="preparing", now=now)
    return staff_page(request, "clients", "care/client/client.html", context)


def _notes(request: PersonRequest, person: Any) -> dict[str, Any]:
    """Her notes by date, a page at a time; the words of the newest signed one, which is what one looks for before
    a session."""
    asked = request.GET.get("notes", "")
    after = int(asked) if re.fullmatch(r"[0-9]{1,6}", asked) else 0
    notes, more = notes_of(request.user, person, after) if person.reads_notes else ([], False)
    preload_keys({request.user.pk, person.pk, *(note.author_id for note in notes)})
    few = len(notes) if after else FEW_NOTES
    return {
        "notes": notes[:few],
        "older_notes": notes[few:],
        "next_notes": after + len(notes) if more else None,
        "last_note": None if after else next((note for note in notes if note.signed_at), None),
        "has_draft": any(note.signed_at is None for note in notes),
    }


def _keeps(person: Any, consents: dict[str, Consent | None]) -> bool:
    keep = consents[ConsentTo.KEEP]
    return person.resting_since is None and keep is not None and keep.withdrawn_at is None


def _constellations(request: PersonRequest, person: Any) -> dict[str, Any]:
    """Those the two hold together; what she wanted to keep from them only while she shares."""
    found = constellations_of(request.user, person)
    kept = kept_words_by_constellation(each.one for each in found) if person.sees_traces else {}
    return {"constellations": found, "kept": kept}


def _traces(request: PersonRequest, person: Person, period: Period) -> dict[str, Any]:
    traces = traces_of(request.user, person, period)
    shows = NEWEST + MORE if request.GET.get("whole") == "1" else NEWEST
    return {
        "traces": traces,
        "asks": requests_of(request.user, person),
        "in_short": client_page.in_short(traces),
        "wave_in_words": client_page.wave_in_words(traces),
        "gap_in_words": client_page.gap_in_words(traces),
        "check_ins": [client_page.shown_check_in(each) for each in traces.check_ins[:shows]],
        "runs": [client_page.shown_run(run, get_language() or "nb") for run in traces.runs[:shows]],
        "moments": traces.moments[:shows],
        "whole": shows > NEWEST,
    }


@require_POST
def ask_me_taken_up(request: PersonRequest, ask_me: uuid.UUID) -> HttpResponse:
    asked = get_object_or_404(AskMe.objects.visible_to(request.user).select_related("client"), pk=ask_me)
    take_up(actor=request.user, ask_me=asked, now=timezone.now())
    messages.success(request, _("Marked as talked about. The client can see it."))
    return redirect("care:client", asked.client_id)
