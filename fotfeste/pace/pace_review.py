"""How the pace has been for one client, for her therapist: what was recorded, nothing worked out anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fotfeste.kit.audit_log import audited_transaction
from fotfeste.kit.idempotency import lock_person
from fotfeste.pace import engine, engine_adapter
from fotfeste.pace.dose_record import DoseRecord
from fotfeste.pace.models import Dose, Review
from fotfeste.people.models import Person
from fotfeste.privacy import trail
from fotfeste.privacy.access import Act, require

MAX_DOSES = 120  # doses; more than a year at the pace of two a week
REVIEW_EVERY = 12
CAP_AFTER_HARD = "r1_after_hard"


@dataclass(frozen=True)
class PracticeAmount:
    """How much a practice is: level 1…5, and minutes."""

    level: int
    minutes: float

    @property
    def size(self) -> float:
        """One number to order and draw amounts by; no part of the model."""
        return self.level * self.minutes


@dataclass(frozen=True)
class HardSession:
    """The last time that was told to be much: the most that was offered then, and the most offered since."""

    at: datetime
    before: PracticeAmount | None  # None: nothing but grounding was on offer, or nothing was asked for
    begun: PracticeAmount | None  # what she did; None: grounding
    asked_since: bool
    after: PracticeAmount | None  # None: grounding alone, or nothing asked for since
    holds: bool  # it still bounds what is offered


@dataclass(frozen=True)
class PaceSummary:
    """What a therapist is shown of the pace: as it was recorded."""

    at: datetime | None  # when the offers were last made
    offers: tuple[engine.Offer, ...]  # grounding last
    hard: HardSession | None
    practised_count: int
    reported_count: int  # of them, how many were told of afterwards
    largest_offers: tuple[tuple[datetime, PracticeAmount | None], ...]  # the largest offer of each time, oldest first
    since_review: int

    @property
    def is_review_due(self) -> bool:
        """Whether so many practices were begun since the last review that it is asked for again."""
        return self.since_review >= REVIEW_EVERY


def build_pace_summary(*, actor: Person, client: Person) -> PaceSummary:
    """NotVisible unless she shares her traces with `actor`. Three queries, however long the history."""
    require(actor, Act.SEE_TRACES, client)
    doses = list(Dose.objects.filter(client=client).order_by("-at", "-id")[:MAX_DOSES])[::-1]
    offered = [dose for dose in doses if dose.session.asked]
    begun = [dose.session for dose in doses if _is_practised(dose.session)]
    latest = offered[-1] if offered else None
    return PaceSummary(
        at=latest.at if latest else None,
        offers=latest.session.asked.offers if latest else (),
        hard=_find_last_hard(doses, offered),
        practised_count=len(begun),
        reported_count=sum(_has_report(record) for record in begun),
        largest_offers=tuple((dose.at, _largest_offer(dose.session)) for dose in offered),
        since_review=_count_since_review(client, doses),
    )


@audited_transaction()
def record_review(*, actor: Person, client: Person, now: datetime) -> Review | None:
    """She has looked through. Only when it is due, so a form sent twice is one review. Locks the client."""
    require(actor, Act.SEE_TRACES, client)
    lock_person(client)
    if not build_pace_summary(actor=actor, client=client).is_review_due:
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


def _find_last_hard(doses: Sequence[Dose], offered: Sequence[Dose]) -> HardSession | None:
    hard = next((dose for dose in reversed(doses) if is_hard(dose.session)), None)
    if hard is None:
        return None
    since = [dose.session for dose in offered if dose.at > hard.at]
    caps = [cap for offer in (since[-1].asked.offers if since and since[-1].asked else ()) for cap in offer.caps]
    return HardSession(
        at=hard.at,
        before=_largest_offer(hard.session),
        begun=_begun_amount(hard.session),
        asked_since=bool(since),
        after=_largest_offer(since[-1]) if since else None,
        holds=CAP_AFTER_HARD in caps,
    )


def _largest_offer(record: DoseRecord) -> PracticeAmount | None:
    """The largest that was offered; None for grounding alone."""
    offers = record.asked.offers if record.asked else ()
    amounts = [PracticeAmount(each.level, each.minutes) for each in offers if each.id != engine_adapter.GROUNDING_ID]
    return max(amounts, key=lambda amount: amount.size, default=None)


def _begun_amount(record: DoseRecord) -> PracticeAmount | None:
    return (
        PracticeAmount(record.chosen.level, record.chosen.minutes) if record.chosen and record.chosen.family else None
    )


def _is_practised(record: DoseRecord) -> bool:
    return bool(record.chosen and record.chosen.family)


def _has_report(record: DoseRecord) -> bool:
    return any(each.activation is not None or each.settled is not None for each in record.outcomes)


def _count_since_review(client: Person, doses: Sequence[Dose]) -> int:
    last = Review.objects.filter(client=client).order_by("-at").values_list("at", flat=True).first()
    return sum(_is_practised(dose.session) and (last is None or dose.at > last) for dose in doses)
