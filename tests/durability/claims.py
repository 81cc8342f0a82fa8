"""What was acknowledged, and whether it is there: each claim opens its row through the models, with the keys."""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import Any

from fotfeste.body.models import AskMe, CheckIn, Moment
from fotfeste.care.models import Addition, Note
from fotfeste.kit.models import Draft
from fotfeste.pace.models import ClientLimits
from fotfeste.pace.queries import latest_limits
from fotfeste.people.models import Person
from fotfeste.practices.catalogue import find_practice
from fotfeste.practices.models import Run
from fotfeste.privacy.models import Consent, ConsentTo
from fotfeste.safety.models import HarmEntry

ENDED, ANSWERED = 98, 99
BASE = 12  # a number is written in the minutes of four families


@dataclass(frozen=True)
class Claim:
    """`holds` reads the database. Once acknowledged it holds for ever: later writes only go further."""

    name: str
    holds: Callable[[], bool]


@dataclass
class Ledger:
    """Kept by the writers, read by the campaign."""

    acknowledged: int = 0
    unseen: list[Claim] = field(default_factory=list)  # acknowledged since the last look
    seen: list[Claim] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    stormy: bool = False  # while the database server itself is down, an honest "this did not work" is no fault
    rows: dict[Any, set[uuid.UUID]] = field(default_factory=dict)  # every id a form was sent with
    _lock: Lock = field(default_factory=Lock)

    def acknowledge(self, claim: Claim | None) -> None:
        with self._lock:
            self.acknowledged += 1
            if claim:
                self.unseen.append(claim)

    def refuse(self, what: str, status: int) -> bool:
        """Whether it is worth sending again: the house was broken for a moment."""
        with self._lock:
            if not (self.stormy and status >= 400):
                self.refused.append(f"{what} {status}")
            return self.stormy or status >= 500

    def new_row(self, model: Any) -> uuid.UUID:
        with self._lock:
            row = uuid.uuid4()
            self.rows.setdefault(model, set()).add(row)
            return row

    def take_unseen(self) -> list[Claim]:
        """What is to be looked for now."""
        with self._lock:
            claims, self.unseen = self.unseen, []
            self.seen += claims
            return claims


def claim_row(model: Any, row: uuid.UUID, **values: Any) -> Claim:
    """The row is there, and what was said in it opens."""
    return Claim(f"{model.__name__} {row}", partial(_says, model, row, values))


def _says(model: Any, row: uuid.UUID, values: dict[str, Any]) -> bool:
    found = model.objects.filter(pk=row).first()
    return found is not None and all(getattr(found, name) == value for name, value in values.items())


def claim_check_in(row: uuid.UUID, **values: Any) -> Claim:
    def holds() -> bool:
        found = CheckIn.objects.filter(pk=row).first()
        return found is not None and all(getattr(found.answers, name) == value for name, value in values.items())

    return Claim(f"CheckIn {row}", holds)


def came_to(row: uuid.UUID, place: int) -> Claim:
    """The run is there with its dose, and she is at least as far in it as she was told."""

    def holds() -> bool:
        run = Run.objects.select_related("dose").filter(pk=row).first()
        return run is not None and run.dose is not None and far(run) >= place

    return Claim(f"Run {row} at {place}", holds)


def far(run: Run) -> int:
    if run.ended_at:
        return ENDED if run.course.activation is None else ANSWERED
    return [step.id for step in find_practice(run.course.slug, "nb").variant(run.course.softer)].index(run.course.step)


def claim_note(row: uuid.UUID, words: str, version: int, *, signed: bool = False) -> Claim:
    """The note says these words in this version or a later one."""

    def holds() -> bool:
        note = Note.objects.filter(pk=row).first()
        if note is None or (signed and not note.signed_at):
            return False
        values, _, number = note.body.rpartition(" ")
        return values == words and int(number) >= version

    return Claim(f"Note {row} {version}{' signed' * signed}", holds)


def claim_draft(person: Person, form: str, number: int) -> Claim:
    def holds() -> bool:
        draft = Draft.objects.filter(person=person, form=form).first()
        return draft is not None and int(json.loads(draft.body)["words"][0]) >= number

    return Claim(f"Draft {form} {number}", holds)


def claim_consent(client: Person, to: ConsentTo, answers: int) -> Claim:
    """Each yes is a row and each no ends one: rows and open ones tell how many answers were kept."""
    return Claim(f"Consent {to} {answers}", lambda: answers_kept(client, to) >= answers)


def answers_kept(client: Person, to: ConsentTo) -> int:
    given = Consent.objects.filter(client=client, to=to)
    return 2 * given.count() - given.filter(withdrawn_at__isnull=True).count() - 1


def claim_limits(client: Person, number: int) -> Claim:
    def holds() -> bool:
        limits = latest_limits(client)
        return limits is not None and _number(limits) >= number

    return Claim(f"limits {number}", holds)


def numbers_of(client: Person) -> list[int]:
    return [_number(limits) for limits in ClientLimits.objects.filter(client=client)]


def _number(limits: ClientLimits) -> int:
    minutes = limits.terms.max_minutes
    return sum(MINUTES.index(minutes[family]) * BASE**place for place, family in enumerate(FAMILIES))


FAMILIES = ("breath", "mindfulness", "yoga", "movement")
MINUTES = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30)


def minutes_for(number: int) -> dict[str, int]:
    return {f"minutes_{family}": MINUTES[number // BASE**place % BASE] for place, family in enumerate(FAMILIES)}


WITH_ROWS = (CheckIn, Moment, AskMe, HarmEntry, Run, Note, Addition)
