"""The live board over HTTP: the page, its view as data, and every command as a form. Sockets only make it quicker."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from msgspec import UNSET

from fotfeste.constellations.access_audit import record_board_access
from fotfeste.constellations.board import Command, seat_view
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import Signal
from fotfeste.constellations.live.protocol import (
    PROTOCOL_VERSION,
    VERSION_PARAMETER,
    CommandAnswer,
    FormAnswer,
    RefusalFrame,
    ViewFrame,
    encode,
    read_version,
)
from fotfeste.constellations.models import Seat
from fotfeste.constellations.queries import find_seat
from fotfeste.constellations.refusals import OUTDATED_PAGE, refusal_sentence
from fotfeste.constellations.services import BoardRefused, current_view, submit_command
from fotfeste.constellations.session import phone_remote
from fotfeste.constellations.session.command_forms import parse_command, parse_command_id
from fotfeste.constellations.session.form_feedback import confirmation_for, refused_input
from fotfeste.constellations.session.page_context import RefusedInput, build_page_context
from fotfeste.constellations.session.page_data import custom_element_data
from fotfeste.people.models import Person

REFUSED_STATUS = 409


@require_GET
def board_page(request: HttpRequest, constellation: UUID) -> HttpResponse:
    seat = get_seat_or_404(request, constellation)
    if elsewhere := phone_remote.remote_url(request, constellation):
        return redirect(elsewhere)
    record_board_access(seat, timezone.now())
    return _render_page(request, seat, "board")


@require_GET
def board_parts(request: HttpRequest, constellation: UUID) -> HttpResponse:
    """Only the sections, for a page that keeps itself up to date. One of another version is told so in them."""
    seat = get_seat_or_404(request, constellation)
    record_board_access(seat, timezone.now())
    is_current = read_version(request.GET.get(VERSION_PARAMETER)) == PROTOCOL_VERSION
    return _render_page(request, seat, "parts", outdated="" if is_current else str(OUTDATED_PAGE))


@require_GET
def board_view(request: HttpRequest, constellation: UUID) -> HttpResponse:
    seat = get_seat_or_404(request, constellation)
    record_board_access(seat, timezone.now())
    return _json_response(ViewFrame(current_view(seat)))


@require_POST
def post_command(request: HttpRequest, constellation: UUID) -> HttpResponse:
    """One command. What cannot be done is said, and nothing typed is lost: a page's form is shown again by the page."""
    seat = get_seat_or_404(request, constellation)
    command, one = parse_command(request.POST.dict()), parse_command_id(request.POST.dict())
    if command is None:
        return _render_refusal(request, seat, one, "unreadable")
    return _execute_command(request, seat, command, one)


@require_POST
def post_stop(request: HttpRequest, constellation: UUID) -> HttpResponse:
    """STOP, by itself: nothing else has to work for it."""
    seat = get_seat_or_404(request, constellation)
    return _execute_command(request, seat, do.Send(Signal.STOP), parse_command_id(request.POST.dict()))


def get_seat_or_404(request: HttpRequest, constellation: UUID) -> Seat:
    person = request.user if isinstance(request.user, Person) else None
    seat = find_seat(person, request.session, constellation)
    if seat is None:
        raise Http404
    return seat


def _execute_command(request: HttpRequest, seat: Seat, command: Command, one: UUID) -> HttpResponse:
    try:
        seq, state = submit_command(
            seat=seat, command=command, command_id=one, session=request.session.session_key, now=timezone.now()
        )
    except BoardRefused as refused:
        return _render_refusal(request, seat, one, refused.code)
    record_board_access(
        seat, timezone.now()
    )  # the answer shows the board; what was asked is done by now, a stop above all
    said = confirmation_for(command)
    if _wants_json(request):
        return _json_response(CommandAnswer(str(one), seq, seat_view(state, seat.key), said or UNSET))
    if said:
        messages.info(request, said)
    if isinstance(command, do.Leave) and seat.person_id is None:
        return redirect("constellations:not_here")  # a guest's seat ends with it
    return redirect("constellations:board", seat.constellation_id)


def _render_refusal(request: HttpRequest, seat: Seat, one: UUID, code: str) -> HttpResponse:
    """Why not. A page without JavaScript is shown again with what was typed in it; it is never kept elsewhere."""
    said = refusal_sentence(code)
    if _wants_json(request):
        return _json_response(RefusalFrame(str(one), code, said), status=REFUSED_STATUS)
    if typed := refused_input(request.POST.dict(), said):
        record_board_access(seat, timezone.now())
        return _render_page(request, seat, "board", typed=typed, status=REFUSED_STATUS)
    messages.info(request, said)
    return redirect("constellations:board", seat.constellation_id)


def _render_page(
    request: HttpRequest,
    seat: Seat,
    name: str,
    *,
    typed: RefusedInput | None = None,
    outdated: str = "",
    status: int = 200,
) -> HttpResponse:
    view = current_view(seat)
    context = build_page_context(view, seat, typed) | (custom_element_data(view) if name == "board" else {})
    context |= {"outdated": outdated, "parts_address": _parts_address(seat)}
    return render(request, f"constellations/session/{name}.html", context, status=status)


def _parts_address(seat: Seat) -> str:
    """Where a page asks for its sections anew, with the version it will still speak then."""
    return f"{reverse('constellations:parts', args=[seat.constellation_id])}?{VERSION_PARAMETER}={PROTOCOL_VERSION}"


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _json_response(answer: FormAnswer, status: int = 200) -> HttpResponse:
    return HttpResponse(encode(answer), content_type="application/json", status=status)
