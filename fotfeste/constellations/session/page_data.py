"""Data for the browser inside a page: JSON that no markup can end early, in a block that is never run as a script."""

from typing import Any

import msgspec
from django.utils.safestring import SafeString, mark_safe

from fotfeste.constellations.language.element_labels import board_labels, inside_view_labels

_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def as_json(said: Any) -> SafeString:
    return mark_safe(msgspec.json.encode(said).decode().translate(_ESCAPES))  # noqa: S308  # nothing in it is markup


def element_data(view: dict[str, Any]) -> dict[str, SafeString]:
    """The board's first view and the words of both elements. A seat that is not let in gets none of it."""
    if not view["phase"]:
        return {}
    return {
        "view_json": as_json(view),
        "board_words": as_json(board_labels()),
        "inside_words": as_json(inside_view_labels()),
    }
