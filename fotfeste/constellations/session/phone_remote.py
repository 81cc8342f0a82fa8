"""A phone as the remote of one's own seat: a few large buttons, each of them a line that could have been typed."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fotfeste.constellations.board import BoardView, OutsideView, SeatView
from fotfeste.constellations.board.enums import Mode
from fotfeste.constellations.language import describe
from fotfeste.constellations.language.display_names import Names
from fotfeste.constellations.replay.floor_places import MAX_PLACES

ANCHOR_PARAMETER = "anchor"
Button = tuple[str, str]  # what is sent, what the button says


def build_remote(view: SeatView, anchor: str) -> dict[str, Any]:
    """What this seat's remote offers now. `anchor`: the number on the floor that was scanned, as in the address."""
    if isinstance(view, OutsideView):
        return {"figure": "", "turns": [], "postures": [], "notices": False, "replies": [], "anchor": 0}
    names, may = Names(view), set(view.me.may)
    own = names.own_figure
    moves = bool(own) and view.figures[own].on_board and bool(view.me.moves) and not view.frozen
    return {
        "figure": names.figure(own) if own else "",
        "stands": describe.describe_figure(view, own) if own else "",
        "turns": _turn_buttons() if moves else [],
        "postures": _posture_buttons() if moves and "appear" in may else [],
        "notices": bool(own) and "perceive" in may,
        "replies": _reply_buttons(view) if "reply" in may else [],
        "anchor": _scanned_place(view, anchor) if "standat" in may else 0,
    }


def remote_url(request: HttpRequest, constellation: UUID) -> str:
    """Where a code on the floor leads on to; '' when the board itself was asked for."""
    if ANCHOR_PARAMETER not in request.GET and "remote" not in request.GET:
        return ""
    place = {ANCHOR_PARAMETER: request.GET[ANCHOR_PARAMETER]} if ANCHOR_PARAMETER in request.GET else {}
    return f"{reverse('constellations:words', args=[constellation])}?{urlencode({'remote': 1} | place)}"


def _turn_buttons() -> list[Button]:
    return [
        ("turn 30 degrees left", _("Turn left")),
        ("turn 30 degrees right", _("Turn right")),
        ("half a step ahead", _("Step ahead")),
        ("half a step back", _("Step back")),
    ]


def _posture_buttons() -> list[Button]:
    return [
        ("my figure standing", pgettext("remote", "Stand")),
        ("my figure sitting", pgettext("remote", "Sit")),
        ("my figure kneeling", pgettext("remote", "Kneel")),
        ("my figure lying", pgettext("remote", "Lie")),
    ]


def _reply_buttons(view: BoardView) -> list[dict[str, str]]:
    """The sentences offered to this seat, each with its number as the line knows it."""
    mine = [each for each in view.sentences if each.mine and each.answer == "offered"]
    return [{"words": each.words, "say": f"say it {n}", "leave": f"leave it {n}"} for n, each in enumerate(mine, 1)]


def _scanned_place(view: BoardView, said: str) -> int:
    """The scanned place, unless one stands there already."""
    is_number = said.isascii() and said.isdigit() and len(said) < 4
    place = int(said) if is_number and view.mode in (Mode.IN_ROOM, Mode.HYBRID) else 0
    return place if 0 < place <= MAX_PLACES and place != view.me.anchor else 0
