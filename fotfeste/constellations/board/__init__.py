"""The board of a constellation. Pure: no clock, no chance, no storage.

`decide(state, actor, command) -> events | Refusal`, `evolve(state, event) -> state`, `seat_view(state, seat) -> view`.
The rules are numbered in SPEC.md.
"""

from .command_context import Refusal
from .commands import AnyCommand, Command
from .decide import decide
from .enums import HOUSE
from .events import Event
from .evolve import evolve, fold
from .seat_view import WALL, seat_view, seat_view_of_event
from .state import State
from .view_types import BoardView, MoveView, OutsideView, SeatView

__all__ = [
    "HOUSE",
    "WALL",
    "AnyCommand",
    "BoardView",
    "Command",
    "Event",
    "MoveView",
    "OutsideView",
    "Refusal",
    "SeatView",
    "State",
    "decide",
    "evolve",
    "fold",
    "seat_view",
    "seat_view_of_event",
]
