"""What one seat can do now: the one main thing of the phase, and the rest, folded."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from django.utils.translation import gettext_lazy as _

from fotfeste.constellations.board.words import Phase, Role

Parts: TypeAlias = dict[str, Any]
P = Phase

WORDS: Mapping[str, Any] = {
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
FIRST: Mapping[str, tuple[str, ...]] = {
    P.INTENTION: ("issue",),
    P.CHOOSING: ("add",),
    P.PLACING: ("place", "assign"),
    P.SENSING: ("perceive",),
    P.MOVING: ("perceive", "place"),
    P.CLOSING: ("keep", "perceive"),
}
# These have a part of the page to themselves.
NOWHERE = frozenset({P.GROUNDING, P.DEROLING, P.AFTERCARE, P.CLOSED, P.SCREENING})


def own_parts(page: Parts) -> Parts:
    """`main`: the first of the phase that is open here; `more`: the rest. Whoever leads a group has it all folded."""
    if page["phase"] in NOWHERE:
        return {"main": None, "more": [], "tells": bool(page["may"].get("tell") and page["phase"] != P.SCREENING)}
    there = [name for name in WORDS if _is_open(name, page)]
    wanted = FIRST.get(page["phase"], ()) if page["me"]["role"] not in (Role.FACILITATOR, Role.COHOST) else ()
    main = next((name for name in wanted if name in there), None)
    more = [_part(name) for name in there if name != main]
    return {"main": _part(main) if main else None, "more": more, "tells": bool(page["may"].get("tell"))}


def _part(name: str) -> Parts:
    return {"name": name, "word": WORDS[name], "template": f"constellations/session/own/{name}.html"}


def _is_open(name: str, page: Parts) -> bool:
    may, needs = page["may"], _NEEDS[name]
    return bool(may.get(needs[0])) and all(page[need] for need in needs[1:])


# The command it is about, and what has to be there.
_NEEDS: Mapping[str, tuple[str, ...]] = {
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
