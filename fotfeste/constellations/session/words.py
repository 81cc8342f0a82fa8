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

from fotfeste.constellations.board import Command, project
from fotfeste.constellations.logbook import state_of
from fotfeste.constellations.models import Seat
from fotfeste.constellations.refusals import sentence
from fotfeste.constellations.services import Refused, ask, view_of
from fotfeste.constellations.session import telling
from fotfeste.constellations.session.reading import command_id
from fotfeste.constellations.session.remote import remote
from fotfeste.constellations.session.typed import Heard, understand
from fotfeste.constellations.session.views import seat_or_404
from fotfeste.constellations.trailing import leave_link

PAGE = "constellations/session/words.html"
TOLD = "constellations/session/words_told.html"
REMOTE = "constellations/session/remote.html"


@dataclass(frozen=True)
class Answer:
    """What is said back. `kept`: the typed line stays in the field, because nothing came of it."""

    words: str = ""
    kept: str = ""
    noticed: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest, constellation: UUID) -> HttpResponse:
    seat = seat_or_404(request, constellation)
    leave_link(seat, timezone.now())
    if "since" in request.GET:
        return _since(request, seat)
    answer = answered(request, seat) if request.method == "POST" else Answer()
    if _wants_data(request):
        return _data(_told(request, seat) | {"answer": answer.words, "kept": answer.kept, "id": str(uuid4())})
    if "remote" in request.GET:
        return render(request, REMOTE, _remote(request, seat, answer))
    return render(request, PAGE, _page(seat, answer))


def _page(seat: Seat, answer: Answer) -> dict[str, Any]:
    view = view_of(seat)
    return {"seat": seat, "view": view, "answer": answer, "fresh": uuid4(), **_description(view)}


def _remote(request: HttpRequest, seat: Seat, answer: Answer) -> dict[str, Any]:
    view = view_of(seat)
    offers = remote(view, request.GET.get("anchor", ""))
    return {"seat": seat, "view": view, "answer": answer, "remote": offers, "fresh": uuid4(), "fresh_too": uuid4()}


def _description(view: dict[str, Any]) -> dict[str, Any]:
    is_in = bool(view["phase"])
    return {"sections": telling.whole(view) if is_in else [], "examples": telling.examples(view) if is_in else []}


# ---- a typed line ----------------------------------------------------------------------------------------------------


def answered(request: HttpRequest, seat: Seat) -> Answer:
    """Read the line against what this seat sees now, do it, and say in words what was done."""
    noticed = request.POST.get("noticed", "").strip()
    said = f"I notice {noticed}" if noticed else request.POST.get("said", "").strip()
    if not said:
        return Answer()
    heard = understand(
        view_of(seat), said, seen=_whole(request.POST.get("seen", "")), phase_seen=request.POST.get("phase", "")
    )
    if not heard.commands:
        return Answer(heard.say, "" if heard.is_clear else said, noticed)
    return _done(request, seat, heard, said, noticed)


def _done(request: HttpRequest, seat: Seat, heard: Heard, said: str, noticed: str) -> Answer:
    """All of it in order. What came before a refusal stays done, and is said."""
    before = view_of(seat)
    try:
        _asked(request, seat, heard.commands)
    except Refused as refused:
        return Answer(" ".join([*_so_far(before, view_of(seat), heard), sentence(refused.code)]), said, noticed)
    view = view_of(seat)
    if view["seq"] == before["seq"]:
        return Answer(_("That is so already. Nothing was changed."))
    return Answer(heard.say or _as_it_is(view, heard))


def _asked(request: HttpRequest, seat: Seat, commands: Sequence[Command]) -> None:
    """Each command has an id of its own, made from the form's, so that a form sent twice is done once."""
    one = command_id(request.POST.dict())
    for place, command in enumerate(commands):
        each = uuid5(one, str(place)) if place else one
        ask(seat=seat, command=command, command_id=each, session=request.session.session_key, now=timezone.now())


def _so_far(before: dict[str, Any], view: dict[str, Any], heard: Heard) -> list[str]:
    return [_as_it_is(view, heard)] if view["seq"] != before["seq"] and heard.about else []


def _as_it_is(view: dict[str, Any], heard: Heard) -> str:
    return telling.of_figure(view, heard.about) if heard.about in view.get("figures", {}) else _("Done.")


def _whole(number: str) -> int:
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0


# ---- kept up to date -------------------------------------------------------------------------------------------------


def _since(request: HttpRequest, seat: Seat) -> HttpResponse:
    """204 while nothing has happened; else the description anew, and in a few sentences what is new in it."""
    since = _whole(request.GET["since"])
    view = view_of(seat)
    if view["seq"] <= since:
        return HttpResponse(status=204)
    before = project(state_of(seat.constellation_id, since), seat.key)
    return _data(_told(request, seat) | {"news": telling.news(before, view) if view["phase"] else []})


def _told(request: HttpRequest, seat: Seat) -> dict[str, Any]:
    view = view_of(seat)
    html = render_to_string(TOLD, _description(view) | {"view": view, "seat": seat}, request)
    return {"seq": view["seq"], "phase": view["phase"], "html": html}


def _wants_data(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _data(said: dict[str, Any]) -> HttpResponse:
    return JsonResponse(said)
