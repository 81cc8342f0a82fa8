"""From what one seat may see (`project`) to what its page shows. It is given the view and never the board itself."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from django.urls import reverse
from django.utils.translation import gettext as _

from fotfeste.body.words import BODY_WORDS, PLACES, activation_choices, activation_word, safety_choices
from fotfeste.constellations.board.words import KINDS_OF_PARTS, NOT_ALONE, Method, Mode, Phase, Presence, Role
from fotfeste.constellations.models import Seat
from fotfeste.constellations.services import WITH_GUESTS
from fotfeste.constellations.session import figures, people, phrases, ways
from fotfeste.constellations.session.own import own_parts
from fotfeste.kit.once import new_id

View: TypeAlias = dict[str, Any]
Typed: TypeAlias = dict[str, dict[str, str]]
P = Phase
IN_A_ROOM = (Mode.IN_ROOM, Mode.HYBRID)
ENDED = (P.DEROLING, P.AFTERCARE, P.CLOSED)
FOR_ANY = (Role.FACILITATOR, Role.COHOST, Role.ALONE)  # who perceives for figures that are not one's own


def shown(view: View, seat: Seat, typed: Typed | None = None) -> dict[str, Any]:
    """Everything the templates ask for. `typed`: what a refused form carried, by the name of its command."""
    layout = _layout(view)
    base = {
        "seat": seat, "view": view, "me": view["me"], "layout": layout, "typed": typed or {}, "fresh": new_id,
        "leader": seat.constellation.facilitator.name, "home": _home(view["me"]["role"], seat),
    }  # fmt: skip
    if layout != "in":
        return base
    page = base | _inside(view, seat, base["leader"])
    return page | own_parts(page)


def _layout(view: View) -> str:
    if view["phase"]:
        return "in"
    return "lobby" if view["me"]["presence"] == Presence.LOBBY else "gone"


def _home(role: str, seat: Seat) -> str:
    """Where a person goes from here. A guest has no other place in the house."""
    if seat.person_id is None:
        return ""
    return reverse("home:now" if role in (Role.CLIENT, Role.ALONE) else "constellations:all")


def _inside(view: View, seat: Seat, facilitator: str) -> dict[str, Any]:
    me, standing, seats = view["me"], figures.figures(view), people.people(view)
    may = dict.fromkeys(me["may"], True)
    is_out = me["presence"] == Presence.STEPPED_OUT
    return {
        "may": may,
        "phase": view["phase"],
        "phase_word": phrases.PHASES[view["phase"]],
        "now_words": ways.now_words(view),
        "way": ways.way(view),
        "onward": ways.next_of(view),
        "proposals": ways.proposals(view) if may.get("proposephase") else [],
        "proposed": phrases.PHASES.get(view["proposal"], ""),
        "board_shown": view["phase"] in ways.WITH_A_BOARD and (view["phase"] != P.CHOOSING or _any_placed(standing)),
        "list_shown": view["phase"] in ways.WITH_A_BOARD and bool(standing),
        "ended": view["phase"] in ENDED,
        "is_out": is_out,
        "is_client": me["role"] in (Role.CLIENT, Role.ALONE),
        "leads": me["role"] in (Role.FACILITATOR, Role.ALONE),
        "leader": people.leader(view["seats"], facilitator),
        "asks_consent": _asks_consent(view),
        "people": seats,
        "client": next((each for each in seats if each["role"] in (Role.CLIENT, Role.ALONE)), None),
        "waiting": [each for each in seats if each["waits"]],
        "has_representatives": any(each["role"] == Role.REPRESENTATIVE for each in seats),
        "may_stand": [each for each in seats if each["may_stand"]],
        "figures": standing,
        **_own(view, standing),
        **_felt(view),
        **_told(view),
        **_lists(view),
        **_links(view, seat),
    }


def _any_placed(standing: list[View]) -> bool:
    return any(each["on_board"] for each in standing)


def _asks_consent(view: View) -> bool:
    """Before it begins everyone is asked; later only who has not said yes to taking part and does not hold it."""
    me, phase = view["me"], view["phase"]
    if phase == P.SCREENING:
        return True
    return "take_part" not in me["agreed"] and me["role"] != Role.FACILITATOR and phase not in ENDED


def _own(view: View, standing: list[View]) -> dict[str, Any]:
    """One's own figure, the roles to step out of, and which figures one may give a place."""
    me = view["me"]
    own = next((each for each in standing if each["id"] == me["figure"]), None)
    movable = standing if me["moves"] == "any" else [own] if me["moves"] == "own" and own else []
    any_figure = me["role"] in FOR_ANY
    on_board = [each for each in standing if each["on_board"]]
    return {
        "own": own,
        "roles_left": [{"id": key, "called": figures.called(view, key)} for key in me["owes"]],
        "movable": [] if view["frozen"] else movable,
        "felt_of": on_board if any_figure else [own] if own else [],
        "marks": [
            *({"id": key, "kind": "line", "words": line["words"]} for key, line in view["lines"].items()),
            *({"id": key, "kind": "zone", "words": zone["words"]} for key, zone in view["zones"].items()),
        ],
    }


def _felt(view: View) -> dict[str, Any]:
    """What was noticed, newest first; what was put away stays with those it concerns."""
    felt = [
        {**each, "called": figures.called(view, each["figure"]) if each["figure"] else _("Someone"),
         "said": phrases.felt_words(each)}
        for each in reversed(view["perceptions"])
    ]  # fmt: skip
    names = {seat["id"]: seat["name"] for seat in view["seats"]}
    said = [{**each, "to_name": names.get(each["to"], "")} for each in view["sentences"]]
    return {
        "felt": [each for each in felt if not each["put_away"] and (each["said"] or each["words"])],
        "put_away": [each for each in felt if each["put_away"] and (each["said"] or each["words"])],
        "my_sentences": [each for each in said if each["mine"] and each["answer"] == "offered"],
        "said": [each for each in reversed(said) if not (each["mine"] and each["answer"] == "offered")],
    }


def _told(view: View) -> dict[str, Any]:
    """The client's own touch, in words and as a wave; no good or bad about it."""
    told = [
        {**each, "words": activation_word(each["activation"])}
        for each in view["told"]
        if each["activation"] is not None or each["safety"] is not None
    ]
    told.reverse()
    activation = _latest(told, "activation")
    return {
        "told": told[:6],
        "activation_now": activation,
        "activation_word": activation_word(activation),
        "safety_now": _latest(told, "safety"),
        "activations": activation_choices(),
        "safeties": safety_choices(),
    }


def _latest(told: list[View], what: str) -> int | None:
    return next((each[what] for each in told if each[what] is not None), None)


def _lists(view: View) -> dict[str, Any]:
    """What the selects offer."""
    kinds: Mapping[str, Any] = phrases.KINDS
    if view["method"] == Method.PARTS:
        kinds = {kind: word for kind, word in kinds.items() if kind in KINDS_OF_PARTS}
    if view["mode"] == Mode.SOLO:
        kinds = {kind: word for kind, word in kinds.items() if kind not in NOT_ALONE}
    return {
        "kinds": kinds, "livings": phrases.LIVING, "tones": phrases.TONES, "generations": phrases.GENERATIONS,
        "postures": phrases.POSTURES, "moments": phrases.MOMENTS, "across": phrases.LEFT_TO_RIGHT,
        "down": phrases.TOP_TO_BOTTOM, "headings": phrases.HEADINGS, "regions": PLACES, "qualities": BODY_WORDS,
        "strengths": range(11), "taken": [str(phrases.MOMENTS[each["moment"]]) for each in view["pictures"]],
    }  # fmt: skip


def _links(view: View, seat: Seat) -> dict[str, Any]:
    one, holds = seat.constellation, view["me"]["role"] == Role.FACILITATOR
    return {
        "meeting": one.meeting if one.meeting.startswith("https://") else "",
        "guests_page": holds and one.mode in WITH_GUESTS,
        "floor_pages": holds and one.mode in IN_A_ROOM,
        "in_a_room": view["mode"] in IN_A_ROOM,
        "replays": view["me"]["replays"] and view["phase"] == P.CLOSED,
    }
