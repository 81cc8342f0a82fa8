"""What a typed line is read against: one seat's view, and what its words can mean there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from fotfeste.constellations.board import BoardView
from fotfeste.constellations.board.view_types import ViewFigure, ViewSelf
from fotfeste.constellations.language.display_names import Names
from fotfeste.constellations.language.text_matching import fold_words, is_typo

from .cursor import Cursor
from .line_result import LineResult, unclear_result
from .phrase_tables import PHRASES

Words = tuple[str, ...]
ARTICLES = frozenset(PHRASES.names.articles)
SELF_WORDS = tuple(map(fold_words, PHRASES.names.me))
SUBJECT_WORDS = tuple(map(fold_words, PHRASES.names.subject))
MY_FIGURE = tuple(map(fold_words, PHRASES.names.my_figure))
INFLECTION_ENDINGS = PHRASES.names.endings
MAX_NAME_WORDS = 10


@dataclass(frozen=True)
class NameMatch:
    """What a name at the cursor can mean. `sure`: it was written as it is, not only nearly so."""

    keys: tuple[str, ...]
    is_exact: bool = True

    @property
    def key(self) -> str:
        return self.keys[0] if len(self.keys) == 1 else ""


class NameIndex:
    """Ways to write the names of some things."""

    def __init__(self, names: Mapping[str, str], also: Mapping[str, Iterable[Words]]):
        self.exact: dict[Words, set[str]] = {}
        self.loose: dict[Words, set[str]] = {}
        for key, name in names.items():
            for form in also.get(key, ()):
                self._add_form(self.exact, form, key)
            self._add_form(self.exact, fold_words(name), key)
            for form in _shortened_names(fold_words(name)):
                self._add_form(self.loose, form, key)

    def _add_form(self, table: dict[Words, set[str]], form: Words, key: str) -> None:
        if form:
            table.setdefault(form, set()).add(key)

    def match_at(self, cursor: Cursor) -> NameMatch | None:
        """The longest name that stands here; written exactly, then without its article, bent, or with a slip."""
        for match in (self.exact.get, self.loose.get, self._match_inflected, self._match_typo):
            for size in range(MAX_NAME_WORDS, 0, -1):
                words, after = cursor.peek(size)
                if len(words) == size and (keys := match(words)):
                    cursor.at = after
                    return NameMatch(tuple(sorted(keys)), is_exact=match != self._match_typo)
        return None

    def _match_inflected(self, words: Words) -> set[str] | None:
        return self._match_all(lambda form: len(form) == len(words) and all(map(_is_inflected, words, form)))

    def _match_typo(self, words: Words) -> set[str] | None:
        if any(word in KEYWORDS for word in words):
            return None
        return self._match_all(lambda form: len(form) == len(words) and all(map(is_typo, words, form)))

    def _match_all(self, fits: Any) -> set[str] | None:
        both = (*self.exact.items(), *self.loose.items())
        return {key for form, keys in both if fits(form) for key in keys} or None


def _shortened_names(words: Words) -> Iterator[Words]:
    """Without a leading 'my' or 'the'; and the first word by itself, where it is a word of some length."""
    if len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
        yield words
    if len(words) > 1 and len(words[0]) > 2 and words[0] not in KEYWORDS:
        yield words[:1]


def _is_inflected(typed: str, meant: str) -> bool:
    return typed == meant or (len(meant) > 2 and typed.startswith(meant) and typed[len(meant) :] in INFLECTION_ENDINGS)


@dataclass(frozen=True)
class LineContext:
    """`seen` and `phase_seen`: what the page showed when the line was typed."""

    view: BoardView
    seen: int
    phase_seen: str = ""

    @cached_property
    def names(self) -> Names:
        return Names(self.view)

    @property
    def figures(self) -> dict[str, ViewFigure]:
        return self.names.figures

    @property
    def me(self) -> ViewSelf:
        return self.names.me

    def may(self, command: str) -> bool:
        return command in self.me.may

    @cached_property
    def _figure_forms(self) -> NameIndex:
        also: dict[str, list[Words]] = {}
        for key, figure in self.figures.items():
            label = fold_words(figure.label)
            also[key] = [label] + [(word, *label) for word in PHRASES.names.the_figure if label]
            for n in (fold_words(self.names.figure_names[key])[-1:],):
                also[key] += [(word, *n) for word in PHRASES.names.figure] if not label else []
        labels = {fold_words(figure.label) for figure in self.figures.values()}
        if self._own_figure:
            also[self._own_figure] += [word for word in SELF_WORDS if word not in SUBJECT_WORDS or word not in labels]
        if self.names.own_figure:
            also[self.names.own_figure] += MY_FIGURE
        return NameIndex(self.names.figure_names, also)

    @property
    def _own_figure(self) -> str:
        return self.names.own_figure or self.names.self_figure

    @cached_property
    def _seat_forms(self) -> NameIndex:
        return NameIndex(self.names.seat_names, {self.me.seat: SELF_WORDS})

    def match_figure(self, cursor: Cursor) -> NameMatch | None:
        """At the beginning of a line, 'I' is oneself, even where the client has called a figure so."""
        words, after = cursor.peek(1)
        if cursor.at == 0 and self.names.own_figure and words in SUBJECT_WORDS:
            cursor.at = after
            return NameMatch((self.names.own_figure,))
        return self._find_name(self._figure_forms, cursor)

    def match_seat(self, cursor: Cursor) -> NameMatch | None:
        return self._find_name(self._seat_forms, cursor)

    def _find_name(self, forms: NameIndex, cursor: Cursor) -> NameMatch | None:
        start = cursor.at
        if found := forms.match_at(cursor):
            return found
        while not cursor.is_done and cursor.tokens[cursor.at].folded in ARTICLES:
            cursor.at += 1
            if found := forms.match_at(cursor):
                return found
        cursor.at = start
        return None

    def ask_which_figure(self, match: NameMatch) -> LineResult:
        """Ask which of several figures is meant."""
        ways = [self._unambiguous_name(key) for key in match.keys]
        return unclear_result(_("Which one do you mean: %(these)s?") % {"these": join_alternatives(ways)})

    def ask_which_seat(self, match: NameMatch) -> LineResult:
        return unclear_result(
            _("Which one do you mean: %(these)s?")
            % {"these": join_alternatives([self.names.seat(key) for key in match.keys])}
        )

    def _unambiguous_name(self, key: str) -> str:
        """A way to write it that means nothing else."""
        if key == self.names.own_figure:
            return _("my figure")
        name = self.names.figure(key)
        return _("figure %(name)s") % {"name": name} if fold_words(name) in SELF_WORDS else name


def join_alternatives(ways: list[str]) -> str:
    quoted = [_("“%(words)s”") % {"words": way} for way in ways]
    if len(quoted) < 2:
        return "".join(quoted)
    return _("%(first)s or %(last)s") % {"first": ", ".join(quoted[:-1]), "last": quoted[-1]}


# Words that carry a line's meaning: none of them is taken for a name written with a slip.
KEYWORDS = frozenset(fold_words(" ".join(PHRASES.names.keywords)))
