"""Every word the board's elements say, for `<constellation-board>` and `<inside-view>`: JSON inside them."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fotfeste.constellations.language import phrases

UNMARKED_KINDS = ("self", "person")  # what a figure is anyway, if nothing else is said


def place_labels() -> list[str]:
    """Nine, row by row from the top left."""
    return [
        _("top left"),
        _("at the top"),
        _("top right"),
        _("on the left"),
        _("in the middle"),
        _("on the right"),
        _("bottom left"),
        _("at the bottom"),
        _("bottom right"),
    ]


def direction_labels() -> list[str]:
    """Eight, clockwise from up."""
    return [
        pgettext("direction", "up"),
        pgettext("direction", "up and right"),
        pgettext("direction", "right"),
        pgettext("direction", "down and right"),
        pgettext("direction", "down"),
        pgettext("direction", "down and left"),
        pgettext("direction", "left"),
        pgettext("direction", "up and left"),
    ]


def board_labels() -> dict[str, Any]:
    return {
        "board": _("The board, seen from above"),
        "keys": _("Arrow keys move the figure, with Shift a whole step. [ and ] turn it. Escape lets go."),
        "unnamed": _("a figure"),
        "yours": _("yours"),
        "places": place_labels(),
        "ways": direction_labels(),
        "faces": _("facing {figure}"),
        "faces_way": _("facing {way}"),
        "looks": _("looking at {figure}"),
        "looks_way": _("looking {way}"),
        "postures": {key: str(word) for key, word in phrases.POSTURES.items()},
        "kinds": {key: str(word) for key, word in phrases.SHORT_KINDS.items()},
        "living": {"dead": str(phrases.LIVING["dead"])},
        "generations": {str(row): str(word) for row, word in phrases.GENERATIONS.items()},
        **_event_labels(),
        "tools": _tool_labels(),
    }


def _event_labels() -> dict[str, str]:
    return {
        "moved": _("{figure} has moved: {where}, {facing}."),
        "turned": _("{figure} has turned: {facing}."),
        "came": _("{figure} stands on the board: {where}, {facing}."),
        "left": _("{figure} is laid aside."),
        "frozen": _("Everything rests now."),
        "thawed": _("The figures can be moved again."),
        "hint": _("Touch a figure to move or turn it."),
        "place_here": _("Touch where {figure} may stand."),
        "not_yours": _("{figure}. You can see it, but not move it here now."),
        "waiting": _("Connecting again. Nothing is lost."),
        "signin": _("You are signed out. Sign in to come back."),
        "seat_gone": _("You are no longer here."),
        "stop_waits": _("The stop has not arrived yet. It is being sent again and again."),
        "not_sent": _("This did not arrive. Everything stands as before."),
        "reload": _("Load the page again"),
    }


def _tool_labels() -> dict[str, str]:
    return {
        "turn": pgettext("board", "Turn"),
        "left": _("Turn to the left"),
        "right": _("Turn to the right"),
        "gaze": pgettext("board", "Gaze"),
        "gaze_left": _("Look more to the left"),
        "gaze_right": _("Look more to the right"),
        "posture": _("How the figure stands"),
        "lift": _("Lay aside"),
        "done": pgettext("board", "Let go"),
        "zoom": _("Nearer or farther"),
        "in": _("Nearer"),
        "out": _("Farther"),
        "whole": _("The whole board"),
        "tray": _("Beside the board"),
    }


def inside_view_labels() -> dict[str, Any]:
    return {
        "whose": _("Seen from"),
        "title": _("What {figure} sees"),
        "own_title": _("What you see"),
        "unnamed": _("a figure"),
        "nothing": _("Nobody else stands on the board yet."),
        "said": _("{side}, {near}:"),
        "one": _("{figure}, {facing}"),
        "hidden": _("{figure}, hidden behind {by}"),
        "also": "; ",
        "sides": {
            "front": pgettext("side", "In front"),
            "left": pgettext("side", "To the left"),
            "right": pgettext("side", "To the right"),
            "behind": pgettext("side", "Behind"),
        },
        "near": {
            "touching": pgettext("near", "touching"),
            "near": pgettext("near", "near"),
            "some_steps": pgettext("near", "some steps away"),
            "far": pgettext("near", "far away"),
        },
        "facing": {
            "toward": _("facing this way"),
            "away": _("turned away"),
            "left": _("turned to the left"),
            "right": _("turned to the right"),
        },
    }
