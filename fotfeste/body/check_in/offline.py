"""A check-in that was answered without a net: all steps at once, and once only."""

import uuid
from datetime import datetime

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from fotfeste.body.check_in import check_in_draft, services
from fotfeste.body.check_in.flow import STEPS, KeptStep, fields_to_read
from fotfeste.body.check_in.forms import read_answers
from fotfeste.kit.deferred_submission import submission_time
from fotfeste.people.person_request import PersonRequest


@require_POST
def save_offline_check_in(request: PersonRequest) -> HttpResponse:
    """Steps named in `answered` come with the form. The others are those begun on the server under the same id.

    What cannot be read is answered with 422; the phone then keeps it.
    """
    try:
        row = uuid.UUID(request.POST.get("row", ""))
        at = submission_time(request, timezone.now())
    except ValueError:
        return JsonResponse({"row": "missing"}, status=422)
    begun = _steps_begun_online(request, row)
    reading = read_answers(fields_to_read({**begun, **_steps_in_form(request, at)}))
    if reading.faulty_step:
        return JsonResponse({"step": reading.faulty_step}, status=422)
    if reading.answers:
        services.save_check_in(
            actor=request.user, client=request.user, row=row, answers=reading.answers, now=at, ends_begun=bool(begun)
        )
    return JsonResponse({})


def _steps_begun_online(request: PersonRequest, row: uuid.UUID) -> dict[str, KeptStep]:
    kept = check_in_draft.find_kept_steps(request.user)
    return kept if str(row) in check_in_draft.read_check_in_ids(kept) else {}


def _steps_in_form(request: PersonRequest, at: datetime) -> dict[str, KeptStep]:
    fields = {name: request.POST.getlist(name) for name in request.POST}
    return {step: KeptStep(fields, at) for step in STEPS if step in fields.get("answered", [])}
