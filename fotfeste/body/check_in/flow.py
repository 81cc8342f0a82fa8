"""The check-in as one flow: what is kept of it, one step answered, what follows. Pure: the time is given, ids too."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, StrEnum
from typing import Generic, TypeVar

STEPS = ("body", "safety", "feelings")
STALE_AFTER = timedelta(hours=12)
NOT_STORED = {"csrfmiddlewaretoken", "go", "whose"}
Fields = dict[str, list[str]]
A = TypeVar("A")


class Press(StrEnum):
    """What a button of a step says. Anything else, a wish above all, goes on."""

    ON = "on"
    BACK = "back"
    STAY = "stay"
    SKIP = "skip"
    SAVE = "save"
    FRESH = "fresh"


@dataclass(frozen=True)
class KeptStep:
    """One step of an unfinished check-in, as it was typed. Nothing in it has been checked."""

    fields: Fields
    saved_at: datetime

    @property
    def is_skipped(self) -> bool:
        return bool(self.fields.get("skipped"))


Kept = Mapping[str, KeptStep]


@dataclass(frozen=True)
class StepAnswer:
    """One step as it was sent. `row` is the id its check-in will have."""

    step: str
    press: str
    fields: Fields
    row: str
    is_readable: bool


@dataclass(frozen=True)
class Reading(Generic[A]):
    """All kept steps read together: the answers, None when they say nothing; or the first step that has a fault."""

    answers: A | None = None
    faulty_step: str | None = None


class Effect(Enum):
    """What a press leads to, beside the page that comes next."""

    BEGIN_AFRESH = "lets the unfinished check-in go"
    ASK_AGAIN = "shows the step with its faults; nothing is stored"
    KEEP = "stores this step"
    READ = "the last step: what is kept has to be read before `finish` can say more"
    SAVE = "the check-in is whole"


@dataclass(frozen=True)
class Transition:
    """What follows from one press. `step` is asked next; None: the check-in is over, and the offers come."""

    effect: Effect
    step: str | None
    kept: Kept

    @property
    def may_amend(self) -> bool:
        """Only last words came: they may belong to the check-in that was sent a moment ago."""
        return set(self.kept) == {STEPS[-1]}


def ends_check_in(step: str, press: str) -> bool:
    """Whether this press sends the whole check-in."""
    return step == STEPS[-1] and press not in {Press.BACK, Press.STAY, Press.FRESH}


def answer_step(draft: Kept, answer: StepAnswer, now: datetime) -> Transition:
    """Take one answer. What is skipped or left by going back may hold faults; it is looked at when all is sent."""
    if answer.press == Press.FRESH:
        return Transition(Effect.BEGIN_AFRESH, STEPS[0], {})
    if answer.press not in {Press.SKIP, Press.BACK} and not answer.is_readable:
        return Transition(Effect.ASK_AGAIN, answer.step, draft)
    after = {**draft, answer.step: KeptStep(_fields_to_store(answer), now)}
    if ends_check_in(answer.step, answer.press):
        return Transition(Effect.READ, None, after)
    return Transition(Effect.KEEP, _next_step(answer.step, answer.press), after)


def finish(draft: Kept, reading: Reading[A]) -> Transition:
    """The last step is in. One that cannot be read leads back to it with nothing lost; silence leaves no check-in."""
    if reading.faulty_step:
        return Transition(Effect.KEEP, reading.faulty_step, draft)
    return Transition(Effect.SAVE if reading.answers is not None else Effect.BEGIN_AFRESH, None, draft)


def fields_to_read(draft: Kept) -> dict[str, Fields]:
    """What was typed in the steps that say something: a skipped one does not."""
    return {step: each.fields for step, each in draft.items() if not each.is_skipped}


def is_stale(draft: Kept, now: datetime) -> bool:
    """Begun so long ago that 'now' was another time. A draft dated ahead of `now` is not."""
    return bool(draft) and all(now - step.saved_at > STALE_AFTER for step in draft.values())


def _next_step(step: str, press: str) -> str:
    """Back from the first step stays there."""
    move = {Press.BACK.value: -1, Press.STAY.value: 0}.get(press, 1)
    return STEPS[min(max(STEPS.index(step) + move, 0), len(STEPS) - 1)]


def _fields_to_store(answer: StepAnswer) -> Fields:
    fields = {name: values for name, values in answer.fields.items() if name not in NOT_STORED}
    skipped = {"skipped": ["1"]} if answer.press == Press.SKIP else {}
    return {**fields, **skipped, "row": [answer.row]}
