"""What a command may hold. Bounds are part of the type: what does not fit is no command."""

from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

from .enums import HEIGHT, MAX_GENERATION, WIDTH

Id: TypeAlias = Annotated[str, Meta(min_length=1, max_length=40)]
Name = Annotated[str, Meta(max_length=60)]
Label = Annotated[str, Meta(min_length=1, max_length=60)]
Words = Annotated[str, Meta(max_length=600)]
X = Annotated[int, Meta(ge=0, le=WIDTH)]
Y = Annotated[int, Meta(ge=0, le=HEIGHT)]
Heading = Annotated[int, Meta(ge=0, le=359)]
Gaze = Annotated[int, Meta(ge=-90, le=90)]
Generation = Annotated[int, Meta(ge=-MAX_GENERATION, le=MAX_GENERATION)]
Point = tuple[X, Y, Annotated[int, Meta(ge=0, le=600_000)]]  # x, y, milliseconds since the hand took hold
Path = Annotated[tuple[Point, ...], Meta(max_length=40)]


class Command(Struct, frozen=True, tag_field="do", tag=str.lower, forbid_unknown_fields=True, omit_defaults=True):
    pass
