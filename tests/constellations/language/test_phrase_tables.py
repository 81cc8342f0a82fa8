"""What people type: every language has words for everything, and no phrase means two things."""

import tomllib
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import msgspec
import pytest

from fotfeste.constellations.board.enums import Kind, Moment, Phase, Posture, Right, Tone
from fotfeste.constellations.language.line_parser.phrase_tables import (
    FOLDER,
    LANGUAGES,
    PHRASES,
    map_phrases_to_meanings,
    read_table,
)
from fotfeste.constellations.language.line_parser.phrase_types import PhraseTable
from fotfeste.constellations.language.text_matching import fold_words

# A preposition that one language does without, and what another reads by its number alone.
MAY_BE_EMPTY = {("nb", "movements.turn_to")}
NOT_TYPED = {Phase.SCREENING, Phase.GROUNDING}


def entries(table: Any, path: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    if isinstance(table, tuple):
        yield path, table
        return
    inner = table if isinstance(table, Mapping) else msgspec.structs.asdict(table)
    for name, value in inner.items():
        yield from entries(value, f"{path}.{name}".lstrip("."))


def test_every_language_has_the_same_entries_and_words_for_each() -> None:
    tables = {language: dict(entries(read_table(language))) for language in LANGUAGES}
    assert {file.stem for file in FOLDER.iterdir()} == set(LANGUAGES)
    for one, other in pairwise(LANGUAGES):
        assert set(tables[one]) == set(tables[other])
    for language, table in tables.items():
        assert {(language, path) for path, phrases in table.items() if not phrases} <= MAY_BE_EMPTY


def test_everything_that_can_be_typed_has_a_name() -> None:
    elements, perceptions = PHRASES.elements, PHRASES.perceptions
    assert set(PHRASES.phases.names) == set(Phase) - NOT_TYPED
    assert (set(elements.kinds), set(elements.tones)) == (set(Kind), set(Tone))
    assert (set(PHRASES.movements.postures), set(PHRASES.seats.rights)) == (set(Posture), set(Right))
    assert set(perceptions.moments) == set(Moment)


def test_no_phrase_of_any_language_means_two_things() -> None:
    for path, groups in mappings(PHRASES):
        meanings: dict[tuple[str, ...], set[Any]] = {}
        for phrase, meaning in map_phrases_to_meanings(groups).items():
            meanings.setdefault(fold_words(phrase), set()).add(meaning)
        assert [words for words, several in meanings.items() if len(several) > 1] == [], path
        assert sum(map(len, groups.values())) == len(map_phrases_to_meanings(groups)), path


def mappings(table: Any, path: str = "") -> Iterator[tuple[str, Mapping[Any, tuple[str, ...]]]]:
    if isinstance(table, Mapping):
        yield path, table
    elif isinstance(table, msgspec.Struct):
        for name, value in msgspec.structs.asdict(table).items():
            yield from mappings(value, f"{path}.{name}")


@pytest.mark.parametrize("change", ["lacking", "further", "unknown meaning"])
def test_a_table_that_differs_from_the_declarations_is_refused(change: str) -> None:
    table = tomllib.loads((FOLDER / "nb.toml").read_text(encoding="utf-8"))
    if change == "lacking":
        del table["signals"]["stop"]
    elif change == "further":
        table["signals"]["stopp"] = ["stopp"]
    else:
        table["elements"]["tones"]["rose"] = ["rosa"]
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(table, PhraseTable, str_keys=True)
