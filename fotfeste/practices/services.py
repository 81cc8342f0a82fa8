"""Beginning, walking through and finishing a practice. Where she is lies on the server: a reload loses nothing."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from msgspec.structs import replace

from fotfeste.body.queries import latest_answers
from fotfeste.kit.errors import Sentence
from fotfeste.kit.idempotency import create_once
from fotfeste.pace.services import find_limit_terms, record_choice, record_outcome
from fotfeste.people.models import Person
from fotfeste.practices.catalogue import GROUNDING, UnknownPracticeError, find_practice
from fotfeste.practices.format import Practice
from fotfeste.practices.models import Run
from fotfeste.practices.player_position import STOPPED, apply_move, mark_seen, sum_done_minutes
from fotfeste.practices.queries import build_entry, is_on_her_menu
from fotfeste.practices.run_record import Course
from fotfeste.privacy.access import Act, NotVisible, require


class ClosedNow(Sentence):
    """The practice is on her menu, but her therapist's limits hold it closed for now."""


@transaction.atomic
def begin_run(
    *,
    actor: Person,
    client: Person,
    row: UUID,
    slug: str,
    softer: bool,
    dose_id: UUID | None,
    language: str,
    now: datetime,
) -> Run:
    """Begin once per form. NotVisible for a practice not on her menu; ClosedNow for one outside the limits."""
    require(actor, Act.KEEP, client)
    practice = _require_open_practice(client, slug, softer, language)
    state = latest_answers(client, now)
    course = Course(
        slug=slug,
        version=str(practice.version),
        language=practice.language,
        family=practice.family,
        level=practice.level,
        minutes=practice.minutes_short if softer else practice.minutes_usual,
        softer=softer,
        before_activation=state.activation if state else None,
        before_safety=state.body_safe if state else None,
    )
    run, is_new = create_once(Run, row, client=client, course=mark_seen(practice, course), started_at=now)
    if is_new:
        run.dose = record_choice(
            actor=actor,
            client=client,
            dose_id=dose_id,
            **_dose_amount(course),
            activation=course.before_activation,
            safety=course.before_safety,
            now=now,
        )
        run.save(update_fields=["dose"])
    return run


@transaction.atomic
def move_run(*, actor: Person, run: Run, move: str, step: str, now: datetime) -> Run:
    """Make one move from the step the form was shown on. Locks the run, so two clicks are one after the other."""
    require(actor, Act.KEEP, run.client)
    run = Run.objects.select_for_update().get(pk=run.pk)
    if run.ended_at:
        return run
    practice = find_run_practice(run, run.course.language)
    course = apply_move(practice, run.course, move, step) if practice else replace(run.course, ended=STOPPED)
    if course == run.course:
        return run
    run.course, run.ended_at = course, now if course.ended else None
    run.save(update_fields=["course", "ended_at"])
    if course.ended:
        _record_dose_outcome(actor, run, practice, now)
    return run


@transaction.atomic
def finish_run(
    *,
    actor: Person,
    run: Run,
    activation: int | None,
    safety: int | None,
    settled: bool | None,
    felt_worse: bool | None,
    now: datetime,
) -> Run:
    """Her answers afterwards, each of which may be missing. The first ones sent stand. Locks the run."""
    require(actor, Act.KEEP, run.client)
    run = Run.objects.select_for_update().get(pk=run.pk)
    answers = {"activation": activation, "safety": safety, "settled": settled, "felt_worse": felt_worse}
    if run.ended_at is None or is_afterwards_answered(run.course) or set(answers.values()) == {None}:
        return run
    run.course = replace(run.course, **answers)
    run.save(update_fields=["course"])
    _record_dose_outcome(actor, run, find_run_practice(run, run.course.language), now)
    return run


def is_afterwards_answered(course: Course) -> bool:
    return {course.activation, course.safety, course.settled, course.felt_worse} != {None}


def find_run_practice(run: Run, language: str) -> Practice | None:
    """None when the practice has been taken off the shelf since."""
    try:
        return find_practice(run.course.slug, language)
    except UnknownPracticeError:
        return None


def _require_open_practice(client: Person, slug: str, softer: bool, language: str) -> Practice:
    terms = find_limit_terms(client)
    try:
        practice = find_practice(slug, language)
    except UnknownPracticeError:
        raise NotVisible from None
    if not is_on_her_menu(slug, terms):
        raise NotVisible
    practice_entry = build_entry(practice, terms)
    if not (practice_entry.softer if softer else practice_entry.usual):
        raise ClosedNow(_("This practice is not open right now."))
    return practice


class Amount(TypedDict):
    family: str | None
    level: int
    minutes: float


def _dose_amount(course: Course) -> Amount:
    """Grounding is outside every amount: no family, level 0."""
    if course.slug == GROUNDING:
        return Amount(family=None, level=0, minutes=0)
    return Amount(family=course.family, level=course.level, minutes=course.minutes)


def _record_dose_outcome(actor: Person, run: Run, practice: Practice | None, now: datetime) -> None:
    course = run.course
    record_outcome(
        actor=actor,
        client=run.client,
        dose_id=run.dose_id,
        **_dose_amount(course),
        done_minutes=sum_done_minutes(practice, course) if practice else None,
        activation=course.activation,
        safety=course.safety,
        settled=course.settled,
        stopped_early=course.ended == STOPPED,
        felt_worse=course.felt_worse,
        now=now,
    )
