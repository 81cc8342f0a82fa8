"""The shelf and the player. Where she is lies in the run; without consent to keep, it lies in the address instead."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from fotfeste.body.queries import find_reader
from fotfeste.body.vocabulary import ACTIVATION
from fotfeste.kit.deferred_submission import is_deferred, submission_time
from fotfeste.kit.idempotency import new_id, row_id
from fotfeste.pace.services import find_limit_terms
from fotfeste.people.person_request import PersonRequest
from fotfeste.practices import labels, queries, services
from fotfeste.practices.catalogue import Entry, UnknownPracticeError, find_practice, find_source
from fotfeste.practices.format import Practice
from fotfeste.practices.forms import AfterwardsForm, describe_feeling
from fotfeste.practices.models import Run
from fotfeste.practices.player_position import DONE, MOVES, STOPPED, apply_move, find_position
from fotfeste.practices.run_record import Course
from fotfeste.privacy.access import may_keep

_READING_PAGES = {"pause": "paused", DONE: "read_through", STOPPED: "stopped"}


def library(request: PersonRequest) -> HttpResponse:
    terms = find_limit_terms(request.user)
    left_open = queries.find_open_run(request.user, timezone.now())
    open_practice = services.find_run_practice(left_open, _current_language()) if left_open else None
    if open_practice and not queries.build_entry(open_practice, terms).is_open:
        open_practice = None  # closed since: she may finish it where it stands open, but is not called back to it
    return _render_page(
        request,
        "library",
        {"shelf": queries.build_menu(terms, _current_language()), "left_open": left_open, "begun": open_practice},
    )


def practice(request: PersonRequest, slug: str) -> HttpResponse:
    entry = _get_entry(request, slug)
    if not entry.is_open:
        return _render_page(request, "closed", {"practice": entry.practice})
    context = {
        "entry": entry,
        "practice": entry.practice,
        "shorter": entry.practice.variant(softer=True),
        "source": find_source(entry.practice.source, _current_language()),
        "keeps": may_keep(request.user),
        "row": new_id(),
        "dose": request.GET.get("dose", ""),
    }
    return _render_page(request, "practice", context)


@require_POST
def begin(request: PersonRequest, slug: str) -> HttpResponse:
    """One row per form, however often it is sent. Without consent to keep, it is read and nothing is stored."""
    softer = request.POST.get("softer") == "1"
    if not may_keep(request.user):
        _get_entry(request, slug)
        return _refuse_deferred(request) or _redirect_to_reading(slug, softer="1" if softer else "")
    try:
        run = services.begin_run(
            actor=request.user,
            client=request.user,
            row=row_id(request.POST.get("row")),
            slug=slug,
            softer=softer,
            dose_id=_parse_dose_id(request),
            language=_current_language(),
            now=submission_time(request, timezone.now()),
        )
    except services.ClosedNow:
        return _refuse_deferred(request) or redirect("practices:practice", slug)
    return redirect("practices:step", run.pk)


def read(request: PersonRequest, slug: str) -> HttpResponse:
    """The same player without a run: where she is lies in the address, and nothing is kept."""
    entry = _get_entry(request, slug)
    if not entry.is_open:
        return redirect("practices:practice", slug)
    softer = request.GET.get("softer") == "1" or not entry.usual
    course = Course(
        slug=slug, version="", language=_current_language(), step=request.GET.get("step", ""), softer=softer
    )
    move = request.GET.get("move", "")
    if move in MOVES:
        return _move_in_reading(entry.practice, course, move, withdrawn=request.GET.get("withdrawn", ""))
    page = _READING_PAGES.get(request.GET.get("now", ""), "read")
    context = {"here": find_position(entry.practice, course), "practice": entry.practice, "colour": entry.colour}
    return _render_page(request, page, {**context, "withdrawn": request.GET.get("withdrawn") == "1"})


def step(request: PersonRequest, run_id: UUID) -> HttpResponse:
    run = _get_run(request, run_id)
    practice = services.find_run_practice(run, _current_language())
    if practice is None and not run.ended_at:
        return _render_page(request, "practice_withdrawn", {})
    if practice is None or run.course.ended == DONE:
        return redirect(
            "practices:finished" if services.is_afterwards_answered(run.course) else "practices:afterwards", run.pk
        )
    if run.ended_at:
        return _render_page(request, "stopped", {"run": run, "practice": practice})
    if not may_keep(request.user):
        softer = "1" if run.course.softer else ""
        return _redirect_to_reading(run.course.slug, step=run.course.step, softer=softer, withdrawn="1")
    page = "paused" if request.GET.get("now") == "pause" else "step"
    here, colour = find_position(practice, run.course), labels.FAMILY_COLOURS.get(practice.family, "spruce")
    return _render_page(request, page, {"run": run, "here": here, "practice": practice, "colour": colour})


@require_POST
def move(request: PersonRequest, run_id: UUID) -> HttpResponse:
    run = _get_run(request, run_id)
    move, shown = request.POST.get("move", ""), request.POST.get("step", "")
    if move not in MOVES:
        return redirect("practices:step", run.pk)
    if not may_keep(request.user):
        practice = services.find_run_practice(run, _current_language())
        return (
            _move_in_reading(practice, run.course, move, withdrawn="1") if practice else redirect("practices:library")
        )
    run = services.move_run(
        actor=request.user, run=run, move=move, step=shown, now=submission_time(request, timezone.now())
    )
    paused = move == "pause" and run.ended_at is None
    return redirect(reverse("practices:step", args=[run.pk]) + ("?now=pause" if paused else ""))


def afterwards(request: PersonRequest, run_id: UUID) -> HttpResponse:
    run = _get_run(request, run_id)
    if run.ended_at is None:
        return _refuse_deferred(request) or redirect("practices:step", run.pk)
    if services.is_afterwards_answered(run.course):
        return redirect("practices:finished", run.pk)
    if not may_keep(request.user):
        return _refuse_deferred(request) or redirect("practices:finished", run.pk)
    form = AfterwardsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.finish_run(actor=request.user, run=run, **form.answers(), now=submission_time(request, timezone.now()))
        return redirect("practices:finished", run.pk)
    return _render_page(request, "afterwards", {"run": run, "form": form, "reader": find_reader(request.user)})


def finished_page(request: PersonRequest, run_id: UUID) -> HttpResponse:
    run = _get_run(request, run_id)
    if run.ended_at is None:
        return redirect("practices:step", run.pk)
    context = {
        "run": run,
        "practice": services.find_run_practice(run, _current_language()),
        "answered": services.is_afterwards_answered(run.course),
        "keeps": may_keep(request.user),
        "stopped": run.course.ended == STOPPED,
        "activation": str(ACTIVATION[run.course.activation]),
        "felt": describe_feeling(run.course),
    }
    return _render_page(request, "finished", context)


def _render_page(request: PersonRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, f"practices/{name}.html", {"place": "practice", **context})


def _refuse_deferred(request: PersonRequest) -> HttpResponse | None:
    """For a phone that sends late: a redirect would look to it as if all had been kept."""
    return HttpResponse(status=409) if is_deferred(request) else None


def _current_language() -> str:
    return (get_language() or "nb")[:2]


def _get_entry(request: PersonRequest, slug: str) -> Entry:
    """The practice if it is on her menu; otherwise it does not exist."""
    terms = find_limit_terms(request.user)
    try:
        practice_on_menu = find_practice(slug, _current_language())
    except UnknownPracticeError:
        raise Http404 from None
    if not queries.is_on_her_menu(slug, terms):
        raise Http404
    return queries.build_entry(practice_on_menu, terms)


def _get_run(request: PersonRequest, run_id: UUID) -> Run:
    """Her own run; anyone else's is no run at all."""
    run: Run = get_object_or_404(Run.objects.visible_to(request.user), pk=run_id, client=request.user)
    return run


def _parse_dose_id(request: PersonRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("dose", ""))
    except ValueError:
        return None


def _redirect_to_reading(slug: str, **parameters: str) -> HttpResponse:
    """`step`, `softer`, `withdrawn` and `now` (pause, done, stopped), as far as they say something."""
    query = urlencode({name: value for name, value in parameters.items() if value})
    return redirect(reverse("practices:read", args=[slug]) + (f"?{query}" if query else ""))


def _move_in_reading(practice: Practice, course: Course, move: str, **parameters: str) -> HttpResponse:
    """Where a move leads when nothing is kept."""
    shown_step = find_position(practice, course).step.id
    next_course = apply_move(practice, course, move, shown_step)
    if next_course.ended:
        return _redirect_to_reading(practice.slug, now=next_course.ended, **parameters)
    softer, now = "1" if next_course.softer else "", "pause" if move == "pause" else ""
    return _redirect_to_reading(
        practice.slug, step=next_course.step or shown_step, softer=softer, now=now, **parameters
    )
