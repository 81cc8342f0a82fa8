"""What could be written right now, as whole lines. Each can be typed as it stands; a test types them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from fotfeste.constellations.board import BoardView

from .display_names import Names

MAX_EXAMPLES = 4


def list_examples(view: BoardView) -> list[str]:
    """A few that fit the moment and what this seat may do."""
    return [_("“%(words)s”") % {"words": each} for each in list(dict.fromkeys(_fitting_lines(view)))[:MAX_EXAMPLES]]


def _fitting_lines(view: BoardView) -> Iterator[str]:
    may, names = set(view.me.may), Names(view)
    if "consent" in may and "take_part" not in view.me.agreed:
        yield _("yes to taking part")
    if view.phase == "grounding":
        yield from _resting_lines(may)
    if any(seat.presence == "lobby" for seat in view.seats) and "admit" in may:
        yield _("admit %(who)s") % {"who": next(names.seat(s.id) for s in view.seats if s.presence == "lobby")}
    if any(each.mine and each.answer == "offered" for each in view.sentences):
        yield _("I say it")
    if view.phase in ("deroling", "aftercare") and view.me.owes:
        yield _("I step out of my role")
    yield from _figure_lines(view, names, may)
    if "setphase" in may:
        yield _("next")
    yield from (_("who is here?"), _("describe"), _("stop"))


def _resting_lines(may: set[str]) -> Iterator[str]:
    if "resume" in may:
        yield _("go on")
    if "agree" in may:
        yield from (_("yes"), _("not yet"))


def _figure_lines(view: BoardView, names: Names, may: set[str]) -> Iterator[str]:
    there = [key for key, figure in view.figures.items() if figure.on_board]
    aside = [key for key, figure in view.figures.items() if not figure.on_board]
    if "add" in may and len(view.figures) < 2:
        yield _("add resource Stone")
    if view.me.moves == "any":
        yield from _any_figure_lines(names, there, aside)
    elif view.me.moves == "own" and names.own_figure in there:
        yield from (_("one step ahead"), _("turn left"))
    if "perceive" in may and names.own_figure:
        yield _("I notice warm hands")
    elif "perceive" in may and there:
        yield _("%(who)s notices warm hands") % {"who": names.figure(there[0])}
    if names.own_figure in there and view.me.inside:
        yield _("what do I see?")


def _any_figure_lines(names: Names, there: list[str], aside: list[str]) -> Iterator[str]:
    if aside and there:
        both = {"who": names.figure(aside[0]), "other": names.figure(there[0])}
        yield _("place %(who)s two steps to the left of %(other)s") % both
    elif aside:
        yield _("place %(who)s in the middle") % {"who": names.figure(aside[0])}
    if len(there) > 1:
        both = {"who": names.figure(there[1]), "other": names.figure(there[0])}
        yield from (_("turn %(who)s towards %(other)s") % both, _("move %(who)s closer to %(other)s") % both)
