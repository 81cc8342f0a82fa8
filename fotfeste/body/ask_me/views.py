"""'Please ask me about …': what she wants to be asked the next time."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from fotfeste.body.ask_me import services
from fotfeste.body.ask_me.forms import AskMeForm
from fotfeste.body.ask_me.request_draft import find_request_draft
from fotfeste.body.models import AskMe
from fotfeste.body.queries import find_reader, open_requests
from fotfeste.kit.deferred_submission import submission_time
from fotfeste.kit.idempotency import new_id, row_id
from fotfeste.kit.keyring import preload_keys
from fotfeste.people.person_request import PersonRequest
from fotfeste.privacy.access import may_keep


def ask_me(request: PersonRequest) -> HttpResponse:
    kept = find_request_draft(request.user)
    form = AskMeForm(request.POST or None, initial={"words": kept.words} if kept else None)
    if request.method == "POST" and form.is_valid():
        services.ask_me(
            actor=request.user,
            client=request.user,
            row=row_id(request.POST.get("row")),
            words=form.cleaned_data["words"],
            now=submission_time(request, timezone.now()),
        )
        return redirect("body:ask_me")
    reader = find_reader(request.user)
    preload_keys(person.pk for person in (request.user, reader) if person)
    page = {
        "form": form,
        "row": row_id(request.POST.get("row")) if form.is_bound else new_id(),
        "kept": kept,
        "requests": open_requests(request.user),
        "keeps": may_keep(request.user),
        "reader": reader,
        "place": "me",
    }
    return render(request, "body/ask_me.html", page)


def ask_me_remove(request: PersonRequest, ask_me: uuid.UUID) -> HttpResponse:
    own = AskMe.objects.visible_to(request.user)
    found = get_object_or_404(own, pk=ask_me, client=request.user)
    if request.method == "POST":
        services.remove_ask_me(actor=request.user, ask_me=found)
        return redirect("body:ask_me")
    return render(request, "body/ask_me_remove.html", {"asked": found, "place": "me"})
