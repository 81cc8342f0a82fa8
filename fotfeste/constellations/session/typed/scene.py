"""What a typed line is read against: one seat's view, and what its words can mean there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from fotfeste.constellations.session.names import Names
from fotfeste.constellations.session.spelling import is_slip, words_of

from .answers import Heard, unclear
from .cursor import Cursor

View = dict[str, Any]
Words = tuple[str, ...]
ARTICLES = frozenset({"a", "an", "the", "my", "our", "en", "et", "ei", "den", "det", "de", "min", "mitt", "mi", "mine"})
ME = tuple(map(words_of, ("me", "I", "myself", "meg", "jeg", "meg selv")))
SUBJECTS = tuple(map(words_of, ("I", "jeg")))
MY_FIGURE = tuple(map(words_of, ("my figure", "your figure", "min figur", "figuren min", "figuren din", "din figur")))
ENDINGS = ("en", "et", "a", "n", "ns", "ens", "ets", "s")
MOST_WORDS = 10


@dataclass(frozen=True)
class Named:
    """What a name at the cursor can mean. `sure`: it was written as it is, not only nearly so."""

    keys: tuple[str, ...]
    sure: bool = True

    @property
    def one(self) -> str:
        return self.keys[0] if len(self.keys) == 1 else ""


class Forms:
    """Ways to write the names of some things."""

    def __init__(self, names: Mapping[str, str], also: Mapping[str, Iterable[Words]]):
        self.exact: dict[Words, set[str]] = {}
        self.loose: dict[Words, set[str]] = {}
        for key, name in names.items():
            for form in also.get(key, ()):
                self._keep(self.exact, form, key)
            self._keep(self.exact, words_of(name), key)
            for form in _shorter(words_of(name)):
                self._keep(self.loose, form, key)

    def _keep(self, table: dict[Words, set[str]], form: Words, key: str) -> None:
        if form:
            table.setdefault(form, set()).add(key)

    def at(self, cursor: Cursor) -> Named | None:
        """The longest name that stands here; written exactly, then without its article, bent, or with a slip."""
        for match in (self.exact.get, self.loose.get, self._bent, self._slipped):
            for size in range(MOST_WORDS, 0, -1):
                words, after = cursor.peek(size)
                if len(words) == size and (keys := match(words)):
                    cursor.at = after
                    return Named(tuple(sorted(keys)), sure=match != self._slipped)
        return None

    def _bent(self, words: Words) -> set[str] | None:
        return self._all(lambda form: len(form) == len(words) and all(map(_is_bent, words, form)))

    def _slipped(self, words: Words) -> set[str] | None:
        if any(word in KEYWORDS for word in words):
            return None
        return self._all(lambda form: len(form) == len(words) and all(map(is_slip, words, form)))

    def _all(self, fits: Any) -> set[str] | None:
        both = (*self.exact.items(), *self.loose.items())
        return {key for form, keys in both if fits(form) for key in keys} or None


def _shorter(words: Words) -> Iterator[Words]:
    """Without a leading 'my' or 'the'; and the first word by itself, where it is a word of some length."""
    if len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
        yield words
    if len(words) > 1 and len(words[0]) > 2 and words[0] not in KEYWORDS:
        yield words[:1]


def _is_bent(typed: str, meant: str) -> bool:
    return typed == meant or (len(meant) > 2 and typed.startswith(meant) and typed[len(meant) :] in ENDINGS)


@dataclass(frozen=True)
class Scene:
    """`seen` and `phase_seen`: what the page showed when the line was typed."""

    view: View
    seen: int
    phase_seen: str = ""

    @cached_property
    def names(self) -> Names:
        return Names(self.view)

    @property
    def figures(self) -> dict[str, View]:
        return self.names.figures

    @property
    def me(self) -> View:
        return self.names.me

    def may(self, command: str) -> bool:
        return command in self.me.get("may", ())

    @cached_property
    def _figure_forms(self) -> Forms:
        also: dict[str, list[Words]] = {}
        for key, figure in self.figures.items():
            label = words_of(figure["label"])
            also[key] = [label] + [(word, *label) for word in ("figure", "figur", "figuren") if label]
            for n in (words_of(self.names.of_figures[key])[-1:],):
                also[key] += [("figure", *n), ("figur", *n)] if not label else []
        labels = {words_of(figure["label"]) for figure in self.figures.values()}
        if self._own:
            also[self._own] += [word for word in ME if word not in SUBJECTS or word not in labels]
        if self.names.mine:
            also[self.names.mine] += MY_FIGURE
        return Forms(self.names.of_figures, also)

    @property
    def _own(self) -> str:
        return self.names.mine or self.names.self_figure

    @cached_property
    def _seat_forms(self) -> Forms:
        return Forms(self.names.of_seats, {str(self.me.get("seat", "")): ME})

    def figure(self, cursor: Cursor) -> Named | None:
        """At the beginning of a line, 'I' is oneself, even where the client has called a figure so."""
        words, after = cursor.peek(1)
        if cursor.at == 0 and self.names.mine and words in SUBJECTS:
            cursor.at = after
            return Named((self.names.mine,))
        return self._at(self._figure_forms, cursor)

    def seat(self, cursor: Cursor) -> Named | None:
        return self._at(self._seat_forms, cursor)

    def _at(self, forms: Forms, cursor: Cursor) -> Named | None:
        start = cursor.at
        if found := forms.at(cursor):
            return found
        while not cursor.is_done and cursor.tokens[cursor.at].folded in ARTICLES:
            cursor.at += 1
            if found := forms.at(cursor):
                return found
        cursor.at = start
        return None

    def which(self, named: Named) -> Heard:
        """Ask which of several figures is meant."""
        ways = [self._unmistakable(key) for key in named.keys]
        return unclear(_("Which one do you mean: %(these)s?") % {"these": either(ways)})

    def which_seat(self, named: Named) -> Heard:
        return unclear(
            _("Which one do you mean: %(these)s?") % {"these": either([self.names.seat(key) for key in named.keys])}
        )

    def _unmistakable(self, key: str) -> str:
        """A way to write it that means nothing else."""
        if key == self.names.mine:
            return _("my figure")
        name = self.names.figure(key)
        return _("figure %(name)s") % {"name": name} if words_of(name) in ME else name


def either(ways: list[str]) -> str:
    quoted = [_("“%(words)s”") % {"words": way} for way in ways]
    if len(quoted) < 2:
        return "".join(quoted)
    return _("%(first)s or %(last)s") % {"first": ", ".join(quoted[:-1]), "last": quoted[-1]}


# Words that carry a line's meaning: none of them is taken for a name written with a slip.
KEYWORDS = frozenset(
    words_of("""
    place put set move turn take add remove left right front behind ahead back towards away facing from between steps
    stop pause slower next help what where who does see sees stand stands sit sits lies kneel look looks notice feel
    middle top bottom edge closer near nearer beside step half quarter around with into onto over this that here
    plasser flytt snu sett legg fjern venstre høyre foran bak bort mot vendt mellom steg skritt nærmere lenger midten
    stopp saktere neste hjelp hva hvor hvem ser står stå sitter ligger kneler merker kjenner rundt halv kvart brettet
    fram frem tilbake opp ned øverst nederst kant hjørne siden ved fra til som sier tilby slipp trer rollen dette her
    """)
)
