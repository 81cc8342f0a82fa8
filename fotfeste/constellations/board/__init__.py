"""The board of a constellation. Pure: no clock, no chance, no storage.

`decide(state, actor, command) -> events | Refusal`, `evolve(state, event) -> state`, `project(state, seat) -> view`.
The rules are numbered in SPEC.md.
"""

from .asked import Refusal
from .commands import AnyCommand, Command
from .decide import decide
from .events import Event
from .evolve import evolve, fold
from .project import WALL, project, project_event
from .state import State
from .words import HOUSE

__all__ = [
    "HOUSE",
    "WALL",
    "AnyCommand",
    "Command",
    "Event",
    "Refusal",
    "State",
    "decide",
    "evolve",
    "fold",
    "project",
    "project_event",
]
