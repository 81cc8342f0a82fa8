"""The only way out of a board: what one seat may see of it. Live, join, replay, export, words, print.

Everything a page, a frame, an error text or a file says about a board is made from this and from nothing else.
"""

from . import events as ev
from . import permissions
from .enums import Presence
from .phase_and_seat_decisions import is_waiting_for_client
from .seat_sections import GONE_PRESENCES as GONE_PRESENCES
from .seat_sections import WALL as WALL
from .seat_sections import SeatSections
from .seat_sections import place_of as place_of
from .state import Seat, State
from .view_types import BoardView, MoveView, OutsideSelf, OutsideView, SeatView, ViewPicture


def seat_view(state: State, key: str) -> SeatView:
    """What this seat may see now. A seat that is not let in sees that it waits, and nothing of the board."""
    if not _is_let_in(state, key):
        return OutsideView(seq=0, phase="", me=_me_outside(key, state.seats.get(key)))
    sections = SeatSections(state, key)
    return BoardView(
        seq=state.seq,
        phase=state.phase,
        before=state.before,
        mode=state.mode,
        method=state.method,
        blind=int(state.blind),
        frozen=state.frozen,
        slow_s=state.slow_s,
        rows_shown=state.rows_shown and sections.sees_rows,
        signal=state.signal,
        signal_at=state.signal_at,
        proposal=state.proposal if sections.can_lead or sections.is_client else "",
        waits_for_client=(sections.leads or sections.is_client) and is_waiting_for_client(state),
        deep_closed=state.deep_closed and sections.leads,
        issue=state.issue if sections.sees_meaning else "",
        me=sections.me(),
        seats=sections.seats(),
        figures=sections.figures(),
        lines=sections.lines(),
        zones=sections.zones(),
        perceptions=sections.perceptions(),
        sentences=sections.sentences(),
        pictures=[ViewPicture(p.moment, p.at_seq) for p in state.pictures] if sections.sees_meaning else [],
        told=sections.self_reports(),
        kept=state.kept if sections.is_client and state.kept_by == key else "",
        waived=dict(state.waived) if sections.leads else {},
    )


def seat_view_of_event(state: State, event: ev.Event, key: str) -> MoveView | None:
    """What of this view an event changed, given the state after it; None when a whole look is needed.

    The frequent one (a figure moved) is the same for everyone who is let in, so it is made and written once. A figure
    that comes onto the board is new to most eyes: that is no mere move.
    """
    if not isinstance(event, ev.Moved) or event.placed or not _is_let_in(state, key):
        return None
    figure = state.figures.get(event.figure)
    if figure is None or not figure.on_board:
        return None
    return MoveView(state.seq, {event.figure: place_of(figure)})


def _is_let_in(state: State, key: str) -> bool:
    seat = state.seats.get(key)
    return key == WALL or (seat is not None and seat.presence in permissions.PRESENT)


def _me_outside(key: str, seat: Seat | None) -> OutsideSelf:
    presence = seat.presence if seat else Presence.LEFT
    return OutsideSelf(key, seat.role if seat else "", presence, seat.name if seat else "")
