"""Who is here, as far as a view tells: names, roles, who stands for what, what was handed on."""

from collections.abc import Collection
from typing import Any, TypeAlias

from django.utils.translation import gettext as _

from fotfeste.constellations.board.enums import Presence, Role
from fotfeste.constellations.board.leader_decisions import GRANTABLE_RIGHTS
from fotfeste.constellations.language import phrases
from fotfeste.constellations.session.figure_list import figure_label

View: TypeAlias = dict[str, Any]
ROLES_THAT_REPRESENT = (Role.CLIENT, Role.REPRESENTATIVE)
ROLES_THAT_STAY = (Role.FACILITATOR, Role.CLIENT, Role.ALONE)


def list_participants(view: View) -> list[View]:
    return [_build_participant(view, seat) for seat in view["seats"]]


def _build_participant(view: View, seat: View) -> View:
    figure, is_me = seat.get("figure", ""), seat["id"] == view["me"]["seat"]
    agreed = view["me"]["agreed"] if is_me else seat.get("agreed", ())  # of others only whoever leads knows
    return {
        **seat,
        "is_me": is_me,
        "name": seat["name"] or _("someone without a name"),
        "role_word": phrases.ROLES[seat["role"]],
        "presence_word": phrases.PRESENCE.get(seat["presence"], "") or _unanswered_note(seat, agreed, is_me),
        "waits": seat["presence"] == Presence.LOBBY,
        "stands_for": figure_label(view, figure) if figure else "",
        "may_stand": seat["role"] in ROLES_THAT_REPRESENT and seat["presence"] == Presence.IN,
        "may_be_removed": seat["role"] not in ROLES_THAT_STAY and seat["presence"] != Presence.REMOVED,
        "in_role": [figure_label(view, each) for each in seat.get("owes", ())],
        "waived": view["waived"].get(seat["id"], ""),
        "takes_part": "take_part" in agreed,
        "looks_again": "record" in agreed,
        "rights": _list_rights(seat),
    }


def _unanswered_note(seat: View, agreed: Collection[str], is_me: bool) -> str:
    """For whoever leads: who is here and has not yet said yes to taking part."""
    asked = "agreed" in seat and seat["role"] != Role.FACILITATOR and not is_me
    return _("has not answered yet") if asked and "take_part" not in agreed else ""


def _list_rights(seat: View) -> list[View]:
    """What could be handed on to this seat, and whether it is."""
    given = seat.get("granted", ())
    here = seat["presence"] in (Presence.IN, Presence.STEPPED_OUT)
    offered = sorted(GRANTABLE_RIGHTS.get(seat["role"], ())) if here else []
    return [{"right": right, "word": phrases.RIGHTS[right], "given": right in given} for right in offered]


def leader_name(seats: list[View], facilitator: str) -> str:
    """Whoever holds the constellation, by name."""
    return next((seat["name"] for seat in seats if seat["role"] == Role.FACILITATOR and seat["name"]), facilitator)
