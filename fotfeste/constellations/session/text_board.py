"""The whole constellation in words, and one line to lead it by. Works by keyboard alone, and without JavaScript."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fotfeste.constellations.access_audit import record_board_access
from fotfeste.constellations.board import BoardView, Command, SeatView, seat_view
from fotfeste.constellations.language import describe
from fotfeste.constellations.language.line_parser import LineResult, parse_line
from fotfeste.constellations.models import Seat
from fotfeste.constellations.refusals import refusal_sentence
from fotfeste.constellations.services import BoardRefused, current_view, submit_command
from fotfeste.constellations.session.command_forms import parse_command_id
from fotfeste.constellations.session.phone_remote import build_remote
from fotfeste.constellations.session.views import get_seat_or_404
from fotfeste.constellations.store.event_store import load_state

PAGE_TEMPLATE = "constellations/session/words.html"
DESCRIPTION_TEMPLATE = "constellations/session/text_board_description.html"
REMOTE_TEMPLATE = "constellations/session/remote.html"


@dataclass(frozen=True)
class LineReply:
    """What is said back. `kept`: the typed line stays in the field, because nothing came of it."""

    words: str = ""
    kept: str = ""
    noticed: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
def text_board_page(request: HttpRequest, constellation: UUID) -> HttpResponse:
    seat = get_seat_or_404(request, constellation)
    record_board_access(seat, timezone.now())
    if "since" in request.GET:
        return _render_changes(request, seat)
    answer = answer_line(request, seat) if request.method == "POST" else LineReply()
    if _wants_json(request):
        return _json_response(
            _description_data(request, seat) | {"answer": answer.words, "kept": answer.kept, "id": str(uuid4())}
        )
    if "remote" in request.GET:
        return render(request, REMOTE_TEMPLATE, _remote_context(request, seat, answer))
    return render(request, PAGE_TEMPLATE, _page_context(seat, answer))


def _page_context(seat: Seat, answer: LineReply) -> dict[str, Any]:
    view = current_view(seat)
    return {"seat": seat, "view": view, "answer": answer, "fresh": uuid4(), **_description_context(view)}


def _remote_context(request: HttpRequest, seat: Seat, answer: LineReply) -> dict[str, Any]:
    view = current_view(seat)
    offers = build_remote(view, request.GET.get("anchor", ""))
    return {"seat": seat, "view": view, "answer": answer, "remote": offers, "fresh": uuid4(), "fresh_too": uuid4()}


def _description_context(view: SeatView) -> dict[str, Any]:
    if isinstance(view, BoardView):
        return {"sections": describe.all_sections(view), "examples": describe.list_examples(view)}
    return {"sections": [], "examples": []}


# ---- a typed line ----------------------------------------------------------------------------------------------------


def answer_line(request: HttpRequest, seat: Seat) -> LineReply:
    """Read the line against what this seat sees now, do it, and say in words what was done."""
    noticed = request.POST.get("noticed", "").strip()
    said = f"I notice {noticed}" if noticed else request.POST.get("said", "").strip()
    if not said:
        return LineReply()
    heard = parse_line(
        current_view(seat),
        said,
        seen_seq=_parse_number(request.POST.get("seen", "")),
        phase_seen=request.POST.get("phase", ""),
    )
    if not heard.commands:
        return LineReply(heard.say, "" if heard.is_clear else said, noticed)
    return _execute_line(request, seat, heard, said, noticed)


def _execute_line(request: HttpRequest, seat: Seat, heard: LineResult, said: str, noticed: str) -> LineReply:
    """All of it in order. What came before a refusal stays done, and is said."""
    before = current_view(seat)
    try:
        _send_commands(request, seat, heard.commands)
    except BoardRefused as refused:
        return LineReply(
            " ".join([*_describe_partial_result(before, current_view(seat), heard), refusal_sentence(refused.code)]),
            said,
            noticed,
        )
    view = current_view(seat)
    if view.seq == before.seq:
        return LineReply(_("That is so already. Nothing was changed."))
    return LineReply(heard.say or _describe_result(view, heard))


def _send_commands(request: HttpRequest, seat: Seat, commands: Sequence[Command]) -> None:
    """Each command has an id of its own, made from the form's, so that a form sent twice is done once."""
    one = parse_command_id(request.POST.dict())
    for place, command in enumerate(commands):
        each = uuid5(one, str(place)) if place else one
        submit_command(
            seat=seat, command=command, command_id=each, session=request.session.session_key, now=timezone.now()
        )


def _describe_partial_result(before: SeatView, view: SeatView, heard: LineResult) -> list[str]:
    return [_describe_result(view, heard)] if view.seq != before.seq and heard.about else []


def _describe_result(view: SeatView, heard: LineResult) -> str:
    if isinstance(view, BoardView) and heard.about in view.figures:
        return describe.describe_figure(view, heard.about)
    return _("Done.")


def _parse_number(number: str) -> int:
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0


# ---- kept up to date -------------------------------------------------------------------------------------------------


def _render_changes(request: HttpRequest, seat: Seat) -> HttpResponse:
    """204 while nothing has happened; else the description anew, and in a few sentences what is new in it."""
    since = _parse_number(request.GET["since"])
    view = current_view(seat)
    if view.seq <= since:
        return HttpResponse(status=204)
    before = seat_view(load_state(seat.constellation_id, since), seat.key)
    news = describe.find_changes(before, view) if isinstance(view, BoardView) else []
    return _json_response(_description_data(request, seat) | {"news": news})


def _description_data(request: HttpRequest, seat: Seat) -> dict[str, Any]:
    view = current_view(seat)
    html = render_to_string(DESCRIPTION_TEMPLATE, _description_context(view) | {"view": view, "seat": seat}, request)
    return {"seq": view.seq, "phase": view.phase, "html": html}


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _json_response(said: dict[str, Any]) -> HttpResponse:
    return JsonResponse(said)
