"""From a form to a command: JSON from the board's element, or plain fields from a page without JavaScript."""

from collections.abc import Mapping
from uuid import UUID, uuid4

import msgspec

from fotfeste.constellations.board import AnyCommand, Command
from fotfeste.constellations.board.commands import SEAT_COMMANDS

_BY_TAG = {kind.__name__.lower(): kind for kind in SEAT_COMMANDS}
_decoder = msgspec.json.Decoder(AnyCommand)


def parse_command(form: Mapping[str, str]) -> Command | None:
    """None when it cannot be read as any command."""
    try:
        if "command" in form:
            command: Command = _decoder.decode(form["command"])
            return command
        return _parse_fields(form)
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeError):
        return None


def _parse_fields(form: Mapping[str, str]) -> Command | None:
    """An empty field is one that was left out; the form's own fields (token, ids) are passed over."""
    kind = _BY_TAG.get(form.get("do", ""))
    if kind is None:
        return None
    names = {field.name for field in msgspec.structs.fields(kind)}
    said = {name: form[name].strip() for name in names if form.get(name, "").strip()}
    return msgspec.convert(said | ({"words": ""} if _is_clearing_words(kind, said) else {}), kind, strict=False)


def _is_clearing_words(kind: type[Command], said: Mapping[str, str]) -> bool:
    """Words that were emptied on purpose are empty words, where the command is about nothing else."""
    return [field.name for field in msgspec.structs.fields(kind)] == ["words"] and not said


def parse_command_id(form: Mapping[str, str]) -> UUID:
    """The id the form carried, so that a form sent twice is one command."""
    try:
        return UUID(form.get("id", ""))
    except ValueError:
        return uuid4()
