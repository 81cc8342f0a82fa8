"""Whether one seat may look back, and what is missing if not. Decided from its view alone."""

from enum import StrEnum

from fotfeste.constellations.board import BoardView, OutsideView, SeatView
from fotfeste.constellations.board.enums import Moment, Phase, Role
from fotfeste.constellations.board.permissions import REPLAY
from fotfeste.constellations.models import Constellation

AFTER_ROLES = (Phase.AFTERCARE, Phase.CLOSED)  # everyone is out of the roles: nobody looks back from inside one
ENDING_PHASES = (Phase.CLOSING, Phase.DEROLING, *AFTER_ROLES)


class ReplayAccess(StrEnum):
    NONE = "none"  # this seat never looks back
    UNDER_WAY = "under_way"
    UNAGREED = "unagreed"
    TO_OPEN = "to_open"  # whoever leads opens it, when the others are there
    WAITS = "waits"  # until whoever leads has opened it
    OPEN = "open"


def decide_replay_access(view: SeatView, constellation: Constellation) -> ReplayAccess:
    if isinstance(view, OutsideView) or view.me.role not in REPLAY:
        return ReplayAccess.NONE
    if view.phase not in AFTER_ROLES:
        return ReplayAccess.UNDER_WAY
    if not view.me.replays:
        return ReplayAccess.UNAGREED
    if view.me.role == Role.ALONE or constellation.looked_back_at:
        return ReplayAccess.OPEN
    return ReplayAccess.TO_OPEN if view.me.role == Role.FACILITATOR else ReplayAccess.WAITS


def can_take_closing_image(view: SeatView) -> bool:
    """The client's own last picture, right away: she sees it anyway, and it holds nobody else's words."""
    return isinstance(view, BoardView) and view.phase in ENDING_PHASES and view.me.role in (Role.CLIENT, Role.ALONE)


def find_closing_seq(view: BoardView) -> int:
    """Where the closing image was kept; the present, if none was."""
    kept = [each.at_seq for each in view.pictures if each.moment == Moment.CLOSING]
    return kept[-1] if kept else view.seq
