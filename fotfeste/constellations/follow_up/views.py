"""The client's own pages: her constellations, and how it has been since."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fotfeste.constellations.follow_up.answer_labels import describe_answers
from fotfeste.constellations.follow_up.forms import CheckBackForm
from fotfeste.constellations.follow_up.own_constellations import list_own_constellations
from fotfeste.constellations.follow_up.services import AnswerNotSaved, check_back_draft_name, save_check_back
from fotfeste.constellations.models import CheckBack, Constellation
from fotfeste.kit.idempotency import new_id, row_id
from fotfeste.kit.models import Draft
from fotfeste.kit.template_tags import whole_day
from fotfeste.pace.services import is_assisted
from fotfeste.people.person_request import PersonRequest
from fotfeste.privacy.access import Act, clients_of
from fotfeste.safety.models import HarmEntry, HarmTo
from fotfeste.safety.queries import HarmReader, find_harm_readers
from fotfeste.safety.services import NoReader


@require_GET
def own_constellations(request: PersonRequest) -> HttpResponse:
    coming, earlier = list_own_constellations(request.user)
    return render(
        request,
        "constellations/follow_up/my_constellations.html",
        {"coming": coming, "earlier": earlier, "place": "me"},
    )


def check_back(request: PersonRequest, constellation: UUID) -> HttpResponse:
    """Asked once. What was answered stands, and is shown again; what cannot be kept is never lost from the page."""
    one = get_object_or_404(
        Constellation.objects.visible_to(request.user).filter(client=request.user), pk=constellation
    )
    if not one.is_over or one.begun_at is None:
        return redirect("constellations:mine")
    draft = Draft.objects.filter(person=request.user, form=check_back_draft_name(one)).first()
    form = CheckBackForm(request.POST or None, readers=find_harm_readers(request.user), initial=_draft_values(draft))
    if request.method == "POST" and form.is_valid() and _save_answer(request, one, form):
        return redirect("constellations:since", one.pk)
    if request.method != "POST" and (back := CheckBack.objects.filter(constellation=one).first()):
        return _render_saved_answer(request, one, back)
    page = {
        "one": one,
        "form": form,
        "row": row_id(request.POST.get("row")) if form.is_bound else new_id(),
        "draft": check_back_draft_name(one),
        "kept": None if form.is_bound else draft,
        "keeps": clients_of(request.user, Act.KEEP).exists(),
        "is_assisted": is_assisted(request.user),
        "place": "me",
    }
    return render(request, "constellations/follow_up/follow_up_form.html", page)


def _draft_values(draft: Draft | None) -> dict[str, Any]:
    kept = draft.fields if draft else {}
    said = {name: values[0] for name, values in kept.items() if name in {"since", "words", "to"} and values}
    return said | {"effects": kept.get("effects", [])}


def _save_answer(request: PersonRequest, one: Constellation, form: CheckBackForm) -> bool:
    answers = form.answers()
    try:
        save_check_back(
            actor=request.user,
            constellation=one,
            row=row_id(request.POST.get("row")),
            answers=answers,
            reader=form.reader,
            message="\n".join([_subject_line(one, form.reader), *describe_answers(answers)]),
            now=timezone.now(),
        )
    except NoReader as gone:
        form.add_error("to", str(gone))
    except AnswerNotSaved as not_kept:
        form.add_error(None, str(not_kept))
    else:
        return True
    return False


def _subject_line(one: Constellation, reader: HarmReader | None) -> str:
    """The clinical lead is not told who she is, so not which day it was either."""
    if reader is None or reader.to != HarmTo.THERAPIST:
        return _("About a constellation:")
    return _("About the constellation on %(day)s:") % {"day": whole_day(one.closed_at or one.withdrawn_at)}


def _render_saved_answer(request: PersonRequest, one: Constellation, back: CheckBack) -> HttpResponse:
    entry = HarmEntry.objects.visible_to(request.user).filter(client=request.user, pk=back.pk).select_related("reader")
    page = {"one": one, "said": describe_answers(back.answers), "entry": entry.first(), "place": "me"}
    return render(request, "constellations/follow_up/follow_up_kept.html", page)
