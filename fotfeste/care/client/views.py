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

from fotfeste.body.ask_me.services import mark_taken_up
from fotfeste.body.models import AskMe
from fotfeste.care import descriptions
from fotfeste.care.client.state_chart import draw_state_chart
from fotfeste.care.limits.descriptions import describe_limits
from fotfeste.care.queries import PERIODS, ClientPage, Traces, get_followed_client, read_client_page
from fotfeste.constellations.constellation_labels import MODES, PHASES
from fotfeste.kit.staff_pages import staff_page
from fotfeste.people.person_request import PersonRequest
from fotfeste.privacy import trail

NEWEST = 6
MORE = 60  # earlier ones of each kind, shown when she asks for them; the drawing holds all of the period


@require_GET
def client(request: PersonRequest, client: uuid.UUID) -> HttpResponse:
    now, after = timezone.now(), request.GET.get("notes", "")
    page = read_client_page(
        request.user,
        get_followed_client(request.user, client),
        since=request.GET.get("since", ""),
        notes_after=int(after) if re.fullmatch(r"[0-9]{1,6}", after) else 0,
        now=now,
    )
    context = _describe_page(page, shows_more=request.GET.get("whole") == "1")
    trail.record_each(actor=request.user, clients=[page.client], whats=page.read, why="preparing", now=now)
    return staff_page(request, "clients", "care/client/client.html", context)


def _describe_page(page: ClientPage, shows_more: bool) -> dict[str, Any]:
    return {
        "page": page,
        "client": page.client,
        "period": page.period,
        "periods": PERIODS,
        "name": descriptions.get_note_names(page.client.basis),
        "limits": describe_limits(page.terms),
        "modes": MODES,
        "phases": PHASES,
        "newest": NEWEST,
        "whole": shows_more,
        **(_describe_traces(page.traces, NEWEST + MORE if shows_more else NEWEST) if page.traces else {}),
    }


def _describe_traces(traces: Traces, shows: int) -> dict[str, Any]:
    timed = [(check_in.at, check_in.answers) for check_in in traces.check_ins]
    return {
        "traces": traces,
        "state_chart": draw_state_chart(timed, traces.period.start, traces.period.end) if timed else None,
        "in_short": descriptions.describe_counts(traces),
        "wave_in_words": descriptions.describe_activation_wave(traces),
        "gap_in_words": descriptions.describe_safety_gap(traces),
        "check_ins": [descriptions.describe_check_in(each) for each in traces.check_ins[:shows]],
        "runs": [descriptions.describe_run(run, get_language() or "nb") for run in traces.runs[:shows]],
        "moments": traces.moments[:shows],
    }


@require_POST
def take_up_ask_me(request: PersonRequest, ask_me: uuid.UUID) -> HttpResponse:
    asked = get_object_or_404(AskMe.objects.visible_to(request.user).select_related("client"), pk=ask_me)
    mark_taken_up(actor=request.user, ask_me=asked, now=timezone.now())
    messages.success(request, _("Marked as talked about. The client can see it."))
    return redirect("care:client", asked.client_id)
