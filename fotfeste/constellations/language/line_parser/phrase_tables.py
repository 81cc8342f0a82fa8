"""What people type, by meaning: one table for each language. All are read together: nobody says in which she types.

The phrases stand in phrases/<language>.toml; a table that lacks an entry, or has one more, is refused.
"""

import tomllib
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from .phrase_types import Phrases, PhraseTable

LANGUAGES = ("en", "nb")
FOLDER = Path(__file__).parent / "phrases"
Meaning = TypeVar("Meaning")


def read_table(language: str) -> PhraseTable:
    """One language's table. Raises msgspec.ValidationError where it and the declarations differ."""
    text = (FOLDER / f"{language}.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), PhraseTable, str_keys=True)


def join_tables(tables: Sequence[Any]) -> Any:
    """Entry by entry, the phrases of all of them, each once."""
    first = tables[0]
    if isinstance(first, Struct):
        return type(first)(*(join_tables(each) for each in zip(*map(msgspec.structs.astuple, tables), strict=True)))
    if isinstance(first, Mapping):
        return {meaning: join_tables([table[meaning] for table in tables]) for meaning in first}
    return tuple(dict.fromkeys(chain(*tables)))


def map_phrases_to_meanings(groups: Mapping[Meaning, Phrases]) -> dict[str, Meaning]:
    """What each phrase means."""
    return {phrase: meaning for meaning, phrases in groups.items() for phrase in phrases}


PHRASES: PhraseTable = join_tables([read_table(language) for language in LANGUAGES])
