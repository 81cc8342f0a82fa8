"""Where the way leads from here: the phases as steps, and which of them can be gone to now."""

from typing import Any, TypeAlias

from fotfeste.constellations.board import BoardView
from fotfeste.constellations.board.enums import PHASE_ORDER, Mode, Phase, Role
from fotfeste.constellations.board.permissions import UNDER_WAY_PHASES
from fotfeste.constellations.language import phrases

Row: TypeAlias = dict[str, Any]
P = Phase
BOARD_PHASES = frozenset({P.CHOOSING, P.PLACING, P.SENSING, P.MOVING, P.CLOSING})

DEEP_PHASES = (P.SENSING, P.MOVING)


def phase_steps(view: BoardView) -> list[Row]:
    """The steps, with where one is. After a stop that is the one it was stopped in."""
    here = view.before if view.phase == P.GROUNDING else view.phase
    steps = {step: word for step, word in phrases.STEPS.items() if view.mode != Mode.SOLO or step not in DEEP_PHASES}
    return [{"word": word, "here": step == here} for step, word in steps.items()]


def reachable_phases(phase: str, before: str) -> tuple[Phase, ...]:
    """As `phase_and_seat_decisions` has it: the next phase, back to earlier ones, and from anywhere to an early ending.

    It only says what a page offers; the board decides. A test holds the two together.
    """
    if phase == P.GROUNDING:
        return (P.CLOSING, P.DEROLING) if before in UNDER_WAY_PHASES else (P.DEROLING,)
    place = PHASE_ORDER.index(Phase(phase))
    after = PHASE_ORDER[place + 1 : place + 2]
    if phase in (P.SCREENING, P.DEROLING, P.AFTERCARE, P.CLOSED):
        return (*after, P.AFTERCARE) if phase == P.SCREENING else after
    return (*PHASE_ORDER[1:place], *after, P.CLOSING, P.DEROLING)


def phase_options(view: BoardView) -> Row:
    """`next`: the step forward, or none; `back`: to earlier ones, the latest first; `early`: to an ending."""
    phase, to = view.phase, reachable_phases(view.phase, view.before)
    if phase == P.GROUNDING:
        return {"next": None, "back": [], "early": [_phase_option(each) for each in to]}
    place = PHASE_ORDER.index(Phase(phase))
    forward = next(iter(PHASE_ORDER[place + 1 : place + 2]), None)
    if forward in DEEP_PHASES and view.deep_closed:  # by oneself it stays closed: then the way leads on to the closing
        to = tuple(each for each in to if each != forward)
        forward = P.CLOSING if view.mode == Mode.SOLO else None
    back = [each for each in to if PHASE_ORDER.index(each) < place]
    early = [each for each in dict.fromkeys(to) if each not in back and each != forward and each != phase]
    return {
        "next": _phase_option(forward) if forward else None,
        "back": [_phase_option(each) for each in reversed(back)],
        "early": [_phase_option(each) for each in early],
    }


def proposable_phases(view: BoardView) -> list[Row]:
    """What a client may propose: what whoever leads could then do."""
    offered = phase_options(view)
    return [each for each in [offered["next"], *offered["early"], *offered["back"][:1]] if each]


def _phase_option(phase: Phase) -> Row:
    return {"phase": phase, "word": phrases.PHASES[phase]}


def explain_phase(view: BoardView) -> Any:
    """One sentence about what happens now, for this role."""
    role, phase = view.me.role, view.phase
    if view.me.presence == "stepped_out" and phase not in (P.DEROLING, P.AFTERCARE, P.CLOSED):
        return phrases.STEPPED_OUT_EXPLANATION
    leads = role in (Role.FACILITATOR, Role.COHOST)
    return (phrases.LEADER_EXPLANATIONS.get(phase) if leads else None) or phrases.PHASE_EXPLANATIONS[phase]
