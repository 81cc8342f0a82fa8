"""Where a figure stands, which way it faces and what it sees, in words. The words can be typed back as they are."""

from math import floor

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from fotfeste.constellations.board.enums import HEIGHT, WIDTH, Kind, Living
from fotfeste.constellations.board.geometry import Place, bearing, distance, distance_in_steps, shortest_turn
from fotfeste.constellations.board.line_of_sight import SeenFigure, visible_figures
from fotfeste.constellations.board.view_types import ViewFigure, value_or

from .display_names import Names, capitalize_first
from .phrases import KINDS, LIVING

FACING_WITHIN_DEG = 20  # degrees to each side: it faces somebody
TURNED_AWAY_BEYOND_DEG = 90  # nobody within so many degrees: it is turned away from everyone
HEAD_TURNED_FROM_DEG = 10


def describe_figure(names: Names, key: str) -> str:
    """One sentence: posture, place, in relation to Me and to the nearest, and the way it faces."""
    figure = names.figures[key]
    who = names.capitalized_figure(key) + _figure_details(names, key)
    if not figure.on_board:
        return _("%(who)s has no place on the board yet.") % {"who": who}
    parts = [_posture_sentence(figure.posture) % {"who": who, "where": describe_place(_place_of(figure))}]
    parts += [*describe_relations(names, key), describe_facing(names, key), *_describe_head(names, key)]
    return ", ".join(parts) + "."


def _figure_details(names: Names, key: str) -> str:
    figure = names.figures[key]
    said = []
    if key == names.own_figure and figure.label.strip():
        said.append(_("your figure"))
    kind, masked = value_or(figure.kind, Kind.PERSON), value_or(figure.masked, "")
    if kind not in (Kind.SELF, Kind.PERSON):
        said.append(str(KINDS[kind]))
    if figure.living == Living.DEAD:
        said.append(str(LIVING[Living.DEAD]))
    if masked and not value_or(figure.revealed, False):
        said.append(_("shown as %(masked)s where names are hidden") % {"masked": masked})
    return f" ({', '.join(said)})" if said else ""


def _posture_sentence(value: str) -> str:
    return {
        "sitting": _("%(who)s sits %(where)s"),
        "kneeling": _("%(who)s kneels %(where)s"),
        "lying": _("%(who)s lies %(where)s"),
    }.get(value) or _("%(who)s stands %(where)s")


def _place_of(figure: ViewFigure) -> Place:
    return figure.at.x, figure.at.y


# ---- where ---------------------------------------------------------------------------------------------------------


def describe_place(place: Place) -> str:
    """One of nine fields of the board."""
    column = min(int(3 * place[0] / WIDTH), 2)
    row = min(int(3 * place[1] / HEIGHT), 2)
    return (
        (_("at the upper left"), _("at the top"), _("at the upper right")),
        (_("on the left"), _("in the middle"), _("on the right")),
        (_("at the lower left"), _("at the bottom"), _("at the lower right")),
    )[row][column]


def describe_relations(names: Names, key: str) -> list[str]:
    """To Me, where there is one; and to whoever stands nearest."""
    figures = names.figures
    here = _place_of(figures[key])
    others = [other for other, each in figures.items() if each.on_board and other != key]
    nearest = sorted(others, key=lambda other: (distance(here, _place_of(figures[other])), other))[:1]
    me = names.own_figure or names.self_figure
    chosen = [me] if me in others else []
    return [describe_relation(names, key, other) for other in dict.fromkeys(chosen + nearest)]


def describe_relation(names: Names, key: str, other: str) -> str:
    """'Two steps left of Me': counted from the way the other one faces."""
    here, there = _place_of(names.figures[key]), _place_of(names.figures[other])
    way = shortest_turn(names.figures[other].at.heading, bearing(there, here)) % 360
    said = {"steps": describe_steps(distance_in_steps(here, there)), "other": names.figure(other)}
    return _relation_sentences()[floor(way / 45 + 0.5) % 8] % said


def _relation_sentences() -> tuple[str, ...]:
    return (
        _("%(steps)s in front of %(other)s"),
        _("%(steps)s in front and to the right of %(other)s"),
        _("%(steps)s to the right of %(other)s"),
        _("%(steps)s behind and to the right of %(other)s"),
        _("%(steps)s behind %(other)s"),
        _("%(steps)s behind and to the left of %(other)s"),
        _("%(steps)s to the left of %(other)s"),
        _("%(steps)s in front and to the left of %(other)s"),
    )


def describe_steps(so_many: float) -> str:
    halves = max(floor(so_many * 2 + 0.5), 1)
    whole, has_half = divmod(halves, 2)
    if not has_half:
        return ngettext("%(n)s step", "%(n)s steps", whole) % {"n": _number_word(whole)}
    if whole < 2:
        return _("one and a half steps") if whole else _("half a step")
    return _("%(n)s and a half steps") % {"n": _number_word(whole)}


def _number_word(n: int) -> str:
    words = (
        "",
        pgettext("steps", "one"),
        pgettext("steps", "two"),
        pgettext("steps", "three"),
        pgettext("steps", "four"),
        pgettext("steps", "five"),
        pgettext("steps", "six"),
        pgettext("steps", "seven"),
        pgettext("steps", "eight"),
        pgettext("steps", "nine"),
        pgettext("steps", "ten"),
        pgettext("steps", "eleven"),
        pgettext("steps", "twelve"),
    )
    return words[n] if n < len(words) else str(n)


# ---- which way -----------------------------------------------------------------------------------------------------


def describe_facing(names: Names, key: str) -> str:
    heading = names.figures[key].at.heading
    around = _others_by_angle(names, key, heading)
    if around and around[0][0] <= FACING_WITHIN_DEG:
        return _("facing %(other)s") % {"other": names.figure(around[0][2])}
    said = {"side": board_side_name(heading)}
    if around and around[0][0] > TURNED_AWAY_BEYOND_DEG:
        return _("turned away from everyone, towards %(side)s") % said
    return _("facing %(side)s") % said


def _others_by_angle(names: Names, key: str, look: float) -> list[tuple[float, float, str]]:
    """The others, by how far they are from straight ahead; two in one line by distance."""
    here = _place_of(names.figures[key])
    others = [(other, _place_of(each)) for other, each in names.figures.items() if each.on_board and other != key]
    found = [(abs(shortest_turn(look, bearing(here, there))), distance(here, there), other) for other, there in others]
    ahead = sorted(each for each in found if each[0] <= FACING_WITHIN_DEG)
    return sorted(ahead, key=lambda each: each[1]) or sorted(found)


def board_side_name(heading: float) -> str:
    return (
        _("the top"),
        _("the upper right"),
        _("the right edge"),
        _("the lower right"),
        _("the bottom"),
        _("the lower left"),
        _("the left edge"),
        _("the upper left"),
    )[floor(heading / 45 + 0.5) % 8]


def _describe_head(names: Names, key: str) -> list[str]:
    """Where the head is turned, when it is not turned as the body is."""
    _x, _y, heading, gaze = names.figures[key].at
    if abs(gaze) < HEAD_TURNED_FROM_DEG:
        return []
    around = _others_by_angle(names, key, heading + gaze)
    if around and around[0][0] <= FACING_WITHIN_DEG:
        return [_("the head turned towards %(other)s") % {"other": names.figure(around[0][2])}]
    return [_("the head turned to the left") if gaze < 0 else _("the head turned to the right")]


# ---- what it sees --------------------------------------------------------------------------------------------------


def describe_sight(names: Names, key: str) -> list[str]:
    """The nearest first. What is behind is not seen; what is hidden is said to be."""
    around = list(reversed(visible_figures(names.figures, key)))
    in_sight = [each for each in around if each.side != "behind"]
    said = [_describe_seen_figure(names, each) for each in in_sight]
    behind = ", ".join(names.figure(each.id) for each in around if each.side == "behind")
    if behind:
        said.append(_("Behind, out of sight: %(these)s.") % {"these": behind})
    return said if in_sight else [_("Nobody is in sight."), *said]


def _describe_seen_figure(names: Names, each: SeenFigure) -> str:
    who = names.capitalized_figure(each.id)
    if each.hidden_by:
        return _("%(who)s is hidden behind %(other)s.") % {"who": who, "other": names.figure(each.hidden_by)}
    said = {"side": _side_phrase(each.side), "near": _distance_phrase(each.near), "who": names.figure(each.id)}
    return capitalize_first(
        _("%(side)s, %(near)s: %(who)s, %(facing)s.") % (said | {"facing": _facing_phrase(each.facing)})
    )


def _side_phrase(value: str) -> str:
    return {"front": _("in front"), "left": _("to the left"), "right": _("to the right")}.get(value, "")


def _distance_phrase(value: str) -> str:
    return {
        "touching": _("near enough to touch"),
        "near": pgettext("distance", "near"),
        "some_steps": _("some steps away"),
        "far": _("far away"),
    }.get(value, "")


def _facing_phrase(value: str) -> str:
    return {
        "toward": _("turned this way"),
        "away": _("turned away"),
        "left": _("turned to the left"),
        "right": _("turned to the right"),
    }.get(value, "")
