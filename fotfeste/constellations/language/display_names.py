"""What things are called for one seat: each name is that seat's view's, and means one thing only."""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fotfeste.constellations.board import BoardView
from fotfeste.constellations.board.enums import Kind
from fotfeste.constellations.board.view_types import ViewFigure, ViewSeat, ViewSelf

from .phrases import PHASES
from .text_matching import fold_text, fold_words


class Names:
    def __init__(self, view: BoardView):
        self.figures: dict[str, ViewFigure] = view.figures
        self.seats: dict[str, ViewSeat] = {seat.id: seat for seat in view.seats}
        self.me: ViewSelf = view.me

    @property
    def own_figure(self) -> str:
        """The figure this seat stands for, or ''."""
        return self.me.figure if self.me.figure in self.figures else ""

    @cached_property
    def self_figure(self) -> str:
        """The one that stands for the client herself, where that is known and there is one only."""
        found = [key for key, figure in self.figures.items() if figure.kind == Kind.SELF]
        return found[0] if len(found) == 1 else ""

    @cached_property
    def figure_names(self) -> dict[str, str]:
        """Labels that are there twice, or not at all, are numbered. The ids are random, so the numbers tell nothing."""
        labels = {key: figure.label.strip() for key, figure in self.figures.items()}
        named = {key: label for key, label in labels.items() if fold_words(label)}
        return _number_duplicates(named) | self._name_unlabelled(key for key in labels if key not in named)

    def _name_unlabelled(self, keys: Iterable[str]) -> dict[str, str]:
        others = list(keys)
        if others == [self.own_figure]:
            return {self.own_figure: _("your figure")}
        if len(others) == 1:
            return {others[0]: _("a figure")}
        return {key: _("figure %(n)d") % {"n": n} for n, key in enumerate(others, 1)}

    def figure(self, key: str) -> str:
        return self.figure_names.get(key) or _("a figure")

    def capitalized_figure(self, key: str) -> str:  # the same name where a sentence begins
        return capitalize_first(self.figure(key))

    @cached_property
    def seat_names(self) -> dict[str, str]:
        return _number_duplicates({key: seat.name.strip() or role_name(seat.role) for key, seat in self.seats.items()})

    def seat(self, key: str) -> str:
        return self.seat_names.get(key) or _("someone")


def _number_duplicates(names: dict[str, str]) -> dict[str, str]:
    """Two things of one name become 'Mor 1' and 'Mor 2'."""
    many = Counter(fold_text(name) for name in names.values())
    so_far: Counter[str] = Counter()
    given = {}
    for key, name in names.items():
        so_far[fold_text(name)] += 1
        given[key] = f"{name} {so_far[fold_text(name)]}" if many[fold_text(name)] > 1 else name
    return given


def capitalize_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def role_name(value: str) -> str:
    return {
        "facilitator": pgettext("role in words", "the facilitator"),
        "cohost": pgettext("role in words", "a co-host"),
        "client": pgettext("role in words", "the client"),
        "alone": pgettext("role in words", "the client"),
        "representative": pgettext("role in words", "a representative"),
        "observer": pgettext("role in words", "an observer"),
    }.get(value, _("someone"))


def phase_name(value: str) -> str:
    """What a phase is called on every page of the board. These words can be typed, too."""
    return str(PHASES.get(value, ""))
