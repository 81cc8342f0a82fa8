"""The named fields of a practice and of its steps: what each holds, and what is said where one does not. Pure.

msgspec checks the declarations; a field's description is the sentence its author reads ("this field is …").
"""

import datetime
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar, get_args

import msgspec
import yaml
from msgspec import UNSET, Meta, Struct, UnsetType

Language = Literal["nb", "en"]
Family = Literal["orienting", "breath", "mindfulness", "yoga", "movement", "parts"]
Direction = Literal["settles", "lifts", "either"]
Position = Literal["chair", "floor", "standing", "lying"]
Anchor = Literal["hands", "feet", "seat", "sound", "sight", "touch", "movement", "breath"]
LANGUAGES, FAMILIES, DIRECTIONS = get_args(Language), get_args(Family), get_args(Direction)
POSITIONS, ANCHORS = get_args(Position), get_args(Anchor)

_LINE = "a line of text"
Line = Annotated[str, Meta(pattern=r"\S", description=_LINE)]
LineOrEmpty = Annotated[Annotated[str, Meta(pattern=r"\S")] | None, Meta(description=f"{_LINE}, or empty")]
YesOrNo = Annotated[bool, Meta(description="yes or no")]
Minutes = Annotated[int, Meta(ge=1, le=60, description="a whole number from 1 to 60")]
Seconds = Annotated[float, Meta(gt=0, lt=60, description="a number of seconds")]


class PracticeError(ValueError):
    """A practice file that cannot be read: names file, step and word, so that its author finds the place."""

    def __init__(self, file: str, step: str, message: str, word: str = "") -> None:
        self.file, self.step, self.word, self.message = file, step, word, message
        super().__init__(f"{file}{f', step {step}' if step else ''}{f', “{word}”' if word else ''}: {message}")


class BothMinutes(Struct, forbid_unknown_fields=True, frozen=True):
    """How long the softer variant and the whole take."""

    short: Minutes
    usual: Minutes


class FrontMatter(Struct, forbid_unknown_fields=True, frozen=True):
    """What stands between the two lines of --- that a practice begins with."""

    title: Line
    purpose: Line
    family: Annotated[Family, Meta(description=f"one of {', '.join(FAMILIES)}")]
    direction: Annotated[Direction, Meta(description=f"one of {', '.join(DIRECTIONS)}")]
    level: Annotated[int, Meta(ge=1, le=5, description="a whole number from 1 to 5")]
    minutes: Annotated[BothMinutes, Meta(description="two numbers: {short: …, usual: …}")]
    positions: Annotated[
        tuple[Position, ...], Meta(min_length=1, description=f"a list of some of {', '.join(POSITIONS)}, each once")
    ]
    anchors: Annotated[
        tuple[Anchor, ...], Meta(min_length=1, description=f"a list of some of {', '.join(ANCHORS)}, each once")
    ]
    eyes_open: YesOrNo
    not_for: Annotated[tuple[str, ...], Meta(description="a list of lines, perhaps empty")]
    discomfort: Line
    source: Line
    version: Annotated[int, Meta(ge=1, le=10_000, description="a whole number from 1 to 10000")]
    reviewed_by: LineOrEmpty = None
    reviewed_on: Annotated[datetime.date | None, Meta(description="a date, year-month-day, or empty")] = None


class Breath(Struct, forbid_unknown_fields=True, frozen=True, rename={"in_s": "in", "out_s": "out"}):
    """A breathing pattern in seconds. There is no third part: breath is never held."""

    in_s: Seconds
    out_s: Seconds


class StepFields(Struct, forbid_unknown_fields=True, frozen=True):
    """The lines under a step's heading."""

    figure: Line
    seconds: Annotated[int, Meta(ge=5, le=600, description="a whole number from 5 to 600")]
    short: Annotated[bool | None, Meta(description="yes or no")] = False
    breath: Annotated[Breath | UnsetType, Meta(description="two numbers of seconds: {in: …, out: …}")] = UNSET
    sound: LineOrEmpty = None


Kind = TypeVar("Kind", FrontMatter, StepFields)

_PLACE = re.compile(r"\A(?P<what>.*?)(?: - at `\$?(?P<path>[^`]*)`)?\Z", re.DOTALL)
_NAMED = re.compile(r"\AObject (?P<fault>missing required|contains unknown) field `(?P<name>.*)`\Z", re.DOTALL)
_SAID_OF = {"missing required": "this field is missing", "contains unknown": "this field is not part of the format"}


def read_fields(text: str, kind: type[Kind], file: str, step: str = "") -> Kind:
    """The fields written in `text`. Raises PracticeError at the first that is missing, misspelt or out of range."""
    try:
        found = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError) as error:
        raise PracticeError(file, step, f"not valid YAML ({str(error).splitlines()[0]})") from error
    if not isinstance(found, Mapping) or not all(isinstance(name, str) for name in found):
        raise PracticeError(file, step, "fields read `name: value`, one a line")
    try:
        fields = msgspec.convert(found, kind)
    except msgspec.ValidationError as error:
        word, message = _refusal(str(error), kind, found)
        raise PracticeError(file, step, message, word) from error
    _refuse_repeated(fields, file, step)
    return fields


def _refusal(error: str, kind: type[Struct], found: Any) -> tuple[str, str]:
    """The word and the sentence for what msgspec says."""
    place = _PLACE.match(error)
    what, path = (place["what"], place["path"] or "") if place else (error, "")
    names = re.findall(r"\.([a-z_]+)", path)
    if named := _NAMED.match(what):
        return " ".join([*names, named["name"]]), _SAID_OF[named["fault"]]
    word, value = " ".join(names), _value_at(found, re.findall(r"[a-z_]+|\d+", path))
    if value is None:
        return word, _SAID_OF["missing required"]
    return word, f"this field is {_description(kind, names)}{_found_instead(value)}"


def _value_at(found: Any, path: list[str]) -> Any:
    for part in path:
        found = found[int(part) if isinstance(found, list) else part]
    return found


def _found_instead(value: Any) -> str:
    """The value itself, where it is short enough to say."""
    said = ("no", "yes")[value] if isinstance(value, bool) else str(value).strip()
    return f", not {said}" if said and not isinstance(value, list | dict) and len(said) <= 40 else ""


def _description(kind: Any, names: list[str]) -> str:
    """What the declaration at the end of the path says of itself."""
    described = ""
    for name in names:
        declared = next(field.type for field in msgspec.structs.fields(kind) if field.encode_name == name)
        described = str(declared.__metadata__[0].description)
        kind = (*get_args(declared.__origin__), declared.__origin__)[0]  # of a struct that may be left out: the struct
    return described


def _refuse_repeated(fields: Struct, file: str, step: str) -> None:
    for field in msgspec.structs.fields(fields):
        value = getattr(fields, field.name)
        if isinstance(value, tuple) and field.name != "not_for" and len(set(value)) < len(value):
            raise PracticeError(file, step, f"this field is {_description(type(fields), [field.name])}", field.name)
