"""From what one seat may see (`seat_view`) to what its page shows. It is given the view and never the board itself."""

from collections.abc import Mapping
from typing import Any, TypeAlias

import msgspec
from django.urls import reverse
from django.utils.translation import gettext as _

from fotfeste.body.vocabulary import ACTIVATION, BODY_WORDS, PLACES, activation_choices, safety_choices
from fotfeste.constellations.board import BoardView, OutsideView, SeatView
from fotfeste.constellations.board.enums import KINDS_NOT_ALONE, KINDS_OF_PARTS, Method, Mode, Phase, Presence, Role
from fotfeste.constellations.language import phrases
from fotfeste.constellations.models import Seat
from fotfeste.constellations.services import MODES_WITH_GUESTS
from fotfeste.constellations.session import figure_list, participants, phase_navigation
from fotfeste.constellations.session.seat_actions import list_seat_actions
from fotfeste.kit.idempotency import new_id

Row: TypeAlias = dict[str, Any]
RefusedInput: TypeAlias = dict[str, dict[str, str]]
P = Phase
ROOM_MODES = (Mode.IN_ROOM, Mode.HYBRID)
ENDING_PHASES = (P.DEROLING, P.AFTERCARE, P.CLOSED)
PERCEIVES_FOR_OTHERS = (Role.FACILITATOR, Role.COHOST, Role.ALONE)  # who perceives for figures that are not one's own


def build_page_context(view: SeatView, seat: Seat, refused_input: RefusedInput | None = None) -> dict[str, Any]:
    """Everything the templates ask for. `refused_input`: what a refused form carried, by the name of its command."""
    layout = _choose_layout(view)
    base = {
        "seat": seat,
        "view": view,
        "me": view.me,
        "layout": layout,
        "typed": refused_input or {},
        "fresh": new_id,
        "leader": seat.constellation.facilitator.name,
        "home": _home_url(view.me.role, seat),
    }
    if isinstance(view, OutsideView):
        return base
    page = base | _participant_context(view, seat, base["leader"])
    return page | list_seat_actions(page)


def _choose_layout(view: SeatView) -> str:
    if isinstance(view, BoardView):
        return "in"
    return "lobby" if view.me.presence == Presence.LOBBY else "gone"


def _home_url(role: str, seat: Seat) -> str:
    """Where a person goes from here. A guest has no other place in the house."""
    if seat.person_id is None:
        return ""
    return reverse("home:now" if role in (Role.CLIENT, Role.ALONE) else "constellations:all")


def _participant_context(view: BoardView, seat: Seat, facilitator: str) -> dict[str, Any]:
    me, standing, seats = view.me, figure_list.list_figures(view), participants.list_participants(view)
    may = dict.fromkeys(me.may, True)
    is_out, has_board = me.presence == Presence.STEPPED_OUT, view.phase in phase_navigation.BOARD_PHASES
    return {
        "may": may,
        "phase": view.phase,
        "phase_word": phrases.PHASES[view.phase],
        "now_words": phase_navigation.explain_phase(view),
        "way": phase_navigation.phase_steps(view),
        "onward": phase_navigation.phase_options(view),
        "proposals": phase_navigation.proposable_phases(view) if may.get("proposephase") else [],
        "proposed": phrases.PHASES.get(view.proposal, ""),
        "board_shown": has_board and (view.phase != P.CHOOSING or _has_placed_figure(standing)),
        "list_shown": has_board and bool(standing),
        "ended": view.phase in ENDING_PHASES,
        "is_out": is_out,
        "is_client": me.role in (Role.CLIENT, Role.ALONE),
        "leads": me.role in (Role.FACILITATOR, Role.ALONE),
        "leader": participants.leader_name(view.seats, facilitator),
        "asks_consent": _asks_consent(view),
        "people": seats,
        "client": next((each for each in seats if each["role"] in (Role.CLIENT, Role.ALONE)), None),
        "waiting": [each for each in seats if each["waits"]],
        "has_representatives": any(each["role"] == Role.REPRESENTATIVE for each in seats),
        "may_stand": [each for each in seats if each["may_stand"]],
        "figures": standing,
        **_own_figure_context(view, standing),
        **_perception_context(view),
        **_self_report_context(view),
        **_choice_lists(view),
        **_related_links(view, seat),
    }


def _has_placed_figure(standing: list[Row]) -> bool:
    return any(each["on_board"] for each in standing)


def _asks_consent(view: BoardView) -> bool:
    """Before it begins everyone is asked; later only who has not said yes to taking part and does not hold it."""
    me, phase = view.me, view.phase
    if phase == P.SCREENING:
        return True
    return "take_part" not in me.agreed and me.role != Role.FACILITATOR and phase not in ENDING_PHASES


def _own_figure_context(view: BoardView, standing: list[Row]) -> dict[str, Any]:
    """One's own figure, the roles to step out of, and which figures one may give a place."""
    me = view.me
    own = next((each for each in standing if each["id"] == me.figure), None)
    movable = standing if me.moves == "any" else [own] if me.moves == "own" and own else []
    any_figure = me.role in PERCEIVES_FOR_OTHERS
    on_board = [each for each in standing if each["on_board"]]
    return {
        "own": own,
        "roles_left": [{"id": key, "called": figure_list.figure_label(view, key)} for key in me.owes],
        "movable": [] if view.frozen else movable,
        "felt_of": on_board if any_figure else [own] if own else [],
        "marks": [
            *({"id": key, "kind": "line", "words": line.words} for key, line in view.lines.items()),
            *({"id": key, "kind": "zone", "words": zone.words} for key, zone in view.zones.items()),
        ],
    }


def _perception_context(view: BoardView) -> dict[str, Any]:
    """What was noticed, newest first; what was put away stays with those it concerns."""
    felt = [
        {
            **msgspec.to_builtins(each),
            "called": figure_list.figure_label(view, each.figure) if each.figure else _("Someone"),
            "said": phrases.perception_phrases(each),
        }
        for each in reversed(view.perceptions)
    ]
    names = {seat.id: seat.name for seat in view.seats}
    said = [{**msgspec.to_builtins(each), "to_name": names.get(each.to, "")} for each in view.sentences]
    return {
        "felt": [each for each in felt if not each["put_away"] and (each["said"] or each["words"])],
        "put_away": [each for each in felt if each["put_away"] and (each["said"] or each["words"])],
        "my_sentences": [each for each in said if each["mine"] and each["answer"] == "offered"],
        "said": [each for each in reversed(said) if not (each["mine"] and each["answer"] == "offered")],
    }


def _self_report_context(view: BoardView) -> dict[str, Any]:
    """The client's own touch, in words and as a wave; no good or bad about it."""
    told = [
        {**msgspec.to_builtins(each), "words": str(ACTIVATION[each.activation])}
        for each in view.told
        if each.activation is not None or each.safety is not None
    ]
    told.reverse()
    activation = _latest_reported(told, "activation")
    return {
        "told": told[:6],
        "activation_now": activation,
        "activation_word": str(ACTIVATION[activation]),
        "safety_now": _latest_reported(told, "safety"),
        "activations": activation_choices(),
        "safeties": safety_choices(),
    }


def _latest_reported(told: list[Row], what: str) -> int | None:
    return next((each[what] for each in told if each[what] is not None), None)


def _choice_lists(view: BoardView) -> dict[str, Any]:
    """What the selects offer."""
    kinds: Mapping[str, Any] = phrases.KINDS
    if view.method == Method.PARTS:
        kinds = {kind: word for kind, word in kinds.items() if kind in KINDS_OF_PARTS}
    if view.mode == Mode.SOLO:
        kinds = {kind: word for kind, word in kinds.items() if kind not in KINDS_NOT_ALONE}
    return {
        "kinds": kinds,
        "livings": phrases.LIVING,
        "tones": phrases.TONES,
        "generations": phrases.GENERATIONS,
        "postures": phrases.POSTURES,
        "moments": phrases.MOMENTS,
        "across": phrases.LEFT_TO_RIGHT,
        "down": phrases.TOP_TO_BOTTOM,
        "headings": phrases.HEADINGS,
        "regions": PLACES,
        "qualities": BODY_WORDS,
        "strengths": range(11),
        "taken": [str(phrases.MOMENTS[each.moment]) for each in view.pictures],
    }


def _related_links(view: BoardView, seat: Seat) -> dict[str, Any]:
    one, holds = seat.constellation, view.me.role == Role.FACILITATOR
    return {
        "meeting": one.meeting if one.meeting.startswith("https://") else "",
        "guests_page": holds and one.mode in MODES_WITH_GUESTS,
        "floor_pages": holds and one.mode in ROOM_MODES,
        "in_a_room": view.mode in ROOM_MODES,
        "replays": view.me.replays and view.phase == P.CLOSED,
    }
