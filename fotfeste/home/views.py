"""The client's places: Nå, Spor, Meg. Each page is put together here from the rooms below."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fotfeste.body.check_in.flow import STEPS
from fotfeste.body.check_in_answers import Answers
from fotfeste.body.queries import latest_check_in
from fotfeste.body.unstored_answers import open_answers
from fotfeste.body.vocabulary import describe_answers
from fotfeste.constellations.home_page import HomePageConstellations, find_home_page_constellations
from fotfeste.home.drawings import draw_moments_twig, draw_safety_gap
from fotfeste.home.months import parse_month
from fotfeste.home.queries import build_offers, find_responsible, first_anchors
from fotfeste.home.timeline import collect_traces
from fotfeste.kit.idempotency import new_id
from fotfeste.kit.keyring import preload_keys
from fotfeste.pace.day_after import record_day_after
from fotfeste.people.person_request import PersonRequest
from fotfeste.safety.queries import list_anchors

DAYS_AT_FIRST = 7  # enough to read at a time; the drawing above them is of the whole month


def now(request: PersonRequest) -> HttpResponse:
    """How the body is now: the check-in, or softly what she said in the last hours."""
    preload_keys([request.user.pk])
    moment = timezone.now()
    latest, constellations = latest_check_in(request.user, moment), find_home_page_constellations(request.user, moment)
    if latest is None and constellations.is_running:  # nothing is asked before she is where the others wait
        return render(request, "home/offers.html", _offers(request, None, constellations))
    if latest is None:
        return redirect("body:check_in", step=STEPS[0])
    page = _offers(request, latest.answers, constellations)
    return render(request, "home/now.html", {**page, "latest": latest, "spoken": describe_answers(latest.answers)})


def offers(request: PersonRequest) -> HttpResponse:
    """Up to three offers, 'jording' and 'ikke i dag'. Answers that are not kept come sealed in the address."""
    preload_keys([request.user.pk])
    moment = timezone.now()
    sealed = request.GET.get("with")
    sealed_answers = open_answers(request.user, sealed, moment) if sealed else None
    beside = find_home_page_constellations(request.user, moment)
    return render(request, "home/offers.html", _offers(request, sealed_answers, beside))


def _offers(
    request: PersonRequest, answers: Answers | None, constellations: HomePageConstellations
) -> dict[str, object]:
    offers = build_offers(request.user, answers, timezone.now(), get_language() or "nb")
    return {
        "offers": offers,
        "near": constellations,
        "anchors": first_anchors(request.user),
        "keeps": offers.may_keep,
        "row": new_id(),
        "place": "now",
    }


@require_POST
def day_after(request: PersonRequest, dose: UUID) -> HttpResponse:
    """Whether it was heavier afterwards; anything else than yes and no is leaving it, and nothing is said of that."""
    felt_worse = {"yes": True, "no": False}.get(request.POST.get("said", ""))
    is_recorded = record_day_after(
        actor=request.user, client=request.user, dose_id=dose, felt_worse=felt_worse, now=timezone.now()
    )
    if is_recorded and felt_worse is not None:
        messages.success(request, _("It is kept, and what is offered takes it into account. Nobody is told now."))
    return redirect("home:offers" if request.POST.get("on") == "offers" else "home:now")


def not_today(request: PersonRequest) -> HttpResponse:
    """A whole ending. Nothing is stored about it."""
    return render(request, "home/not_today.html", {"place": "now"})


def traces(request: PersonRequest) -> HttpResponse:
    preload_keys([request.user.pk])
    moment = timezone.now()
    month = parse_month(request.GET.get("month", ""), moment)
    month_traces = collect_traces(request.user, month)
    days = month_traces.days if request.GET.get("whole") == "1" else month_traces.days[:DAYS_AT_FIRST]
    today = timezone.localdate(moment)
    page = {
        "month": month,
        "traces": month_traces,
        "days": days,
        "days_at_first": DAYS_AT_FIRST,
        "has_more": len(days) < len(month_traces.days),
        "gap": draw_safety_gap(month_traces.check_ins),
        "twig": draw_moments_twig(month_traces.moments_so_far),
        "today": today,
        "yesterday": today - timedelta(days=1),
        "place": "traces",
    }
    return render(request, "home/traces.html", page)


def me(request: PersonRequest) -> HttpResponse:
    responsible = find_responsible(request.user)
    preload_keys(person.pk for person in (request.user, responsible.therapist, responsible.lead) if person)
    page = {"responsible": responsible, "anchors": list_anchors(request.user), "place": "me"}
    return render(request, "home/me.html", page)
