"""The check-in in three steps; in one short page for who does not keep check-ins here."""

from datetime import datetime

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from fotfeste.body.check_in import check_in_draft, flow, services
from fotfeste.body.check_in.flow import STEPS, Effect, Kept, StepAnswer, Transition
from fotfeste.body.check_in.forms import STEP_FORMS, BrieflyStep, StepForm, form_of, read_answers
from fotfeste.body.check_in_answers import Answers
from fotfeste.body.unstored_answers import seal_answers
from fotfeste.kit.idempotency import lock_person
from fotfeste.people.person_request import PersonRequest
from fotfeste.privacy.access import may_keep

BRIEFLY = "briefly"


def check_in(request: PersonRequest, step: str) -> HttpResponse:
    """One step, asked or answered. Who does not keep check-ins here gets one short page instead."""
    if step not in (*STEPS, BRIEFLY):
        raise Http404
    if not may_keep(request.user):
        return _briefly(request) if step == BRIEFLY else redirect("body:check_in", step=BRIEFLY)
    if step == BRIEFLY:
        return redirect("body:check_in", step=STEPS[0])
    if request.method == "POST":
        return _take_answer(request, step, timezone.now())
    kept = check_in_draft.find_kept_steps(request.user)
    form = form_of(step, kept[step].fields if step in kept else None)
    return _render_step(request, step, form, kept)


def _render_step(request: PersonRequest, step: str, form: StepForm, kept: Kept) -> HttpResponse:
    page = {
        "form": form,
        "row": check_in_draft.choose_check_in_id(kept, request.user, request.POST.get("row")),
        "step": step,
        "number": STEPS.index(step) + 1,
        "of": len(STEPS),
        "draft": check_in_draft.DRAFT_NAMES[step],
        "kept": kept.get(step),
        "is_stale": flow.is_stale(kept, timezone.now()),
        "place": "now",
    }
    return render(request, f"body/check_in_{step}.html", page)


@transaction.atomic
def _take_answer(request: PersonRequest, step: str, now: datetime) -> HttpResponse:
    """What is kept decides what an answer means, so one answer of hers is taken after the other."""
    lock_person(request.user)
    kept = check_in_draft.find_kept_steps(request.user)
    form = STEP_FORMS[step](request.POST)
    answer = _answer_in(request, step, form, kept)
    follows, answers = flow.answer_step(kept, answer, now), None
    if follows.effect is Effect.READ:
        reading = read_answers(flow.fields_to_read(follows.kept))
        follows, answers = flow.finish(follows.kept, reading), reading.answers
    if not _store(request, answer, follows, answers, now):
        return _render_step(request, step, form, kept)
    return redirect("body:check_in", step=follows.step) if follows.step else redirect("home:offers")


def _answer_in(request: PersonRequest, step: str, form: StepForm, kept: Kept) -> StepAnswer:
    press = request.POST.get("go", "")
    row = check_in_draft.choose_check_in_id(
        kept, request.user, request.POST.get("row"), may_be_sent=flow.ends_check_in(step, press)
    )
    fields = {name: request.POST.getlist(name) for name in request.POST}
    return StepAnswer(step, press, fields, str(row), is_readable=form.is_valid())


def _store(
    request: PersonRequest, answer: StepAnswer, follows: Transition, answers: Answers | None, now: datetime
) -> bool:
    """False when nothing is stored and the step is shown again: it has faults, or is longer than any draft may be."""
    who = request.user
    if follows.effect is Effect.KEEP:
        fields = follows.kept[answer.step].fields
        return services.keep_step(actor=who, client=who, step=answer.step, fields=fields, now=now)
    if follows.effect is Effect.BEGIN_AFRESH:
        services.begin_afresh(actor=who, client=who)
    elif answers:
        services.send_check_in(
            actor=who, client=who, row=answer.row, answers=answers, now=now, may_amend=follows.may_amend
        )
    return follows.effect is not Effect.ASK_AGAIN


def _briefly(request: PersonRequest) -> HttpResponse:
    form = BrieflyStep(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answers = Answers(**form.cleaned_data)
        word = seal_answers(request.user, answers, timezone.now())
        return redirect(f"{reverse('home:offers')}?{urlencode({'with': word})}")
    rests = request.user.resting_since is not None
    return render(request, "body/check_in_briefly.html", {"form": form, "rests": rests, "place": "now"})
