"""What stands on the board, in words, as far as a view tells: label, where, facing, who stands for it."""

from typing import Any, TypeAlias

from django.utils.translation import gettext as _

from fotfeste.constellations.board.sight import seen
from fotfeste.constellations.board.words import HEIGHT, WIDTH
from fotfeste.constellations.session import phrases
from fotfeste.constellations.session.board_words import places, ways

View: TypeAlias = dict[str, Any]
STRAIGHT = 15  # degrees to each side that count as facing someone, as on the board itself
ROW = 200  # units: what counts as the same height in the list


def figures(view: View) -> list[View]:
    """Every figure of this view, those on the board from the top left on, then those that wait beside it."""
    holders = {seat["figure"]: seat for seat in view["seats"] if seat.get("figure")}
    shown = [_figure(view, key, holders.get(key)) for key in view["figures"]]
    return sorted(shown, key=lambda each: (not each["on_board"], each["at"][1] // ROW, each["at"][0], each["id"]))


def _figure(view: View, key: str, holder: View | None) -> View:
    figure = view["figures"][key]
    return {
        **figure,
        "id": key,
        "called": called(view, key),
        "held_by": holder["name"] if holder else "",
        "where": _where(figure) if figure["on_board"] else "",
        "facing": _facing(view, key) if figure["on_board"] else "",
        "facts": _facts(figure),
    }


def called(view: View, key: str) -> str:
    """Its label, if this seat may read one."""
    return str(view["figures"].get(key, {}).get("label") or _("a figure"))


def _where(figure: View) -> str:
    x, y = (int(each) for each in figure["at"][:2])
    return places()[3 * min(2, 3 * y // HEIGHT) + min(2, 3 * x // WIDTH)]


def _facing(view: View, key: str) -> str:
    """Whom it has straight ahead; else which way it is turned."""
    ahead = [each for each in seen(view["figures"], key) if abs(each["angle"]) <= STRAIGHT]
    if ahead:
        nearest = min(ahead, key=lambda each: each["distance"])
        return _("facing {figure}").format(figure=called(view, nearest["id"]))
    return _("facing {way}").format(way=ways()[round(_look(view["figures"][key]) / 45) % 8])


def _look(figure: View) -> float:
    return float(figure["at"][2] + figure["at"][3]) % 360


def _facts(figure: View) -> list[str]:
    """What the client has said it is, and how it stands. A living person who stands upright needs no such line."""
    said = [
        str(phrases.SHORT_KINDS.get(figure.get("kind", ""), "")),
        str(phrases.LIVING["dead"]) if figure.get("living") == "dead" else "",
        str(phrases.GENERATIONS[figure["generation"]]) if figure.get("generation") else "",
        str(phrases.POSTURES[figure["posture"]]) if figure["posture"] != "standing" else "",
    ]
    return [each for each in said if each and each != figure["label"]]
