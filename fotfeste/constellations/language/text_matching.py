"""How typed words are compared: without case, accents and punctuation, and forgiving of a slip of the finger."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_LETTER_REPLACEMENTS = {"ø": "o", "æ": "a", "ß": "s", "đ": "d", "ł": "l"}
_TOKEN_PATTERN = re.compile(r"\d+(?:[.,]\d+)?|[^\W_]+(?:['’´][^\W_]+)*|[,:;]")
SEPARATORS = frozenset({",", ":", ";"})
MAX_LINE_LENGTH = 400  # of a typed line that is read as a command


@dataclass(frozen=True)
class Token:
    folded: str
    start: int
    end: int


def fold_text(text: str) -> str:
    """Lower case without accents: 'Høyre' and 'hoyre' are the same word."""
    return "".join(_fold_letter(each) for each in unicodedata.normalize("NFC", text))


def _fold_letter(letter: str) -> str:
    low = letter.casefold()[:1] or letter
    return _LETTER_REPLACEMENTS.get(low) or (unicodedata.normalize("NFKD", low)[:1] or low)


def tokenize(text: str) -> list[Token]:
    return [Token(_strip_possessive(fold_text(m[0])), m.start(), m.end()) for m in _TOKEN_PATTERN.finditer(text)]


def _strip_possessive(word: str) -> str:
    """Without an English possessive."""
    return word[:-2] if word[-2:] in {"'s", "’s", "´s"} else word


@lru_cache(maxsize=4096)
def fold_words(text: str) -> tuple[str, ...]:
    """The folded words of a label or a phrase; separators left out."""
    return tuple(each.folded for each in tokenize(text) if each.folded not in SEPARATORS)


def is_typo(word: str, meant: str) -> bool:
    """Whether `typed` is `meant` with a small slip. Words of up to three letters allow none: Mor is not Far."""
    allowed = 0 if len(meant) <= 3 else 1 if len(meant) <= 7 else 2
    return abs(len(word) - len(meant)) <= allowed and edit_distance(word, meant) <= allowed


def edit_distance(a: str, b: str) -> int:
    """Letters added, left out, changed, or two neighbours swapped (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        earlier, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]
