"""What the house alone asks of a board: that it is laid, and that someone is seated."""

from typing import Annotated

from msgspec import Meta

from .command_fields import Command, Id, Name, Words
from .enums import Role


class Begin(Command, frozen=True):
    """The house lays the board as it was planned."""

    mode: str
    method: str
    blind: Annotated[int, Meta(ge=0, le=3)] = 0
    most_elements: Annotated[int, Meta(ge=1, le=40)] = 12
    most_representatives: Annotated[int, Meta(ge=0, le=40)] = 12
    deep_closed: bool = False
    issue: Words = ""


class Knock(Command, frozen=True):
    """The house seats someone: in the lobby, or at once for those the board belongs to."""

    seat: Id
    role: Role
    name: Name = ""
    admitted: bool = False
