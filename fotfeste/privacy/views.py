"""A client's own say: what is kept, who reads it, a copy of it, a rest from it, the end of it."""

import re

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from fotfeste.people.person_request import PersonRequest
from fotfeste.privacy import queries, services
from fotfeste.privacy.consent_texts import TEXTS
from fotfeste.privacy.export import build_copy, build_file_name
from fotfeste.privacy.forgetting import WorksHere, forget_client, must_keep_record
from fotfeste.privacy.forms import ForgetForm
from fotfeste.privacy.models import ConsentTo
from fotfeste.privacy.welcome_steps import list_steps, next_step


def welcome(request: PersonRequest) -> HttpResponse:
    """The first time: what is kept, who reads, one's rights; then each consent by itself; any step can be left."""
    bonds = queries.open_bonds(request.user)
    questions = {q.to.value: q for q in queries.consent_questions(request.user, bonds, _("Your therapist"))}
    steps = list_steps(questions)
    step = request.GET.get("step", steps[0])
    if step not in steps:
        raise Http404
    place = steps.index(step)
    page = {
        "step": step,
        "number": place + 1,
        "of": len(steps),
        "back": steps[place - 1] if place else "",
        "next": next_step(steps, step),
        "question": questions.get(step),
        "questions": questions.values(),
        "bonds": bonds,
        "who": queries.join_therapist_names(bonds),
        "journal": queries.is_journal_required(bonds),
    }
    return render(request, f"privacy/welcome_{'consent' if step in questions else step}.html", page)


def consents(request: PersonRequest) -> HttpResponse:
    bonds = queries.open_bonds(request.user)
    page = {
        "questions": queries.consent_questions(request.user, bonds, _("Your therapist")),
        "journal": queries.is_journal_required(bonds),
        "past": queries.past_consents(request.user),
        "place": "me",
    }
    return render(request, "privacy/consents.html", page)


@require_POST
def consent(request: PersonRequest, to: str) -> HttpResponse:
    """A yes begins, a no ends; `step` leads on through the welcome."""
    if to not in ConsentTo.values:
        raise Http404
    client, now, subject = request.user, timezone.now(), ConsentTo(to)
    if request.POST.get("answer") == "yes":
        services.give_consent(actor=client, client=client, to=subject, now=now)
    elif services.withdraw_consent(actor=client, client=client, to=subject, now=now):
        messages.info(request, TEXTS[subject].withdrawing)
    if step := request.POST.get("step"):
        return redirect(f"{reverse('privacy:welcome')}?{urlencode({'step': step})}")
    return redirect("privacy:consents")


def readers(request: PersonRequest) -> HttpResponse:
    before = request.GET.get("before", "")
    rows, more = queries.list_readings(request.user, int(before) if re.fullmatch(r"[0-9]{1,9}", before) else None)
    page = {
        "days": queries.group_by_day(rows),
        "last": rows[-1] if more else None,
        "is_first": not before,
        "place": "me",
    }
    return render(request, "privacy/readers.html", page)


def export(request: PersonRequest) -> HttpResponse:
    """Asking shows what the copy is; sending gives it. It is made on the spot and kept nowhere."""
    if request.method != "POST":
        return render(request, "privacy/export.html", {"place": "me"})
    now = timezone.now()
    answer = HttpResponse(build_copy(actor=request.user, client=request.user, now=now), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{build_file_name(now)}"'
    answer["Cache-Control"] = "no-store"
    return answer


def pause(request: PersonRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "privacy/rest.html", {"place": "me", "resting": request.user.resting_since})
    if request.POST.get("answer") == "rest":
        services.pause_account(actor=request.user, client=request.user, now=timezone.now())
    else:
        services.resume_account(actor=request.user, client=request.user)
    return redirect("privacy:rest")


@sensitive_post_parameters("password")
def forget(request: PersonRequest) -> HttpResponse:
    """First what happens, then a tick and the password. Afterwards there is nobody signed in."""
    client = request.user
    page = {"keeps_record": must_keep_record(client), "place": "me"}
    if request.method != "POST" and request.GET.get("step") != "sure":
        return render(request, "privacy/forget.html", page)
    form = ForgetForm(client, request.POST or None)
    if form.is_valid():
        try:
            forget_client(actor=client, client=client, now=timezone.now())
            return _sign_out_to_farewell(request)
        except WorksHere as refusal:
            form.add_error(None, str(refusal))
    return render(request, "privacy/forget_sure.html", {**page, "form": form})


def _sign_out_to_farewell(request: HttpRequest) -> HttpResponse:
    logout(request)
    answer = redirect("privacy:forgotten")
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def farewell(request: HttpRequest) -> HttpResponse:
    return render(request, "privacy/forgotten.html")
