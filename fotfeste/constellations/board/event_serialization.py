"""How an event is stored and read again.

An event is stored in two parts: what may lie in clear (ids, places, phases) and what is sealed under the client's key
and can be erased by itself. Erased fields come back as their defaults, so a board still folds without them.
"""

from collections.abc import Callable, Mapping
from typing import ClassVar, Final, TypeAlias

import msgspec
from msgspec import Struct


class Event(Struct, frozen=True, omit_defaults=True):
    V: ClassVar[int] = 1
    SEALED: ClassVar[tuple[str, ...]] = ()


KINDS: Final[dict[str, type[Event]]] = {}  # filled where the kinds are (events.py)
EventFields: TypeAlias = dict[str, object]  # as they lie in the log: JSON of any release, not read yet
Upcaster = Callable[[EventFields], EventFields]
# (kind, version it was written in): how it is read as the next version. A kind never changes without one.
UPCASTERS: dict[tuple[str, int], Upcaster] = {}


class UnknownEvent(ValueError):
    """An event of a kind or version this release does not know: written by a later one."""


def split_sealed(event: Event) -> tuple[EventFields, EventFields]:
    """What may lie in clear, and what is sealed."""
    whole = msgspec.to_builtins(event)
    return {k: v for k, v in whole.items() if k not in event.SEALED}, {
        k: v for k, v in whole.items() if k in event.SEALED
    }


def read_event(
    kind: str,
    v: int,
    clear: EventFields,
    sealed_fields: EventFields | None,
    upcasters: Mapping[tuple[str, int], Upcaster] = UPCASTERS,
) -> Event:
    """An event as it was stored, in its present shape. Raises UnknownEvent."""
    found = KINDS.get(kind)
    if found is None or not 1 <= v <= found.V:
        raise UnknownEvent(f"{kind} version {v}")
    whole = {**clear, **(sealed_fields or {})}
    for version in range(v, found.V):
        whole = upcasters[kind, version](whole)
    return msgspec.convert(whole, found)
