"""Every room that keeps something about a client says here how to hand it over and how to forget it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Collected = dict[str, list[dict[str, Any]]]
CodeLabels = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Keeper:
    """`collect(client)` gives plain rows by table; `forget(client, keep_record)` deletes them.

    `keep_record` is true while the law keeps the therapist's notes: then what lies under the record key stays.
    `code_labels` says in the language of the moment what the codes in a column mean, for the copy a person reads.
    """

    room: str
    models: tuple[type, ...]
    collect: Callable[[Any], Collected]
    forget: Callable[[Any, bool], None]
    code_labels: Callable[[], CodeLabels] = dict


_keepers: dict[str, Keeper] = {}


def register(keeper: Keeper) -> None:
    _keepers[keeper.room] = keeper


def keepers() -> tuple[Keeper, ...]:
    return tuple(_keepers[room] for room in sorted(_keepers))
