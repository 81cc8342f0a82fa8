"""Who is here, as far as a view tells: names, roles, who stands for what, what was handed on."""

from collections.abc import Collection
from typing import Any, TypeAlias

import msgspec
from django.utils.translation import gettext as _
from msgspec import UNSET

from fotfeste.constellations.board import BoardView
from fotfeste.constellations.board.enums import Presence, Role
from fotfeste.constellations.board.phase_and_seat_decisions import GRANTABLE_RIGHTS
from fotfeste.constellations.board.view_types import ViewSeat, value_or
from fotfeste.constellations.language import phrases
from fotfeste.constellations.session.figure_list import figure_label

Row: TypeAlias = dict[str, Any]
ROLES_THAT_REPRESENT = (Role.CLIENT, Role.REPRESENTATIVE)
ROLES_THAT_STAY = (Role.FACILITATOR, Role.CLIENT, Role.ALONE)


def list_participants(view: BoardView) -> list[Row]:
    return [_build_participant(view, seat) for seat in view.seats]


def _build_participant(view: BoardView, seat: ViewSeat) -> Row:
    figure, is_me = value_or(seat.figure, ""), seat.id == view.me.seat
    agreed = view.me.agreed if is_me else value_or(seat.agreed, [])  # of others only whoever leads knows
    return {
        **msgspec.to_builtins(seat),
        "is_me": is_me,
        "name": seat.name or _("someone without a name"),
        "role_word": phrases.ROLES[seat.role],
        "presence_word": phrases.PRESENCE.get(seat.presence, "") or _unanswered_note(seat, agreed, is_me),
        "waits": seat.presence == Presence.LOBBY,
        "stands_for": figure_label(view, figure) if figure else "",
        "may_stand": seat.role in ROLES_THAT_REPRESENT and seat.presence == Presence.IN,
        "may_be_removed": seat.role not in ROLES_THAT_STAY and seat.presence != Presence.REMOVED,
        "in_role": [figure_label(view, each) for each in value_or(seat.owes, ())],
        "waived": view.waived.get(seat.id, ""),
        "takes_part": "take_part" in agreed,
        "looks_again": "record" in agreed,
        "rights": _list_rights(seat),
    }


def _unanswered_note(seat: ViewSeat, agreed: Collection[str], is_me: bool) -> str:
    """For whoever leads: who is here and has not yet said yes to taking part."""
    asked = seat.agreed is not UNSET and seat.role != Role.FACILITATOR and not is_me
    return _("has not answered yet") if asked and "take_part" not in agreed else ""


def _list_rights(seat: ViewSeat) -> list[Row]:
    """What could be handed on to this seat, and whether it is."""
    given = value_or(seat.granted, [])
    here = seat.presence in (Presence.IN, Presence.STEPPED_OUT)
    offered = sorted(GRANTABLE_RIGHTS.get(seat.role, ())) if here else []
    return [{"right": right, "word": phrases.RIGHTS[right], "given": right in given} for right in offered]


def leader_name(seats: list[ViewSeat], facilitator: str) -> str:
    """Whoever holds the constellation, by name."""
    return next((seat.name for seat in seats if seat.role == Role.FACILITATOR and seat.name), facilitator)
