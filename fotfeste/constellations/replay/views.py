"""Looking back, taking a picture with one, the numbers for the floor, and the wall."""

from typing import Any, TypeAlias
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_http_methods

from fotfeste.constellations.access_audit import record_board_access
from fotfeste.constellations.board import WALL, BoardView, OutsideView, SeatView, seat_view
from fotfeste.constellations.board.enums import Mode, Role
from fotfeste.constellations.language import describe
from fotfeste.constellations.language.custom_element_labels import board_labels
from fotfeste.constellations.language.phrases import MOMENTS, PHASES
from fotfeste.constellations.live.protocol import ViewFrame, encode
from fotfeste.constellations.models import Seat
from fotfeste.constellations.replay import replay_access
from fotfeste.constellations.replay.floor_places import MAX_PLACES, make_floor_places
from fotfeste.constellations.replay.replay_access import ReplayAccess
from fotfeste.constellations.replay.replay_frames import build_replay, describe_perceptions_and_sentences
from fotfeste.constellations.replay.services import open_replay
from fotfeste.constellations.replay.svg_picture import draw_picture
from fotfeste.constellations.services import BoardRefused, current_state, current_view
from fotfeste.constellations.session.page_data import plain_data
from fotfeste.constellations.session.views import get_seat_or_404
from fotfeste.constellations.store.event_store import load_entries, load_state

Page: TypeAlias = dict[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
def replay_page(request: HttpRequest, constellation: UUID) -> HttpResponse:
    """POST by whoever leads opens it. Before that, and before everyone has said yes, the page says what is missing."""
    seat, now = get_seat_or_404(request, constellation), timezone.now()
    if request.method == "POST":
        return _post_open_replay(seat)
    view = _board_view_or_404(seat)
    if (door := _access_or_404(view, seat)) != ReplayAccess.OPEN:
        return render(request, "constellations/replay/not_yet.html", {"seat": seat, "door": door.value, "view": view})
    record_board_access(seat, now)
    return render(request, "constellations/replay/replay.html", _replay_context(request, seat, view))


def _post_open_replay(seat: Seat) -> HttpResponse:
    try:
        open_replay(seat=seat, now=timezone.now())
    except BoardRefused as refused:
        raise Http404 from refused
    return redirect("constellations:replay", seat.constellation_id)


def _board_view_or_404(seat: Seat) -> BoardView:
    view = current_view(seat)
    if isinstance(view, OutsideView):
        raise Http404
    return view


def _access_or_404(view: BoardView, seat: Seat) -> ReplayAccess:
    door = replay_access.decide_replay_access(view, seat.constellation)
    if door == ReplayAccess.NONE:
        raise Http404
    return door


def _replay_context(request: HttpRequest, seat: Seat, view: BoardView) -> Page:
    reel = build_replay(load_entries(seat.constellation_id), seat.key)
    seqs = [reel["first"]["seq"], *(frame["seq"] for frame in reel["frames"])]
    at = _requested_seq(request) or _start_seq(view, seqs)
    now = max((seq for seq in seqs if seq <= at), default=seqs[0])
    i = seqs.index(now)
    moment = seat_view(load_state(seat.constellation_id, now), seat.key)
    return {
        "seat": seat,
        "moment": moment,
        "phase": PHASES.get(moment.phase, ""),
        "step": i + 1,
        "steps": len(seqs),
        "before": seqs[i - 1] if i else 0,
        "after": seqs[i + 1] if i + 1 < len(seqs) else 0,
        "last": seqs[-1],
        "svg": _render_svg(moment),
        "lines": describe.describe_board(moment) if isinstance(moment, BoardView) else [],
        "heard": describe_perceptions_and_sentences(moment) if isinstance(moment, BoardView) else [],
        "pictures": _list_pictures(view),
        "film": plain_data(reel | {"pictures": _list_pictures(view), "phases": _as_strings(PHASES), "at": now}),
        "board_words": board_labels(),
        "closing": replay_access.find_closing_seq(view),
    }


def _start_seq(view: BoardView, seqs: list[int]) -> int:
    """Where the picture begins: at the first image that was kept, or else where this seat came in."""
    return min((each.at_seq for each in view.pictures if each.at_seq >= seqs[0]), default=seqs[0])


def _as_strings(table: Any) -> dict[str, str]:
    return {str(key): str(word) for key, word in table.items()}


def _list_pictures(view: BoardView) -> list[Page]:
    return [{"seq": each.at_seq, "name": str(MOMENTS[each.moment])} for each in view.pictures]


def _render_svg(view: SeatView) -> Any:
    return mark_safe(draw_picture(view)) if isinstance(view, BoardView) else ""  # noqa: S308  # made by ElementTree, every word escaped


def _requested_seq(request: HttpRequest) -> int:
    said = request.GET.get("seq", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0


# ---- taking a picture with one ---------------------------------------------------------------------------------------


@require_GET
def export_picture(request: HttpRequest, constellation: UUID) -> HttpResponse:
    """One moment as SVG, or as a page to print (`?print=1`). PNG is made of the SVG in the browser."""
    seat = get_seat_or_404(request, constellation)
    view = current_view(seat)
    moment = _moment_or_404(view, seat, _requested_seq(request))
    record_board_access(seat, timezone.now())
    if "print" in request.GET:
        page = {"seat": seat, "svg": _render_svg(moment), "seq": moment.seq, "lines": describe.describe_board(moment)}
        return render(request, "constellations/replay/print.html", page)
    answer = HttpResponse(draw_picture(moment), content_type="image/svg+xml; charset=utf-8")
    if "download" in request.GET:
        answer["Content-Disposition"] = f'attachment; filename="fotfeste-{moment.seq}.svg"'
    return answer


def _moment_or_404(view: SeatView, seat: Seat, seq: int) -> BoardView:
    """Any moment of an open looking back; the closing image alone for a client who has just come to it."""
    is_open = replay_access.decide_replay_access(view, seat.constellation) == ReplayAccess.OPEN
    if isinstance(view, OutsideView) or not (is_open or replay_access.can_take_closing_image(view)):
        raise Http404
    at = seq if is_open and seq else replay_access.find_closing_seq(view)
    moment = seat_view(load_state(seat.constellation_id, at), seat.key)
    if isinstance(moment, OutsideView):
        raise Http404
    return moment


# ---- in a room -------------------------------------------------------------------------------------------------------


@require_GET
def floor_sheet(request: HttpRequest, constellation: UUID) -> HttpResponse:
    """Numbered places for the floor, one or four to a page, for whoever prepares the room."""
    seat = _get_leader_seat_or_404(request, constellation)
    if seat.constellation.mode not in (Mode.IN_ROOM, Mode.HYBRID):
        raise Http404
    said = request.GET.get("many", "")
    many = min(max(int(said), 1), MAX_PLACES) if said.isascii() and said.isdigit() and len(said) < 4 else 6
    address = request.build_absolute_uri(reverse("constellations:board", args=[constellation]))
    four = request.GET.get("four") == "1"
    page = {"seat": seat, "places": make_floor_places(address, many), "many": many, "four": four, "most": MAX_PLACES}
    return render(request, "constellations/replay/sheet.html", page)


@require_GET
def wall_page(request: HttpRequest, constellation: UUID) -> HttpResponse:
    """For a projector: what anybody in the room may see, and nothing more. Opened by whoever leads."""
    seat = _get_leader_seat_or_404(request, constellation)
    view = seat_view(current_state(constellation), WALL)
    if request.headers.get("Accept", "").startswith("application/json"):
        return HttpResponse(encode(ViewFrame(view)), content_type="application/json")
    record_board_access(seat, timezone.now())
    page = {
        "seat": seat,
        "phase": PHASES[view.phase],
        "svg": _render_svg(view),
        "first_view": plain_data(view),
        "board_words": board_labels(),
        "phases": _as_strings(PHASES),
    }
    return render(request, "constellations/replay/wall.html", page)


def _get_leader_seat_or_404(request: HttpRequest, constellation: UUID) -> Seat:
    seat = get_seat_or_404(request, constellation)
    if current_view(seat).me.role != Role.FACILITATOR:
        raise Http404
    return seat
