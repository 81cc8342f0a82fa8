"""The check-in in three steps, moments of safety, and 'please ask me about …'."""

import uuid
from datetime import datetime

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from fotfeste.body import queries, services
from fotfeste.body.answers import Answers
from fotfeste.body.forms import STEP_FORMS, AskMeForm, BrieflyStep, MomentForm, NotYet, StepForm, answers_of, form_of
from fotfeste.body.models import AskMe, Moment
from fotfeste.body.queries import STEPS, Fields, KeptStep
from fotfeste.body.transient_answers import seal_answers
from fotfeste.kit.deferred_submission import submission_time
from fotfeste.kit.idempotency import lock_person, new_id, row_id
from fotfeste.people.person_request import PersonRequest

BRIEFLY = "briefly"
NOT_KEPT = {"csrfmiddlewaretoken", "go", "whose"}


def check_in(request: PersonRequest, step: str) -> HttpResponse:
    """One step, asked or answered. Who does not keep check-ins here gets one short page instead."""
    if step not in (*STEPS, BRIEFLY):
        raise Http404
    if not queries.keeps(request.user):
        return _briefly(request) if step == BRIEFLY else redirect("body:check_in", step=BRIEFLY)
    if step == BRIEFLY:
        return redirect("body:check_in", step=STEPS[0])
    if request.method == "POST":
        return _take_answer(request, step, timezone.now())
    kept = queries.kept_steps(request.user)
    return _render_step(request, step, form_of(step, kept.get(step)), kept)


def _render_step(request: PersonRequest, step: str, form: StepForm, kept: dict[str, KeptStep]) -> HttpResponse:
    number = STEPS.index(step)
    page = {
        "form": form,
        "row": queries.row_for(kept, request.user, request.POST.get("row")),
        "step": step,
        "number": number + 1,
        "of": len(STEPS),
        "draft": queries.draft_name(step),
        "kept": kept.get(step),
        "is_stale": queries.is_stale(kept, timezone.now()),
        "place": "now",
    }
    return render(request, f"body/check_in_{step}.html", page)


@transaction.atomic
def _take_answer(request: PersonRequest, step: str, now: datetime) -> HttpResponse:
    """What is kept decides what an answer means, so one answer of hers is taken after the other."""
    lock_person(request.user)
    go = request.POST.get("go")
    if go == "fresh":
        services.begin_afresh(actor=request.user, client=request.user)
        return redirect("body:check_in", step=STEPS[0])
    kept = queries.kept_steps(request.user)
    form = STEP_FORMS[step](request.POST)
    if go not in {"skip", "back"} and not form.is_valid():
        return _render_step(request, step, form, kept)
    last = step == STEPS[-1] and go not in {"back", "stay"}
    row = _row(request, kept, last)
    kept[step] = KeptStep(_fields(request, row), now)
    if last:
        return _send_check_in(request, kept, row, now)
    if not _keep_step(request, step, kept[step].fields, now):
        return _render_step(request, step, form, kept)
    return redirect("body:check_in", step=_next(step, go))


def _row(request: PersonRequest, kept: dict[str, KeptStep], last: bool) -> uuid.UUID:
    """A last step with nothing kept beside it may be a form sent twice: its id stays, so that it makes one row."""
    posted = request.POST.get("row")
    return row_id(posted) if last and not kept else queries.row_for(kept, request.user, posted)


def _fields(request: PersonRequest, row: uuid.UUID) -> Fields:
    fields = {name: request.POST.getlist(name) for name in request.POST if name not in NOT_KEPT}
    skipped = {"skipped": ["1"]} if request.POST.get("go") == "skip" else {}
    return {**fields, **skipped, "row": [str(row)]}


def _keep_step(request: PersonRequest, step: str, fields: Fields, now: datetime) -> bool:
    """False when it is longer than any draft may be; the page then shows it again."""
    try:
        services.keep_step(actor=request.user, client=request.user, step=step, fields=fields, now=now)
    except ValueError:
        return False
    return True


def _next(step: str, go: str | None) -> str:
    place = STEPS.index(step)
    move = {"back": -1, "stay": 0}.get(go or "", 1)
    return STEPS[min(max(place + move, 0), len(STEPS) - 1)]


def _send_check_in(request: PersonRequest, kept: dict[str, KeptStep], row: uuid.UUID, now: datetime) -> HttpResponse:
    """The whole check-in. A step that cannot be read leads back to that step, with nothing lost."""
    try:
        answers = answers_of(kept)
    except NotYet as not_yet:
        _keep_step(request, STEPS[-1], kept[STEPS[-1]].fields, now)
        return redirect("body:check_in", step=not_yet.step)
    if answers.is_empty:
        services.begin_afresh(actor=request.user, client=request.user)
    else:
        _save_or_amend(request, answers, row, now, only_last=list(kept) == [STEPS[-1]])
    return redirect("home:offers")


def _save_or_amend(request: PersonRequest, answers: Answers, row: uuid.UUID, now: datetime, *, only_last: bool) -> None:
    who = request.user
    if not (only_last and services.amend_check_in(actor=who, client=who, answers=answers, now=now)):
        services.save_check_in(actor=who, client=who, row=row, answers=answers, now=now)


def _briefly(request: PersonRequest) -> HttpResponse:
    form = BrieflyStep(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answers = Answers(**form.cleaned_data)
        word = seal_answers(request.user, answers, timezone.now())
        return redirect(f"{reverse('home:offers')}?{urlencode({'with': word})}")
    rests = request.user.resting_since is not None
    return render(request, "body/check_in_briefly.html", {"form": form, "rests": rests, "place": "now"})


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
    page = {"form": form, "row": row, "keeps": queries.keeps(request.user), "place": "now"}
    return render(request, "body/moment.html", page)


def moment_words(request: PersonRequest, moment: uuid.UUID) -> HttpResponse:
    found = _own_moment(request, moment)
    form = MomentForm(request.POST or None, initial={"words": found.words})
    if request.method == "POST" and form.is_valid():
        services.word_moment(actor=request.user, moment=found, words=form.cleaned_data["words"])
        return redirect("home:traces")
    page = {"form": form, "moment": found, "keeps": queries.keeps(request.user), "place": "now"}
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


def ask_me(request: PersonRequest) -> HttpResponse:
    kept = queries.kept_request(request.user)
    form = AskMeForm(request.POST or None, initial={"words": "".join(kept.fields.get("words", []))} if kept else None)
    if request.method == "POST" and form.is_valid():
        services.ask_me(
            actor=request.user,
            client=request.user,
            row=row_id(request.POST.get("row")),
            words=form.cleaned_data["words"],
            now=submission_time(request, timezone.now()),
        )
        return redirect("body:ask_me")
    page = {
        "form": form,
        "row": row_id(request.POST.get("row")) if form.is_bound else new_id(),
        "kept": kept,
        "requests": queries.open_requests(request.user),
        "keeps": queries.keeps(request.user),
        "reader": queries.reader_of(request.user),
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
