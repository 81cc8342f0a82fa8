"""What one seat can do now: the one main thing of the phase, and the rest, folded."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from django.utils.translation import gettext_lazy as _

from fotfeste.constellations.board.enums import Phase, Role

PageContext: TypeAlias = dict[str, Any]
P = Phase

ACTION_LABELS: Mapping[str, Any] = {
    "issue": _("What it is about"),
    "add": _("Choose something that belongs here"),
    "place": _("Give a place and a direction"),
    "assign": _("Who stands for what"),
    "perceive": _("What do you notice?"),
    "stand": _("Where you stand on the floor"),
    "offer": _("Offer a sentence"),
    "keep": _("What you want to keep"),
    "propose": _("Propose what comes next"),
    "look": _("How a figure looks"),
    "lines": _("Lines and areas"),
    "letgo": _("Step out of the role"),
}
MAIN_ACTIONS: Mapping[str, tuple[str, ...]] = {
    P.INTENTION: ("issue",),
    P.CHOOSING: ("add",),
    P.PLACING: ("place", "assign"),
    P.SENSING: ("perceive",),
    P.MOVING: ("perceive", "place"),
    P.CLOSING: ("keep", "perceive"),
}
# These have a part of the page to themselves.
PHASES_WITHOUT_ACTIONS = frozenset({P.GROUNDING, P.DEROLING, P.AFTERCARE, P.CLOSED, P.SCREENING})


def list_seat_actions(page: PageContext) -> PageContext:
    """`main`: the first of the phase that is open here; `more`: the rest. Whoever leads a group has it all folded."""
    if page["phase"] in PHASES_WITHOUT_ACTIONS:
        return {"main": None, "more": [], "tells": bool(page["may"].get("tell") and page["phase"] != P.SCREENING)}
    there = [name for name in ACTION_LABELS if _is_available(name, page)]
    wanted = MAIN_ACTIONS.get(page["phase"], ()) if page["me"].role not in (Role.FACILITATOR, Role.COHOST) else ()
    main = next((name for name in wanted if name in there), None)
    more = [_build_action(name) for name in there if name != main]
    return {"main": _build_action(main) if main else None, "more": more, "tells": bool(page["may"].get("tell"))}


def _build_action(name: str) -> PageContext:
    return {"name": name, "word": ACTION_LABELS[name], "template": f"constellations/session/own/{name}.html"}


def _is_available(name: str, page: PageContext) -> bool:
    may, needs = page["may"], _REQUIREMENTS[name]
    return bool(may.get(needs[0])) and all(page[need] for need in needs[1:])


# The command it is about, and what has to be there.
_REQUIREMENTS: Mapping[str, tuple[str, ...]] = {
    "issue": ("setissue",),
    "add": ("add",),
    "place": ("move", "movable"),
    "assign": ("assign", "may_stand", "figures"),
    "perceive": ("perceive", "felt_of"),
    "stand": ("standat", "in_a_room"),
    "offer": ("offer", "may_stand"),
    "keep": ("keepwords",),
    "propose": ("proposephase", "proposals"),
    "look": ("appear", "movable"),
    "lines": ("draw", "figures"),
    "letgo": ("letgo", "roles_left"),
}
