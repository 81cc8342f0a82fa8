"""A whole constellation in words, from one seat's view and from nothing else. Pure: a view in, sentences out."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fotfeste.constellations.board import BoardView, SeatView
from fotfeste.constellations.board.view_types import (
    ViewPerception,
    ViewSeat,
    ViewSelfReport,
    ViewSentence,
    value_or,
)

from . import figure_descriptions
from .display_names import Names, phase_name, role_name
from .display_names import capitalize_first as capitalize_first
from .line_examples import list_examples as list_examples
from .phrases import perception_phrases


@dataclass(frozen=True)
class Section:
    """A heading and its sentences. `key` is steady, so that a page can point at it."""

    key: str
    heading: str
    lines: tuple[str, ...]


def all_sections(view: BoardView) -> list[Section]:
    """Everything, in the order in which one would tell it. Empty parts are left out, but for the board itself."""
    sections = [
        Section("now", _("Now"), tuple(describe_phase(view))),
        Section("board", _("On the board"), tuple(describe_board(view))),
        Section("aside", _("Beside the board"), tuple(describe_figures_off_board(view))),
        Section("sees", _("What your figure sees"), tuple(describe_own_sight(view))),
        Section("marks", _("Lines and zones"), tuple(describe_lines_and_zones(view))),
        Section("felt", _("What is noticed"), tuple(describe_perceptions(view))),
        Section("sentences", _("Sentences"), tuple(describe_sentences(view))),
        Section("people", _("Who is here"), tuple(describe_people(view))),
        Section("own", _("For you"), tuple(describe_own_status(view))),
    ]
    return [section for section in sections if section.lines or section.key == "board"]


def find_changes(before: SeatView, view: BoardView, most: int = 3) -> list[str]:
    """What can be told now and could not be told before: a few sentences, not the whole again."""
    sections_before = all_sections(before) if isinstance(before, BoardView) else []
    old = {line for section in sections_before for line in section.lines}
    new = [line for section in all_sections(view) if section.key != "own" for line in section.lines if line not in old]
    return new if len(new) <= most else [*new[:most], _("More has changed; it stands in the description.")]


def describe_figure(view: BoardView, key: str) -> str:
    return figure_descriptions.describe_figure(Names(view), key)


# ---- the moment ----------------------------------------------------------------------------------------------------


def describe_phase(view: BoardView) -> list[str]:
    said = [_("The phase is: %(phase)s.") % {"phase": phase_name(view.phase)}]
    if view.phase == "grounding":
        said = [
            _("It has been stopped. Everything rests. Before that: %(phase)s.") % {"phase": phase_name(view.before)}
        ]
    elif view.frozen:
        said.append(_("Everything rests; nothing can be moved."))
    if view.waits_for_client:
        said.append(_("It goes on when the client has said yes."))
    if view.slow_s:
        said.append(_("It goes slowly: %(n)d seconds between two moves.") % {"n": view.slow_s})
    if view.proposal:
        said.append(_("The client proposes: %(phase)s.") % {"phase": phase_name(view.proposal)})
    if view.deep_closed:
        said.append(_("Sensing and moving are closed after a hard time."))
    if view.issue:
        said.append(_("What it is about: %(issue)s") % {"issue": view.issue})
    return said + [_moment_sentence(each.moment) for each in view.pictures]


def _moment_sentence(moment: str) -> str:
    return {
        "first": _("The first image is kept."),
        "turning": _("A turning point is kept."),
    }.get(moment) or _("The closing image is kept.")


def describe_people(view: BoardView) -> list[str]:
    names = Names(view)
    return [_person_sentence(names, seat) for seat in view.seats]


def _person_sentence(names: Names, seat: ViewSeat) -> str:
    who, what = names.seat(seat.id), role_name(seat.role)
    said = capitalize_first(who if who == what else _("%(who)s, %(role)s") % {"who": who, "role": what})
    if seat.id == names.me.seat:
        said += _(" (you)")
    if seat.presence == "lobby":
        return _("%(who)s waits to be let in.") % {"who": said}
    if seat.presence == "stepped_out":
        said = _("%(who)s has stepped out, and is still here") % {"who": said}
    elif seat.presence != "in":
        said = _("%(who)s has left") % {"who": said}
    if figure := value_or(seat.figure, ""):
        said = _("%(who)s; stands for %(figure)s") % {"who": said, "figure": names.figure(figure)}
    owed = [names.figure(key) for key in value_or(seat.owes, ()) if key != figure]
    if owed:
        said = _("%(who)s; has not stepped out of: %(these)s") % {"who": said, "these": ", ".join(owed)}
    if anchor := value_or(seat.anchor, 0):
        said = _("%(who)s; at place %(n)d of the floor") % {"who": said, "n": anchor}
    return said + "."


# ---- what stands there ---------------------------------------------------------------------------------------------


def describe_board(view: BoardView) -> list[str]:
    names = Names(view)
    there = [key for key, figure in view.figures.items() if figure.on_board]
    return [figure_descriptions.describe_figure(names, key) for key in there] or [_("Nothing stands on the board yet.")]


def describe_figures_off_board(view: BoardView) -> list[str]:
    names = Names(view)
    return [
        figure_descriptions.describe_figure(names, key) for key, figure in view.figures.items() if not figure.on_board
    ]


def describe_lines_and_zones(view: BoardView) -> list[str]:
    names = Names(view)
    said = []
    for n, line in enumerate(view.lines.values(), 1):
        ends = {"n": n, "one": names.figure(line.start), "other": names.figure(line.end)}
        said.append(_append_words(_("Line %(n)d, from %(one)s to %(other)s") % ends, line.words))
    for n, zone in enumerate(view.zones.values(), 1):
        at = {"n": n, "where": figure_descriptions.describe_place((zone.x, zone.y))}
        said.append(_append_words(_("Zone %(n)d, %(where)s") % at, zone.words))
    if view.rows_shown:
        said.append(_("The rows of the generations are shown."))
    return said


def _append_words(said: str, words: str) -> str:
    return _("%(said)s: %(words)s.") % {"said": said, "words": words} if words else said + "."


def can_look_through(view: BoardView, key: str) -> bool:
    """Whether this seat may look through the eyes of that figure."""
    return view.me.inside == "any" or (view.me.inside == "own" and key == view.me.figure)


def describe_figure_sight(view: BoardView, key: str) -> list[str]:
    return figure_descriptions.describe_sight(Names(view), key)


def describe_own_sight(view: BoardView) -> list[str]:
    own_figure = Names(view).own_figure
    stands = bool(own_figure) and view.figures[own_figure].on_board
    return describe_figure_sight(view, own_figure) if stands and can_look_through(view, own_figure) else []


# ---- what is felt and said -----------------------------------------------------------------------------------------


def describe_perceptions(view: BoardView) -> list[str]:
    names = Names(view)
    return [_perception_sentence(names, n, each) for n, each in enumerate(view.perceptions, 1)]


def _perception_sentence(names: Names, n: int, each: ViewPerception) -> str:
    said = [*perception_phrases(each), *([each.words] if each.words else [])]
    words = {"n": n, "words": ", ".join(said) or _("the words were taken back")}
    line = _("%(n)d. Noticed: %(words)s") % words
    if each.figure:
        line = _("%(n)d. Noticed as %(who)s: %(words)s") % (words | {"who": names.figure(each.figure)})
    return line + (_(" (put away)") if each.put_away else "")


def describe_sentences(view: BoardView) -> list[str]:
    names, said, n = Names(view), [], 0
    for each in view.sentences:
        if each.mine and each.answer == "offered":
            n += 1
            said.append(
                _("%(n)d. Offered to you: “%(words)s” You may say it, change it or leave it.")
                % {"n": n, "words": each.words}
            )
        else:
            said.append(_offer_status(names, each))
    return said


def _offer_status(names: Names, each: ViewSentence) -> str:
    who = _("You") if each.mine else names.seat(each.to) if each.to else _("Someone")
    forms = {
        "offered": _("Offered to %(who)s: “%(words)s”"),
        "declined": _("%(who)s left the sentence “%(words)s”"),
        "changed": _("%(who)s said, in own words: “%(words)s”"),
    }
    return capitalize_first(
        (forms.get(each.answer) or _("%(who)s said: “%(words)s”")) % {"who": who, "words": each.words}
    )


# ---- for oneself ---------------------------------------------------------------------------------------------------


def describe_own_status(view: BoardView) -> list[str]:
    me, names = view.me, Names(view)
    said = [_consent_status("take_part" in me.agreed, "record" in me.agreed)]
    if me.presence == "stepped_out":
        said.append(_("You have stepped out. “I am back” takes you in again."))
    if names.own_figure:
        said.append(_("You stand for %(who)s.") % {"who": names.figure(names.own_figure)})
    if owed := [names.figure(key) for key in me.owes]:
        said.append(_("Roles you can step out of: %(these)s.") % {"these": ", ".join(owed)})
    said += [_self_report_sentence(each) for each in view.told[-3:]]
    if view.kept:
        said.append(_("You keep: %(words)s") % {"words": view.kept})
    return said


def _consent_status(to_part: bool, to_record: bool) -> str:
    if to_part and to_record:
        return _("You have said yes to taking part, and to looking back later.")
    if to_part:
        return _("You have said yes to taking part. Looking back later is not agreed to.")
    if to_record:
        return _("You have said yes to looking back later, and not yet to taking part.")
    return _("You have not said yes to anything yet. “Yes to taking part” and “yes to looking back” are two answers.")


def _self_report_sentence(each: ViewSelfReport) -> str:
    said = []
    if each.activation is not None:
        said.append(_("activation %(n)d") % {"n": each.activation})
    if each.safety is not None:
        said.append(pgettext("told", "safety %(n)d") % {"n": each.safety})
    return _("Told: %(what)s.") % {"what": ", ".join(said) or _("taken back")}
