"""What the pages around the board call a constellation: its mode, its method, how far it has come."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fotfeste.constellations.board.enums import Method, Mode, Phase, Presence, Role
from fotfeste.constellations.models import MODES_WITH_GUESTS, Constellation

MODES: dict[str, Any] = {
    Mode.PAIR: pgettext_lazy("constellation", "the two of you"),
    Mode.GROUP: pgettext_lazy("constellation", "a group, each from their own place"),
    Mode.IN_ROOM: pgettext_lazy("constellation", "a group in one room"),
    Mode.HYBRID: pgettext_lazy("constellation", "a group, some in the room, some from afar"),
    Mode.SOLO: pgettext_lazy("constellation", "the client alone"),
}
# The same, said to the client.
MODES_TO_CLIENT: dict[str, Any] = {
    **MODES,
    Mode.SOLO: pgettext_lazy("constellation, to the client", "by yourself"),
}
METHODS: dict[str, Any] = {
    Method.CLASSIC: pgettext_lazy("constellation", "people and what matters"),
    Method.INTENTION: pgettext_lazy("constellation", "three things of an intention"),
    Method.PARTS: pgettext_lazy("constellation", "inner parts"),
}
PHASES: dict[str, Any] = {
    Phase.SCREENING: pgettext_lazy("constellation", "not begun"),
    Phase.ARRIVING: pgettext_lazy("constellation", "arriving"),
    Phase.INTENTION: pgettext_lazy("constellation", "intention"),
    Phase.CHOOSING: pgettext_lazy("constellation", "choosing"),
    Phase.PLACING: pgettext_lazy("constellation", "placing"),
    Phase.SENSING: pgettext_lazy("constellation", "sensing"),
    Phase.MOVING: pgettext_lazy("constellation", "moving"),
    Phase.CLOSING: pgettext_lazy("constellation", "closing image"),
    Phase.DEROLING: pgettext_lazy("constellation", "stepping out of roles"),
    Phase.AFTERCARE: pgettext_lazy("constellation", "aftercare"),
    Phase.CLOSED: pgettext_lazy("constellation", "closed"),
    Phase.GROUNDING: pgettext_lazy("constellation", "stopped, at rest"),
}
ROLES: dict[str, Any] = {
    Role.REPRESENTATIVE: _("Representative"),
    Role.OBSERVER: _("Observer"),
    Role.COHOST: _("Co-leader"),
}
PRESENCES: dict[str, Any] = {
    "": pgettext_lazy("guest", "expected, has not come yet"),
    Presence.LOBBY: pgettext_lazy("guest", "waits outside"),
    Presence.IN: pgettext_lazy("guest", "is in"),
    Presence.STEPPED_OUT: pgettext_lazy("guest", "has stepped out for a while"),
    Presence.LEFT: pgettext_lazy("guest", "has left"),
    Presence.REMOVED: pgettext_lazy("guest", "has left"),
}


@dataclass(frozen=True)
class ConstellationLabels:
    """One constellation in words, to whoever holds it."""

    one: Constellation

    @property
    def mode(self) -> Any:
        return MODES.get(self.one.mode, "")

    @property
    def method(self) -> Any:
        return METHODS.get(self.one.method, "")

    @property
    def phase(self) -> Any:
        return PHASES.get(self.one.phase, "")

    @property
    def takes_guests(self) -> bool:
        return self.one.mode in MODES_WITH_GUESTS
