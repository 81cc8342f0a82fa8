"""Looking back, taking a picture with one, the numbers for the floor, and the wall."""

from typing import Any
from uuid import UUID

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_http_methods

from fotfeste.constellations.board import WALL, project
from fotfeste.constellations.board.words import Mode, Role
from fotfeste.constellations.logbook import entries, state_of
from fotfeste.constellations.models import Seat
from fotfeste.constellations.replay import looking
from fotfeste.constellations.replay.drawing import picture
from fotfeste.constellations.replay.floor import MOST, places
from fotfeste.constellations.replay.frames import film, heard
from fotfeste.constellations.replay.looking import Door
from fotfeste.constellations.replay.services import open_looking_back
from fotfeste.constellations.services import Refused, now_of, view_of
from fotfeste.constellations.session import telling
from fotfeste.constellations.session.board_words import board_words
from fotfeste.constellations.session.data import as_json
from fotfeste.constellations.session.phrases import MOMENTS, PHASES
from fotfeste.constellations.session.views import seat_or_404
from fotfeste.constellations.trailing import leave_link

View = dict[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
def replay(request: HttpRequest, constellation: UUID) -> HttpResponse:
    """POST by whoever leads opens it. Before that, and before everyone has said yes, the page says what is missing."""
    seat, now = seat_or_404(request, constellation), timezone.now()
    if request.method == "POST":
        return _opened(seat)
    view = view_of(seat)
    if (door := _door_or_404(view, seat)) != Door.OPEN:
        return render(request, "constellations/replay/not_yet.html", {"seat": seat, "door": door.value, "view": view})
    leave_link(seat, now)
    return render(request, "constellations/replay/replay.html", _looking_back(request, seat, view))


def _opened(seat: Seat) -> HttpResponse:
    try:
        open_looking_back(seat=seat, now=timezone.now())
    except Refused as refused:
        raise Http404 from refused
    return redirect("constellations:replay", seat.constellation_id)


def _door_or_404(view: View, seat: Seat) -> Door:
    door = looking.door(view, seat.constellation)
    if door == Door.NONE:
        raise Http404
    return door


def _looking_back(request: HttpRequest, seat: Seat, view: View) -> View:
    reel = film(entries(seat.constellation_id), seat.key)
    seqs = [reel["first"]["seq"], *(frame["seq"] for frame in reel["frames"])]
    at = _seq(request) or _begin(view, seqs)
    now = max((seq for seq in seqs if seq <= at), default=seqs[0])
    i = seqs.index(now)
    moment = project(state_of(seat.constellation_id, now), seat.key)
    return {
        "seat": seat, "moment": moment, "phase": PHASES.get(moment["phase"], ""), "step": i + 1, "steps": len(seqs),
        "before": seqs[i - 1] if i else 0, "after": seqs[i + 1] if i + 1 < len(seqs) else 0, "last": seqs[-1],
        "svg": _svg(moment), "lines": telling.board(moment) if moment["phase"] else [],
        "heard": heard(moment) if moment["phase"] else [], "pictures": _pictures(view),
        "film_json": as_json(reel | {"pictures": _pictures(view), "phases": _words(PHASES), "at": now}),
        "words_json": as_json(board_words()), "closing": looking.closing_seq(view),
    }  # fmt: skip


def _begin(view: View, seqs: list[int]) -> int:
    """Where the picture begins: at the first image that was kept, or else where this seat came in."""
    return min((each["at_seq"] for each in view["pictures"] if each["at_seq"] >= seqs[0]), default=seqs[0])


def _words(table: Any) -> dict[str, str]:
    return {str(key): str(word) for key, word in table.items()}


def _pictures(view: View) -> list[View]:
    return [{"seq": each["at_seq"], "name": str(MOMENTS[each["moment"]])} for each in view["pictures"]]


def _svg(view: View) -> Any:
    return mark_safe(picture(view)) if view["phase"] else ""  # noqa: S308  # made by ElementTree, every word escaped


def _seq(request: HttpRequest) -> int:
    said = request.GET.get("seq", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0


# ---- taking a picture with one ---------------------------------------------------------------------------------------


@require_GET
def export(request: HttpRequest, constellation: UUID) -> HttpResponse:
    """One moment as SVG, or as a page to print (`?print=1`). PNG is made of the SVG in the browser."""
    seat = seat_or_404(request, constellation)
    view = view_of(seat)
    moment = _moment_or_404(view, seat, _seq(request))
    leave_link(seat, timezone.now())
    if "print" in request.GET:
        page = {"seat": seat, "svg": _svg(moment), "seq": moment["seq"], "lines": telling.board(moment)}
        return render(request, "constellations/replay/print.html", page)
    answer = HttpResponse(picture(moment), content_type="image/svg+xml; charset=utf-8")
    if "download" in request.GET:
        answer["Content-Disposition"] = f'attachment; filename="fotfeste-{moment["seq"]}.svg"'
    return answer


def _moment_or_404(view: View, seat: Seat, seq: int) -> View:
    """Any moment of an open looking back; the closing image alone for a client who has just come to it."""
    is_open = looking.door(view, seat.constellation) == Door.OPEN
    if not is_open and not looking.may_take_closing_image(view):
        raise Http404
    at = seq if is_open and seq else looking.closing_seq(view)
    moment = project(state_of(seat.constellation_id, at), seat.key)
    if not moment["phase"]:
        raise Http404
    return moment


# ---- in a room -------------------------------------------------------------------------------------------------------


@require_GET
def sheet(request: HttpRequest, constellation: UUID) -> HttpResponse:
    """Numbered places for the floor, one or four to a page, for whoever prepares the room."""
    seat = _leader_or_404(request, constellation)
    if seat.constellation.mode not in (Mode.IN_ROOM, Mode.HYBRID):
        raise Http404
    said = request.GET.get("many", "")
    many = min(max(int(said), 1), MOST) if said.isascii() and said.isdigit() and len(said) < 4 else 6
    address = request.build_absolute_uri(reverse("constellations:board", args=[constellation]))
    four = request.GET.get("four") == "1"
    page = {"seat": seat, "places": places(address, many), "many": many, "four": four, "most": MOST}
    return render(request, "constellations/replay/sheet.html", page)


@require_GET
def wall(request: HttpRequest, constellation: UUID) -> HttpResponse:
    """For a projector: what anybody in the room may see, and nothing more. Opened by whoever leads."""
    seat = _leader_or_404(request, constellation)
    view = project(now_of(constellation), WALL)
    if request.headers.get("Accept", "").startswith("application/json"):
        return HttpResponse(msgspec.json.encode({"view": view}), content_type="application/json")
    leave_link(seat, timezone.now())
    page = {"seat": seat, "phase": PHASES[view["phase"]], "svg": _svg(view), "view_json": as_json(view),
            "words_json": as_json(board_words()), "phases_json": as_json(_words(PHASES))}  # fmt: skip
    return render(request, "constellations/replay/wall.html", page)


def _leader_or_404(request: HttpRequest, constellation: UUID) -> Seat:
    seat = seat_or_404(request, constellation)
    if view_of(seat)["me"]["role"] != Role.FACILITATOR:
        raise Http404
    return seat
