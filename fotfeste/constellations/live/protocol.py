"""What is said over a board's socket, and what its forms are answered: the shapes, and the version of them.

A page tells the version it speaks in the address of its socket, and of the sections it asks for. It counts up when a
browser that knows the one before would misread what is sent, or send what can no longer be read.
"""

from typing import Generic, TypeAlias, TypeVar
from uuid import UUID

import msgspec
from msgspec import UNSET, Struct, UnsetType

from fotfeste.constellations.board import AnyCommand, BoardView, OutsideView, SeatView
from fotfeste.constellations.board.command_fields import Heading, X, Y
from fotfeste.constellations.board.view_types import At

PROTOCOL_VERSION = 2
UNTOLD_VERSION = 1  # of release 0.1, whose pages tell none
VERSION_PARAMETER = "protocol"
View_co = TypeVar("View_co", bound=SeatView, covariant=True)
Drag: TypeAlias = tuple[int, int, int]  # x, y, heading: a hand still holds it

# ---- from the browser


class BrowserMessage(Struct, omit_defaults=True):
    """A command with its id, or a drag."""

    id: UUID | None = None
    do: AnyCommand | None = None
    drag: tuple[str, X, Y, Heading] | None = None


# ---- to the browser


class ViewFrame(Struct, Generic[View_co], frozen=True):
    """The whole view. `here`: the seats somebody sits in now."""

    view: View_co
    here: list[str] | UnsetType = UNSET


class UpdateFrame(Struct, frozen=True):
    """What changed since the last frame, the same for everyone who is let in."""

    seq: int | UnsetType = UNSET  # with `moved`
    moved: dict[str, At] | UnsetType = UNSET
    drags: dict[str, Drag] | UnsetType = UNSET
    here: list[str] | UnsetType = UNSET


class Acknowledgement(Struct, frozen=True):
    ack: str  # the id of a command that is done
    seq: int  # where it stands


class RefusalFrame(Struct, frozen=True):
    no: str  # the id of the command, or nothing where it could not be read
    code: str
    sentence: str


class ReloadFrame(Struct, frozen=True):
    """The page is of another version. Its forms still work; the socket closes after this."""

    reload: int  # the version that is spoken here
    sentence: str


class CommandAnswer(Struct, Generic[View_co], frozen=True):
    """A form's answer to a script: done, and what the seat may see now."""

    ack: str
    seq: int
    view: View_co
    said: str | UnsetType = UNSET


ServerFrame: TypeAlias = ViewFrame[SeatView] | UpdateFrame | Acknowledgement | RefusalFrame | ReloadFrame
FormAnswer: TypeAlias = ViewFrame[SeatView] | CommandAnswer[SeatView] | RefusalFrame
SENT_TYPES = (
    ViewFrame[BoardView],
    ViewFrame[OutsideView],
    UpdateFrame,
    Acknowledgement,
    RefusalFrame,
    ReloadFrame,
    CommandAnswer[BoardView],
    CommandAnswer[OutsideView],
)
encode = msgspec.json.Encoder().encode
decode_message = msgspec.json.Decoder(BrowserMessage).decode


def read_version(text: str | None) -> int | None:
    """The version a page says it speaks; None for something that is no version.

    >>> read_version(None), read_version("2"), read_version("two")
    (1, 2, None)
    """
    if text is None:
        return UNTOLD_VERSION
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def encode_frame(frame: ServerFrame) -> str:
    return encode(frame).decode()


def build_json_schema() -> dict[str, object]:
    """The JSON Schema of everything that is said, made from the structs."""
    named, definitions = msgspec.json.schema_components([BrowserMessage, *SENT_TYPES], ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The protocol of a board",
        "version": PROTOCOL_VERSION,
        "anyOf": list(named),
        "$defs": {name: definitions[name] for name in sorted(definitions)},
    }
