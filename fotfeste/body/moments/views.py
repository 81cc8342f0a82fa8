"""Moments of safety: one tap keeps one; a line may come with it or after."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from fotfeste.body.models import Moment
from fotfeste.body.moments import services
from fotfeste.body.moments.forms import MomentForm
from fotfeste.kit.deferred_submission import submission_time
from fotfeste.kit.idempotency import new_id, row_id
from fotfeste.people.person_request import PersonRequest
from fotfeste.privacy.access import may_keep


def moment(request: PersonRequest) -> HttpResponse:
    """One tap keeps it; the line may come with it or after."""
    form = MomentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kept = services.note_moment(
            actor=request.user,
            client=request.user,
            row=row_id(request.POST.get("row")),
            words=form.cleaned_data["words"],
            now=submission_time(request, timezone.now()),
        )
        return redirect("home:traces") if kept.words else redirect("body:moment_words", moment=kept.pk)
    row = row_id(request.POST.get("row")) if form.is_bound else new_id()
    page = {"form": form, "row": row, "keeps": may_keep(request.user), "place": "now"}
    return render(request, "body/moment.html", page)


def moment_words(request: PersonRequest, moment: uuid.UUID) -> HttpResponse:
    found = _own_moment(request, moment)
    form = MomentForm(request.POST or None, initial={"words": found.words})
    if request.method == "POST" and form.is_valid():
        services.set_moment_words(actor=request.user, moment=found, words=form.cleaned_data["words"])
        return redirect("home:traces")
    page = {"form": form, "moment": found, "keeps": may_keep(request.user), "place": "now"}
    return render(request, "body/moment_words.html", page)


def moment_remove(request: PersonRequest, moment: uuid.UUID) -> HttpResponse:
    found = _own_moment(request, moment)
    if request.method == "POST":
        services.remove_moment(actor=request.user, moment=found)
        return redirect("home:traces")
    return render(request, "body/moment_remove.html", {"moment": found, "place": "traces"})


def _own_moment(request: PersonRequest, moment: uuid.UUID) -> Moment:
    found: Moment = get_object_or_404(Moment.objects.visible_to(request.user), pk=moment, client=request.user)
    return found
