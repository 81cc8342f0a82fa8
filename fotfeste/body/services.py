"""Writes about the body now: check-ins and their drafts, moments of safety, and requests for the next session."""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count

import msgspec
from django.db import transaction

from fotfeste.body.answers import Answers
from fotfeste.body.models import AskMe, CheckIn, Moment
from fotfeste.body.queries import REQUEST_DRAFT, STEPS, Fields, draft_name
from fotfeste.kit.drafts import delete_draft, keep_draft
from fotfeste.kit.idempotency import create_once
from fotfeste.kit.models import Draft
from fotfeste.people.models import Person
from fotfeste.privacy import trail
from fotfeste.privacy.access import Act, require

NOT_SAID = (None, "", ())
AMENDS_FOR = timedelta(minutes=10)


@transaction.atomic
def keep_step(*, actor: Person, client: Person, step: str, fields: Fields, now: datetime) -> None:
    """Keep one step until the whole check-in is sent. Raises ValueError when it is longer than a draft may be."""
    require(actor, Act.KEEP, client)
    keep_draft(person=client, form=draft_name(step), fields=fields, now=now)


@transaction.atomic
def begin_afresh(*, actor: Person, client: Person) -> None:
    """Let go of an unfinished check-in."""
    require(actor, Act.BE, client)
    Draft.objects.filter(person=client, form__in=[draft_name(step) for step in STEPS]).delete()


@transaction.atomic
def save_check_in(
    *, actor: Person, client: Person, row: uuid.UUID, answers: Answers, now: datetime, ends_begun: bool = True
) -> CheckIn:
    """Keep one check-in and let its drafts go. The same form again changes nothing; nobody is told.

    A tab left open may send other last words under an id that was used: they become a check-in of their own.
    `ends_begun` is False for one that was not the unfinished one; the drafts of that stay.
    """
    require(actor, Act.KEEP, client)
    for each in _ids_after(row):
        check_in, created = create_once(CheckIn, each, client=client, answers=answers, at=now)
        if created or _said_in(answers, check_in.answers):
            break
    if ends_begun:
        begin_afresh(actor=actor, client=client)
    return check_in


@transaction.atomic
def amend_check_in(*, actor: Person, client: Person, answers: Answers, now: datetime) -> CheckIn | None:
    """Add last words to the check-in sent a moment ago: she went back and chose again. Locks it.

    None when there is none, or when words already kept would be lost; then it is a check-in of its own.
    """
    require(actor, Act.KEEP, client)
    sent = CheckIn.objects.select_for_update().filter(client=client, at__gt=now - AMENDS_FOR)
    recent: CheckIn | None = sent.order_by("-at").first()
    if recent is None or recent.answers is None or not _adds_to(recent.answers, answers):
        return None
    said = {name: value for name, value in msgspec.structs.asdict(answers).items() if value not in NOT_SAID}
    recent.answers = msgspec.structs.replace(recent.answers, **said)
    recent.save(update_fields=["answers"])
    return recent


@transaction.atomic
def note_moment(*, actor: Person, client: Person, row: uuid.UUID, words: str, now: datetime) -> Moment:
    """A moment of safety. One tap is enough; words may come now or with `word_moment`."""
    require(actor, Act.KEEP, client)
    moment, _created = create_once(Moment, row, client=client, words=words, at=now)
    return moment


@transaction.atomic
def word_moment(*, actor: Person, moment: Moment, words: str) -> None:
    """Put words to a moment, or other words."""
    require(actor, Act.KEEP, moment.client)
    moment.words = words
    moment.save(update_fields=["words"])


@transaction.atomic
def remove_moment(*, actor: Person, moment: Moment) -> None:
    require(actor, Act.BE, moment.client)
    moment.delete()


@transaction.atomic
def ask_me(*, actor: Person, client: Person, row: uuid.UUID, words: str, now: datetime) -> AskMe:
    """'Please ask me about …'. Nobody is told; the therapist sees it the next time she opens the page."""
    require(actor, Act.KEEP, client)
    asked, _created = create_once(AskMe, row, client=client, words=words, at=now)
    delete_draft(person=client, form=REQUEST_DRAFT)
    return asked


@transaction.atomic
def remove_ask_me(*, actor: Person, ask_me: AskMe) -> None:
    require(actor, Act.BE, ask_me.client)
    ask_me.delete()


@transaction.atomic
def take_up(*, actor: Person, ask_me: AskMe, now: datetime) -> None:
    """The therapist marks that it was talked about; the client sees it in her trail. A second time changes nothing."""
    require(actor, Act.SEE_TRACES, ask_me.client)
    if AskMe.objects.filter(pk=ask_me.pk, taken_up_at__isnull=True).update(taken_up_at=now):
        trail.record(actor=actor, client=ask_me.client, what="request", why="preparing", verb="write", now=now)
        ask_me.taken_up_at = now


def _ids_after(row: uuid.UUID) -> Iterator[uuid.UUID]:
    """The form's own id, then ids that follow from it: other words sent twice under a used id are still one row."""
    yield row
    for number in count(2):
        yield uuid.uuid5(row, str(number))


def _adds_to(kept: Answers, answers: Answers) -> bool:
    """Whether no words of `kept` would be written over. A wish may change."""
    texts = ((kept.feeling, answers.feeling), (kept.thought, answers.thought))
    return all(not said or said == was or not was for was, said in texts)


def _said_in(answers: Answers, kept: Answers) -> bool:
    """Whether `kept` holds everything said in `answers`. A form sent twice says less then: its drafts are gone."""
    said = msgspec.structs.asdict(answers)
    return all(value in NOT_SAID or getattr(kept, name) == value for name, value in said.items())
