"""What deciding works with: a command in its place, and a refusal."""

from collections.abc import Callable
from typing import TypeAlias

from msgspec import Struct

from .enums import Role
from .events import Event
from .state import State


class Refusal(Struct, frozen=True):
    """Why not, as a code. It never carries a name, a label or an id: a refusal must not tell what one may not see."""

    code: str


Decision: TypeAlias = list[Event] | Refusal
NewId = Callable[[], str]
NOT_ALLOWED = Refusal("not_allowed")
UNKNOWN = Refusal("unknown")  # also for what exists and this seat may not know of
NO_EVENTS: list[Event] = []  # it is so already
FROZEN = Refusal("frozen")


class CommandContext(Struct, frozen=True):
    """A command in its place: the board, who asks, when (seconds since 1970), and where new ids come from."""

    state: State
    seat: str
    now: float
    new_id: NewId

    @property
    def is_too_soon(self) -> bool:
        """Whether slow mode asks this seat to wait. Whoever leads is not slowed."""
        seat = self.state.seats[self.seat]
        leads = seat.role in (Role.FACILITATOR, Role.ALONE)
        return not leads and self.state.slow_s > 0 and self.now - seat.moved_at < self.state.slow_s
