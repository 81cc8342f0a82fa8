"""How a text speaks: unwelcome words, bare commands, reading ease. The lists are data: words/*.yaml."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

_LISTS = Path(__file__).parent / "words"
_WORD = re.compile(r"[\w’'-]+")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[»”\")]*\s+|\n+")
_LOUD = re.compile(r"[!\u2600-\u27bf\U0001f000-\U0001faff]")


@dataclass(frozen=True)
class Lexicon:
    """The word lists of one language, ready to search with."""

    unwelcome: tuple[tuple[re.Pattern[str], str], ...]
    imperatives: frozenset[str]
    leads: frozenset[str]
    nouns_before: frozenset[str]
    reflexive: str
    before_reflexive: frozenset[str]
    stay: re.Pattern[str]
    room: re.Pattern[str]
    breath: re.Pattern[str]


@cache
def load_lexicon(language: str) -> Lexicon:
    """The lists of a language, read once."""
    lists = yaml.safe_load((_LISTS / f"{language}.yaml").read_text(encoding="utf-8"))
    return Lexicon(
        unwelcome=tuple((_whole_words(entry["words"]), entry["why"]) for entry in lists["unwelcome"]),
        imperatives=frozenset(lists["imperatives"].split()),
        leads=frozenset(lists["leads"].split()),
        nouns_before=frozenset(lists["nouns_before"].split()),
        reflexive=lists["reflexive"],
        before_reflexive=frozenset(lists["before_reflexive"].split()),
        stay=_whole_words(lists["stay"]),
        room=_whole_words(lists["room"]),
        breath=_whole_words(lists["breath"]),
    )


def _whole_words(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


def find_unwelcome_words(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Each word that does not belong, as written, with the reason."""
    flat = " ".join(text.split())
    for pattern, why in load_lexicon(language).unwelcome:
        for found in pattern.finditer(flat):
            yield found[0], why
    for found in _LOUD.finditer(flat):
        yield found[0], "it shouts; a full stop is enough"


def find_bare_commands(text: str, language: str) -> Iterator[str]:
    """The opening verb of each sentence that orders something without an invitation in front of it.

    "Om du vil, løft armene" has its invitation; "Løft armene" and "Så løft armene" have none. A list of verbs is a
    heuristic: it knows the verbs practices use, and the shape "<unknown word> deg/yourself" for the rest.
    """
    lists = load_lexicon(language)
    for sentence in split_sentences(text):
        words = _WORD.findall(sentence.lower())
        while words and words[0] in lists.leads:
            words.pop(0)
        first, second = [*words, "", ""][:2]
        known = first in lists.imperatives and second not in lists.nouns_before
        shaped = second == lists.reflexive and first not in lists.before_reflexive
        if known or shaped:
            yield first


def split_sentences(text: str) -> list[str]:
    """A text cut at full stops, question marks and line ends."""
    return [part for part in _SENTENCE_END.split(text.strip()) if part.strip()]


def compute_lix(text: str) -> float:
    """Björnsson's readability index: words per sentence plus the share of words over six letters (%). 0 for none."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    long_words = sum(len(word) > 6 for word in words)
    return len(words) / len(split_sentences(text)) + 100 * long_words / len(words)


def find_longest_word(text: str) -> str:
    """Where to begin when a text reads heavily."""
    return max(_WORD.findall(text), key=len, default="")
