"""What this room keeps about a client: her constellations, as she sees them, and how it was since."""

from typing import Any

import msgspec

from fotfeste.constellations.board import BoardView, evolve, seat_view
from fotfeste.constellations.board.enums import Presence, Role
from fotfeste.constellations.board.events import PresenceSet
from fotfeste.constellations.board.view_types import ViewFigure, ViewPerception
from fotfeste.constellations.constellation_labels import METHODS, MODES_TO_CLIENT, PHASES
from fotfeste.constellations.follow_up.answer_labels import EFFECT_CHOICES, OVERALL_CHOICES
from fotfeste.constellations.models import BoardEvent, CheckBack, Constellation, EventWords, Seat
from fotfeste.constellations.store import event_store
from fotfeste.kit.keeper import CodeLabels, Collected, Keeper, register
from fotfeste.people.models import Person


def collect(client: Person) -> Collected:
    mine = Constellation.objects.filter(client=client).order_by("created_at")
    back = CheckBack.objects.filter(client=client).order_by("answered_at")
    return {
        "constellations": [_export_constellation(each) for each in mine],
        "check_backs": [_export_check_back(each) for each in back],
    }


def _export_constellation(constellation: Constellation) -> dict[str, Any]:
    """The picture as the client may see it: through `seat_view`, like everything else about a board.

    It stays hers when she has left it, so she is looked at as being there.
    """
    own = _own_seat_key(constellation)
    view = seat_view(evolve(event_store.load_state(constellation.pk), PresenceSet(own, Presence.IN)), own)
    head = {
        "id": str(constellation.pk),
        "at": (constellation.begun_at or constellation.created_at).isoformat(),
        "phase": view.phase,
        "method": constellation.method,
        "mode": constellation.mode,
    }
    return head | (_export_board(view) if isinstance(view, BoardView) else {})


def _export_board(view: BoardView) -> dict[str, Any]:
    return {
        "issue": view.issue,
        "kept": view.kept,
        "people": [seat.name for seat in view.seats],
        "figures": [_export_figure(figure) for figure in view.figures.values()],
        "noticed": [_describe_perception(each) for each in view.perceptions],
        "sentences": [each.words for each in view.sentences],
        "told": [{"activation": each.activation, "safety": each.safety} for each in view.told],
    }


def _export_figure(figure: ViewFigure) -> dict[str, Any]:
    shown = msgspec.to_builtins(figure)
    return {key: shown[key] for key in ("label", "kind", "generation", "living", "at", "on_board")}


def _export_check_back(back: CheckBack) -> dict[str, Any]:
    said = msgspec.to_builtins(back.answers)
    return {"at": back.answered_at.isoformat(), "how": said.pop("since", ""), **said}


def code_labels() -> CodeLabels:
    return {
        "phase": PHASES,
        "mode": MODES_TO_CLIENT,
        "method": METHODS,
        "how": OVERALL_CHOICES,
        "effects": EFFECT_CHOICES,
    }


def _describe_perception(felt: ViewPerception) -> str:
    parts = (felt.region, felt.quality, felt.impulse, felt.words)
    return ", ".join(part for part in parts if part)


def _own_seat_key(constellation: Constellation) -> str:
    own = Seat.objects.filter(constellation=constellation, role__in=(Role.CLIENT.value, Role.ALONE.value)).first()
    return own.key if own else ""


def forget(client: Person, keep_record: bool) -> None:
    """All of it is her own picture and her own words; nothing of it is the therapist's record."""
    CheckBack.objects.filter(client=client).delete()
    EventWords.objects.filter(client=client).delete()
    BoardEvent.objects.filter(constellation__client=client).delete()
    Seat.objects.filter(constellation__client=client).delete()
    Constellation.objects.filter(client=client).delete()


register(
    Keeper("constellations", (Constellation, Seat, BoardEvent, EventWords, CheckBack), collect, forget, code_labels)
)
