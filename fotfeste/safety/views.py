"""Pages of this room. The first three never touch the database: see standalone_pages.py."""

import uuid
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from fotfeste.kit.idempotency import new_id, row_id
from fotfeste.kit.models import Draft
from fotfeste.people.person_request import PersonRequest
from fotfeste.privacy.access import Act, clients_of
from fotfeste.safety import services
from fotfeste.safety.forms import AnchorForm, HarmForm
from fotfeste.safety.models import Anchor, AnchorKind, HarmEntry
from fotfeste.safety.queries import find_harm_readers, list_anchors

NO_MESSAGES: tuple[str, ...] = ()  # waiting messages lie in the session; they stay there for the next page


def help_now(request: HttpRequest) -> HttpResponse:
    return render(request, "safety/help.html", {"messages": NO_MESSAGES})


def leaving_page(request: HttpRequest) -> HttpResponse:
    return render(request, "safety/leaving.html", {"messages": NO_MESSAGES})


@csrf_exempt  # changes nothing but this browser's own cookie, and must work from a page that grew old
def leave(request: HttpRequest) -> HttpResponse:
    """To a neutral site at once, signed out in this browser. A POST (a beacon from a page already left) gets none."""
    response = HttpResponse(status=204) if request.method == "POST" else redirect(settings.FOTFESTE_NEUTRAL_SITE)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.delete_cookie(settings.SESSION_COOKIE_NAME, samesite="Lax")
    return response


def anchors(request: PersonRequest) -> HttpResponse:
    form = AnchorForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _add_anchor(request, form):
        return redirect("safety:anchors")
    page = {
        "form": form,
        "row": row_id(request.POST.get("row")) if form.is_bound else new_id(),
        "anchors": list_anchors(request.user),
        "may_keep": clients_of(request.user, Act.KEEP).exists(),
        "place": "me",
    }
    return render(request, "safety/anchors.html", page)


def _add_anchor(request: PersonRequest, form: AnchorForm) -> bool:
    try:
        services.add_anchor(
            actor=request.user,
            client=request.user,
            row=row_id(request.POST.get("row")),
            kind=AnchorKind(form.cleaned_data["kind"]),
            words=form.cleaned_data["words"],
            now=timezone.now(),
        )
    except services.TooManyAnchors as full:
        form.add_error(None, str(full))
        return False
    return True


def anchor_remove(request: PersonRequest, anchor: uuid.UUID) -> HttpResponse:
    row = get_object_or_404(Anchor.objects.visible_to(request.user), pk=anchor, client=request.user)
    if request.method != "POST":
        return render(request, "safety/anchor_remove.html", {"anchor": row, "place": "me"})
    services.remove_anchor(actor=request.user, anchor=row)
    return redirect("safety:anchors")


def harm(request: PersonRequest) -> HttpResponse:
    """Two steps from any of her pages: open this, send. The words are optional."""
    mine = Draft.objects.filter(person=request.user, form=services.HARM_DRAFT)
    draft = None if request.method == "POST" else mine.first()
    form = HarmForm(request.POST or None, readers=find_harm_readers(request.user), initial=_typed_values(draft))
    if request.method == "POST" and form.is_valid() and (entry := _send_harm_entry(request, form)):
        return redirect("safety:harm_sent", entry=entry.pk)
    row = row_id(request.POST.get("row")) if form.is_bound else new_id()
    page = {"form": form, "row": row, "draft": services.HARM_DRAFT, "kept": draft, "place": "me"}
    return render(request, "safety/harm.html", page)


def _typed_values(draft: Draft | None) -> dict[str, Any]:
    draft_fields = draft.fields if draft else {}
    return {name: values[0] for name, values in draft_fields.items() if name in {"to", "words"} and values}


def _send_harm_entry(request: PersonRequest, form: HarmForm) -> HarmEntry | None:
    try:
        return services.send_harm_entry(
            actor=request.user,
            client=request.user,
            row=row_id(request.POST.get("row")),
            to=form.reader.to,
            expected_reader=form.reader.person,
            words=form.cleaned_data["words"],
            now=timezone.now(),
        )
    except services.NoReader as error:
        form.add_error("to", str(error))
        return None


def harm_sent(request: PersonRequest, entry: uuid.UUID) -> HttpResponse:
    own_entries = HarmEntry.objects.visible_to(request.user).filter(client=request.user).select_related("reader")
    return render(request, "safety/harm_sent.html", {"entry": get_object_or_404(own_entries, pk=entry), "place": "me"})
