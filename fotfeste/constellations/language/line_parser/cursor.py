"""A typed line, read from left to right. Phrases are given as people write them; folding is done here."""

from fotfeste.constellations.language.text_matching import MAX_LINE_LENGTH, SEPARATORS, Token, fold_words, tokenize

from .phrase_tables import PHRASES

QUOTES = "\"'“”„«»‘’ "
# What may stand between the parts of a line and means nothing by itself.
FILLERS = (",", ";", *PHRASES.names.fillers)


class Cursor:
    def __init__(self, text: str):
        self.text = text[:MAX_LINE_LENGTH]
        self.tokens: list[Token] = tokenize(self.text)
        self.at = 0

    @property
    def is_done(self) -> bool:
        return self.at >= len(self.tokens)

    def eat(self, *phrases: str) -> str:
        """Pass over the longest of these phrases that stands here, and say which; '' when none does."""
        for phrase in sorted(phrases, key=lambda each: -len(_phrase_tokens(each))):
            parts = _phrase_tokens(phrase)
            if parts and tuple(each.folded for each in self.tokens[self.at : self.at + len(parts)]) == parts:
                self.at += len(parts)
                return phrase
        return ""

    def is_only(self, *phrases: str) -> bool:
        """Whether one of these is all there is from here on."""
        start = self.at
        if self.eat(*phrases):
            self.skip()
            if self.is_done:
                return True
        self.at = start
        return False

    def skip(self, *more: str) -> None:
        while self.eat(*FILLERS, *more):
            pass

    def peek(self, size: int) -> tuple[tuple[str, ...], int]:
        """The next so many words, and where the cursor would be after them. Separators inside are passed over."""
        found: list[str] = []
        at = self.at
        while at < len(self.tokens) and len(found) < size:
            if self.tokens[at].folded not in SEPARATORS:
                found.append(self.tokens[at].folded)
            elif not found:
                break
            at += 1
        return tuple(found), at

    def rest(self) -> str:
        """What is left, as it was typed, without quotation marks around it."""
        while not self.is_done and self.tokens[self.at].folded in SEPARATORS:
            self.at += 1
        return "" if self.is_done else self.text[self._rest_start() :].strip(QUOTES)

    def _rest_start(self) -> int:
        return self.tokens[self.at].start

    def take_until(self, *phrases: str) -> str:
        """As it was typed, up to one of these phrases, which is passed over; all of it when none comes."""
        begun = self.at
        while not self.is_done:
            before = self.at
            if self.eat(*phrases):
                return self.text[self.tokens[begun].start : self.tokens[before].start].strip(QUOTES + ",;:")
            self.at += 1
        return self.text[self.tokens[begun].start :].strip(QUOTES + ",;:") if begun < len(self.tokens) else ""


def _phrase_tokens(phrase: str) -> tuple[str, ...]:
    return (phrase,) if phrase in SEPARATORS else fold_words(phrase)
