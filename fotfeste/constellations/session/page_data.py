"""Data for the browser inside a page, as plain values for Django's `json_script`."""

from typing import Any

import msgspec

from fotfeste.constellations.board import OutsideView, SeatView
from fotfeste.constellations.language.custom_element_labels import board_labels, inside_view_labels


def plain_data(value: Any) -> Any:
    """What msgspec would write, as plain values: structs and enums become what JSON knows."""
    return msgspec.to_builtins(value, str_keys=True)


def custom_element_data(view: SeatView) -> dict[str, Any]:
    """The board's first view and the words of both elements. A seat that is not let in gets none of it."""
    if isinstance(view, OutsideView):
        return {}
    return {"first_view": plain_data(view), "board_words": board_labels(), "inside_words": inside_view_labels()}
