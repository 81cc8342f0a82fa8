"""A whole constellation in words, from one seat's view and from nothing else. Pure: a view in, sentences out."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from . import standing
from .examples import examples as examples
from .names import Names, View, phase, role
from .names import capital as capital
from .phrases import felt_words


@dataclass(frozen=True)
class Section:
    """A heading and its sentences. `key` is steady, so that a page can point at it."""

    key: str
    heading: str
    lines: tuple[str, ...]


def whole(view: View) -> list[Section]:
    """Everything, in the order in which one would tell it. Empty parts are left out, but for the board itself."""
    sections = [
        Section("now", _("Now"), tuple(now(view))),
        Section("board", _("On the board"), tuple(board(view))),
        Section("aside", _("Beside the board"), tuple(aside(view))),
        Section("sees", _("What your figure sees"), tuple(own_sight(view))),
        Section("marks", _("Lines and zones"), tuple(marks(view))),
        Section("felt", _("What is noticed"), tuple(felt(view))),
        Section("sentences", _("Sentences"), tuple(sentences(view))),
        Section("people", _("Who is here"), tuple(people(view))),
        Section("own", _("For you"), tuple(own(view))),
    ]
    return [section for section in sections if section.lines or section.key == "board"]


def news(before: View, view: View, most: int = 3) -> list[str]:
    """What can be told now and could not be told before: a few sentences, not the whole again."""
    old = {line for section in whole(before) for line in section.lines} if before.get("phase") else set()
    new = [line for section in whole(view) if section.key != "own" for line in section.lines if line not in old]
    return new if len(new) <= most else [*new[:most], _("More has changed; it stands in the description.")]


def of_figure(view: View, key: str) -> str:
    return standing.of_figure(Names(view), key)


# ---- the moment ----------------------------------------------------------------------------------------------------


def now(view: View) -> list[str]:
    said = [_("The phase is: %(phase)s.") % {"phase": phase(view["phase"])}]
    if view["phase"] == "grounding":
        said = [_("It has been stopped. Everything rests. Before that: %(phase)s.") % {"phase": phase(view["before"])}]
    elif view["frozen"]:
        said.append(_("Everything rests; nothing can be moved."))
    if view["waits_for_client"]:
        said.append(_("It goes on when the client has said yes."))
    if view["slow_s"]:
        said.append(_("It goes slowly: %(n)d seconds between two moves.") % {"n": view["slow_s"]})
    if view["proposal"]:
        said.append(_("The client proposes: %(phase)s.") % {"phase": phase(view["proposal"])})
    if view["deep_closed"]:
        said.append(_("Sensing and moving are closed after a hard time."))
    if view["issue"]:
        said.append(_("What it is about: %(issue)s") % {"issue": view["issue"]})
    return said + [_picture(each["moment"]) for each in view["pictures"]]


def _picture(moment: str) -> str:
    return {
        "first": _("The first image is kept."),
        "turning": _("A turning point is kept."),
    }.get(moment) or _("The closing image is kept.")


def people(view: View) -> list[str]:
    names = Names(view)
    return [_person(names, seat) for seat in view["seats"]]


def _person(names: Names, seat: dict[str, Any]) -> str:
    who, what = names.seat(seat["id"]), role(seat["role"])
    said = capital(who if who == what else _("%(who)s, %(role)s") % {"who": who, "role": what})
    if seat["id"] == names.me.get("seat"):
        said += _(" (you)")
    if seat["presence"] == "lobby":
        return _("%(who)s waits to be let in.") % {"who": said}
    if seat["presence"] == "stepped_out":
        said = _("%(who)s has stepped out, and is still here") % {"who": said}
    elif seat["presence"] != "in":
        said = _("%(who)s has left") % {"who": said}
    if seat.get("figure"):
        said = _("%(who)s; stands for %(figure)s") % {"who": said, "figure": names.figure(seat["figure"])}
    owed = [names.figure(key) for key in seat.get("owes", []) if key != seat.get("figure")]
    if owed:
        said = _("%(who)s; has not stepped out of: %(these)s") % {"who": said, "these": ", ".join(owed)}
    if seat.get("anchor"):
        said = _("%(who)s; at place %(n)d of the floor") % {"who": said, "n": seat["anchor"]}
    return said + "."


# ---- what stands there ---------------------------------------------------------------------------------------------


def board(view: View) -> list[str]:
    names = Names(view)
    there = [key for key, figure in view["figures"].items() if figure["on_board"]]
    return [standing.of_figure(names, key) for key in there] or [_("Nothing stands on the board yet.")]


def aside(view: View) -> list[str]:
    names = Names(view)
    return [standing.of_figure(names, key) for key, figure in view["figures"].items() if not figure["on_board"]]


def marks(view: View) -> list[str]:
    names = Names(view)
    said = []
    for n, line in enumerate(view["lines"].values(), 1):
        ends = {"n": n, "one": names.figure(line["start"]), "other": names.figure(line["end"])}
        said.append(_with(_("Line %(n)d, from %(one)s to %(other)s") % ends, line["words"]))
    for n, zone in enumerate(view["zones"].values(), 1):
        at = {"n": n, "where": standing.where((zone["x"], zone["y"]))}
        said.append(_with(_("Zone %(n)d, %(where)s") % at, zone["words"]))
    if view["rows_shown"]:
        said.append(_("The rows of the generations are shown."))
    return said


def _with(said: str, words: str) -> str:
    return _("%(said)s: %(words)s.") % {"said": said, "words": words} if words else said + "."


def may_look(view: View, key: str) -> bool:
    """Whether this seat may look through the eyes of that figure."""
    inside = view["me"].get("inside", "")
    return bool(inside == "any" or (inside == "own" and key == view["me"].get("figure")))


def sees(view: View, key: str) -> list[str]:
    return standing.sees(Names(view), key)


def own_sight(view: View) -> list[str]:
    own_figure = Names(view).mine
    stands = bool(own_figure) and view["figures"][own_figure]["on_board"]
    return sees(view, own_figure) if stands and may_look(view, own_figure) else []


# ---- what is felt and said -----------------------------------------------------------------------------------------


def felt(view: View) -> list[str]:
    names = Names(view)
    return [_felt(names, n, each) for n, each in enumerate(view["perceptions"], 1)]


def _felt(names: Names, n: int, each: dict[str, Any]) -> str:
    said = [*felt_words(each), *([each["words"]] if each["words"] else [])]
    words = {"n": n, "words": ", ".join(said) or _("the words were taken back")}
    line = _("%(n)d. Noticed: %(words)s") % words
    if each["figure"]:
        line = _("%(n)d. Noticed as %(who)s: %(words)s") % (words | {"who": names.figure(each["figure"])})
    return line + (_(" (put away)") if each["put_away"] else "")


def sentences(view: View) -> list[str]:
    names, said, n = Names(view), [], 0
    for each in view["sentences"]:
        if each["mine"] and each["answer"] == "offered":
            n += 1
            said.append(_("%(n)d. Offered to you: “%(words)s” You may say it, change it or leave it.")
                        % {"n": n, "words": each["words"]})  # fmt: skip
        else:
            said.append(_sentence(names, each))
    return said


def _sentence(names: Names, each: dict[str, Any]) -> str:
    who = _("You") if each["mine"] else names.seat(each["to"]) if each["to"] else _("Someone")
    forms = {
        "offered": _("Offered to %(who)s: “%(words)s”"),
        "declined": _("%(who)s left the sentence “%(words)s”"),
        "changed": _("%(who)s said, in own words: “%(words)s”"),
    }
    return capital((forms.get(each["answer"]) or _("%(who)s said: “%(words)s”")) % {"who": who, "words": each["words"]})


# ---- for oneself ---------------------------------------------------------------------------------------------------


def own(view: View) -> list[str]:
    me, names = view["me"], Names(view)
    said = [_agreed("take_part" in me.get("agreed", ()), "record" in me.get("agreed", ()))]
    if me.get("presence") == "stepped_out":
        said.append(_("You have stepped out. “I am back” takes you in again."))
    if names.mine:
        said.append(_("You stand for %(who)s.") % {"who": names.figure(names.mine)})
    if owed := [names.figure(key) for key in me.get("owes", [])]:
        said.append(_("Roles you can step out of: %(these)s.") % {"these": ", ".join(owed)})
    said += [_told(each) for each in view["told"][-3:]]
    if view["kept"]:
        said.append(_("You keep: %(words)s") % {"words": view["kept"]})
    return said


def _agreed(to_part: bool, to_record: bool) -> str:
    if to_part and to_record:
        return _("You have said yes to taking part, and to looking back later.")
    if to_part:
        return _("You have said yes to taking part. Looking back later is not agreed to.")
    if to_record:
        return _("You have said yes to looking back later, and not yet to taking part.")
    return _("You have not said yes to anything yet. “Yes to taking part” and “yes to looking back” are two answers.")


def _told(each: dict[str, Any]) -> str:
    said = []
    if each["activation"] is not None:
        said.append(_("activation %(n)d") % {"n": each["activation"]})
    if each["safety"] is not None:
        said.append(pgettext("told", "safety %(n)d") % {"n": each["safety"]})
    return _("Told: %(what)s.") % {"what": ", ".join(said) or _("taken back")}
