"""Reading check-ins, moments, requests, and what is kept of a check-in that is not finished."""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from fotfeste.body.answers import Answers
from fotfeste.body.models import AskMe, CheckIn, Moment
from fotfeste.kit.drafts import DraftSlug
from fotfeste.kit.idempotency import new_id, row_id
from fotfeste.kit.models import Draft
from fotfeste.people.models import Bond, Person
from fotfeste.privacy.access import Act, clients_of

STEPS = ("body", "safety", "feelings")
REQUEST_DRAFT = DraftSlug.ASK_ME
STALE_AFTER = timedelta(hours=12)
Fields = dict[str, list[str]]


@dataclass(frozen=True)
class KeptStep:
    """One step of an unfinished check-in, as it was typed. Nothing in it has been checked."""

    fields: Fields
    saved_at: datetime

    @property
    def is_skipped(self) -> bool:
        return bool(self.fields.get("skipped"))


def latest_check_in(client: Person, now: datetime, within_hours: float = 6) -> CheckIn | None:
    """The newest of the last hours. One dated ahead of `now` (a clock that was set back) counts as new."""
    recent = CheckIn.objects.filter(client=client, at__gt=now - timedelta(hours=within_hours))
    return recent.order_by("-at").first()


def latest_state(client: Person, now: datetime, within_hours: float = 6) -> Answers | None:
    """Her latest answers, or None. The caller has already asked whether they may be seen."""
    latest = latest_check_in(client, now, within_hours)
    return latest.answers if latest else None


def check_ins(client: Person, since: datetime) -> QuerySet[CheckIn]:
    """Newest first. The caller has already asked whether they may be seen."""
    return CheckIn.objects.filter(client=client, at__gte=since).order_by("-at")


def moments(client: Person, since: datetime) -> QuerySet[Moment]:
    """Moments of safety, newest first."""
    return Moment.objects.filter(client=client, at__gte=since).order_by("-at")


def open_requests(client: Person) -> QuerySet[AskMe]:
    """'Ask me about …' that has not been taken up yet, newest first."""
    return AskMe.objects.filter(client=client, taken_up_at__isnull=True).order_by("-at")


def keeps(client: Person) -> bool:
    """Whether what she answers may be stored now."""
    return clients_of(client, Act.KEEP).filter(pk=client.pk).exists()


def draft_name(step: str) -> str:
    return f"{DraftSlug.CHECK_IN}-{step}"


def kept_steps(client: Person) -> dict[str, KeptStep]:
    """The steps of the check-in she is in the middle of, by name."""
    names = {draft_name(step): step for step in STEPS}
    drafts = Draft.objects.filter(person=client, form__in=names).order_by("form")
    return {names[draft.form]: KeptStep(_fields(draft), draft.saved_at) for draft in drafts}


def kept_request(client: Person) -> KeptStep | None:
    """The request she was writing."""
    draft = Draft.objects.filter(person=client, form=REQUEST_DRAFT).first()
    return KeptStep(_fields(draft), draft.saved_at) if draft else None


def _fields(draft: Draft) -> Fields:
    return json.loads(draft.body) if draft.body else {}


def is_stale(kept: dict[str, KeptStep], now: datetime) -> bool:
    """Begun so long ago that 'now' was another time. A draft dated ahead of `now` is not."""
    return bool(kept) and all(now - step.saved_at > STALE_AFTER for step in kept.values())


def row_for(kept: dict[str, KeptStep], client: Person, posted: str | None = None) -> uuid.UUID:
    """The id an unfinished check-in will have: from its kept steps, or else the form; a new one once that was sent."""
    said = (step.fields.get("row", [""])[0] for step in kept.values())
    row = next((row_id(each) for each in said if each), None) or row_id(posted)
    return new_id() if CheckIn.objects.filter(pk=row, client=client).exists() else row


def rows_of(kept: dict[str, KeptStep]) -> set[str]:
    """The ids that the kept steps say their check-in will have: one, unless tabs crossed."""
    return {row for step in kept.values() for row in step.fields.get("row", []) if row}


def reader_of(client: Person) -> Person | None:
    """Her therapist, if what she keeps is shared now; whoever is named to her as reading it."""
    bonds = Bond.objects.filter(client=client, until__isnull=True).select_related("therapist").order_by("-since")
    bond = bonds.first()
    return bond.therapist if bond and clients_of(bond.therapist, Act.SEE_TRACES).filter(pk=client.pk).exists() else None
