"""How the pace has been for one client, for her therapist: what was recorded, nothing worked out anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from fotfeste.kit.once import one_by_one
from fotfeste.pace import asking
from fotfeste.pace.models import Dose, Review
from fotfeste.pace.record import DoseRecord
from fotfeste.people.models import Person
from fotfeste.privacy import trail
from fotfeste.privacy.access import Act, require

NEWEST = 120  # doses; more than a year at the pace of two a week
REVIEW_EVERY = 12
HELD_AFTER_HARD = "r1_after_hard"


@dataclass(frozen=True)
class Amount:
    level: int
    minutes: float

    @property
    def size(self) -> float:
        return self.level * self.minutes


@dataclass(frozen=True)
class Hard:
    """The last time that was told to be much: the most that was offered then, and the most offered since."""

    at: datetime
    before: Amount | None  # None: nothing but grounding was on offer, or nothing was asked for
    begun: Amount | None  # what she did; None: grounding
    asked_since: bool
    after: Amount | None  # None: grounding alone, or nothing asked for since
    holds: bool  # it still bounds what is offered


@dataclass(frozen=True)
class Look:
    at: datetime | None  # when the offers were last made
    offers: tuple[dict[str, Any], ...]  # the engine's own, grounding last
    hard: Hard | None
    practised: int
    told: int  # of them, how many were told of afterwards
    times: tuple[tuple[datetime, Amount | None], ...]  # the largest offer of each time, oldest first
    since_review: int

    @property
    def review_due(self) -> bool:
        return self.since_review >= REVIEW_EVERY


def look(*, actor: Person, client: Person) -> Look:
    """NotVisible unless she shares her traces with `actor`. Three queries, however long the history."""
    require(actor, Act.SEE_TRACES, client)
    doses = list(Dose.objects.filter(client=client).order_by("-at", "-id")[:NEWEST])[::-1]
    offered = [dose for dose in doses if dose.session.asked]
    begun = [dose.session for dose in doses if _is_practised(dose.session)]
    latest = offered[-1] if offered else None
    return Look(
        at=latest.at if latest else None,
        offers=latest.session.asked.offers if latest else (),
        hard=_last_hard(doses, offered),
        practised=len(begun),
        told=sum(_is_told(record) for record in begun),
        times=tuple((dose.at, _most(dose.session)) for dose in offered),
        since_review=_since_review(client, doses),
    )


@transaction.atomic
def record_review(*, actor: Person, client: Person, now: datetime) -> Review | None:
    """She has looked through. Only when it is due, so a form sent twice is one review. Locks the client."""
    require(actor, Act.SEE_TRACES, client)
    one_by_one(client)
    if not look(actor=actor, client=client).review_due:
        return None
    trail.record(actor=actor, client=client, what="pace", why="preparing", verb="write", now=now)
    return Review.objects.create(client=client, by=actor, at=now)


def is_hard(record: DoseRecord) -> bool:
    """Told to be much: far up or far down after, heavier later, or stopped with safety falling. Silence is not told."""
    told = record.outcomes[-1] if record.outcomes else None
    if record.felt_worse or told is None:
        return bool(record.felt_worse)
    fell = None not in (record.safety, told.safety) and (record.safety or 0) - (told.safety or 0) >= 2
    return abs(told.activation or 0) >= 4 or (told.stopped_early and fell)


def _last_hard(doses: Sequence[Dose], offered: Sequence[Dose]) -> Hard | None:
    hard = next((dose for dose in reversed(doses) if is_hard(dose.session)), None)
    if hard is None:
        return None
    since = [dose.session for dose in offered if dose.at > hard.at]
    caps = [cap for offer in (since[-1].asked.offers if since and since[-1].asked else ()) for cap in offer["caps"]]
    return Hard(
        at=hard.at,
        before=_most(hard.session),
        begun=_begun(hard.session),
        asked_since=bool(since),
        after=_most(since[-1]) if since else None,
        holds=HELD_AFTER_HARD in caps,
    )


def _most(record: DoseRecord) -> Amount | None:
    """The largest that was offered; None for grounding alone."""
    offers = record.asked.offers if record.asked else ()
    amounts = [Amount(each["level"], each["minutes"]) for each in offers if each["id"] != asking.GROUNDING]
    return max(amounts, key=lambda amount: amount.size, default=None)


def _begun(record: DoseRecord) -> Amount | None:
    return Amount(record.chosen.level, record.chosen.minutes) if record.chosen and record.chosen.family else None


def _is_practised(record: DoseRecord) -> bool:
    return bool(record.chosen and record.chosen.family)


def _is_told(record: DoseRecord) -> bool:
    return any(each.activation is not None or each.settled is not None for each in record.outcomes)


def _since_review(client: Person, doses: Sequence[Dose]) -> int:
    last = Review.objects.filter(client=client).order_by("-at").values_list("at", flat=True).first()
    return sum(_is_practised(dose.session) and (last is None or dose.at > last) for dose in doses)
