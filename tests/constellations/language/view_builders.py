"""Views to read and to tell, as `seat_view` would make them."""

from typing import Any

import msgspec
from django.utils import translation

from fotfeste.constellations.board import BoardView, SeatView
from fotfeste.constellations.language.line_parser import LineResult, parse_line

Figure = dict[str, Any]
MAY = [
    "move",
    "setphase",
    "add",
    "lift",
    "takeaway",
    "reveal",
    "mask",
    "assign",
    "admit",
    "offer",
    "perceive",
    "resume",
]


def make_figure(label: str, x: int = 0, y: int = 0, heading: int = 0, gaze: int = 0, **more: Any) -> Figure:
    return {
        "at": [x, y, heading, gaze],
        "scale": 100,
        "posture": "standing",
        "shape": "round",
        "tone": "stone",
        "on_board": True,
        "mine": False,
        "label": label,
    } | more


def make_figure_off_board(label: str, **more: Any) -> Figure:
    return make_figure(label, on_board=False, **more)


def make_seat(key: str, name: str, role: str = "representative", presence: str = "in", **more: Any) -> dict[str, Any]:
    return {"id": key, "role": role, "name": name, "presence": presence, "figure": ""} | more


def make_view(figures: dict[str, Figure] | None = None, **more: Any) -> BoardView:
    """Thea leads a group in the phase of moving; Iben stands for Mor, Jon waits outside."""
    me = {
        "seat": "s0",
        "role": "facilitator",
        "name": "Thea",
        "presence": "in",
        "figure": "",
        "owes": [],
        "agreed": [],
        "granted": [],
        "anchor": 0,
        "may": MAY,
        "moves": "any",
        "inside": "any",
        "replays": False,
    }
    seats = [
        make_seat("s0", "Thea", "facilitator"),
        make_seat("s1", "Iben", figure="mo"),
        make_seat("s2", "Jon", presence="lobby"),
    ]
    whole = {
        "seq": 40,
        "phase": "moving",
        "before": "arriving",
        "mode": "group",
        "method": "classic",
        "blind": 0,
        "frozen": False,
        "slow_s": 0,
        "rows_shown": False,
        "signal": "ok",
        "signal_at": 0,
        "proposal": "",
        "waits_for_client": False,
        "deep_closed": False,
        "issue": "",
        "me": me | more.pop("me", {}),
        "seats": seats,
        "figures": make_family() if figures is None else figures,
        "lines": {},
        "zones": {},
        "perceptions": [],
        "sentences": [],
        "pictures": [],
        "told": [],
        "kept": "",
        "waived": {},
    }
    return msgspec.convert(whole | more, BoardView)


def make_family() -> dict[str, Figure]:
    return {
        "mo": make_figure("Mor", 300, 500, 90, kind="person"),
        "fa": make_figure("Far", 600, 300, 180, kind="person"),
        "me": make_figure("Jeg", 600, 700, 0, kind="self"),
        "st": make_figure_off_board("Stein", kind="resource"),
        "kr": make_figure("Min indre kritiker", 900, 500, 270, kind="part"),
    }


def understand_english(said: str, at: SeatView | None = None, **more: Any) -> LineResult:
    with translation.override("en"):
        return parse_line(at or make_view(), said, seen_seq=40, **more)
