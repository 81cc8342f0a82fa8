"""Whether one seat may look back, and what is missing if not. Decided from its view alone."""

from enum import StrEnum
from typing import Any

from fotfeste.constellations.board.rules import REPLAY
from fotfeste.constellations.board.words import Moment, Phase, Role
from fotfeste.constellations.models import Constellation

View = dict[str, Any]
OVER = (Phase.AFTERCARE, Phase.CLOSED)  # everyone is out of the roles: nobody looks back from inside one
ENDING = (Phase.CLOSING, Phase.DEROLING, *OVER)


class Door(StrEnum):
    NONE = "none"  # this seat never looks back
    UNDER_WAY = "under_way"
    UNAGREED = "unagreed"
    TO_OPEN = "to_open"  # whoever leads opens it, when the others are there
    WAITS = "waits"  # until whoever leads has opened it
    OPEN = "open"


def door(view: View, constellation: Constellation) -> Door:
    if not view["phase"] or view["me"]["role"] not in REPLAY:
        return Door.NONE
    if view["phase"] not in OVER:
        return Door.UNDER_WAY
    if not view["me"]["replays"]:
        return Door.UNAGREED
    if view["me"]["role"] == Role.ALONE or constellation.looked_back_at:
        return Door.OPEN
    return Door.TO_OPEN if view["me"]["role"] == Role.FACILITATOR else Door.WAITS


def may_take_closing_image(view: View) -> bool:
    """The client's own last picture, right away: she sees it anyway, and it holds nobody else's words."""
    return view["phase"] in ENDING and view["me"]["role"] in (Role.CLIENT, Role.ALONE)


def closing_seq(view: View) -> int:
    """Where the closing image was kept; the present, if none was."""
    kept = [int(each["at_seq"]) for each in view["pictures"] if each["moment"] == Moment.CLOSING]
    return kept[-1] if kept else int(view["seq"])
