"""Reading constellations: whose seat one sits in, what a therapist holds, what a client has."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from fotfeste.constellations.board.enums import Phase
from fotfeste.constellations.models import Actor, CheckBackAnswers, Constellation, Seat
from fotfeste.constellations.store import event_store
from fotfeste.people.guests import find_guest
from fotfeste.people.models import Person
from fotfeste.privacy.access import Act, clients_of

CHECK_BACK_AFTER, CHECK_BACK_UNTIL = timedelta(hours=24), timedelta(hours=72)
UPCOMING_WITHIN = timedelta(days=4)  # what is planned within these days is told on her first page
STILL_SHOWN_WHEN_MISSED = timedelta(hours=12)  # and what was planned and never begun is told no longer than this
HEAVIER = "heavier"


def find_seat(person: Person | None, session: Any, constellation: UUID) -> Seat | None:
    """The seat this browser has in that constellation: a guest's, if it was given one there, or the person's own."""
    actors: list[Actor] = [each for each in (find_guest(session), person) if each]
    for actor in actors:
        found = Seat.objects.visible_to(actor).filter(constellation=constellation)
        if seat := found.select_related("client", "constellation", "person", "constellation__facilitator").first():
            return seat
    return None


def find_guest_seat(session: Any) -> Seat | None:
    """The seat a guest's browser was given, wherever that is."""
    guest = find_guest(session)
    return Seat.objects.visible_to(guest).select_related("constellation").first() if guest else None


def constellations_led_by(therapist: Person) -> QuerySet[Constellation]:
    """What a therapist holds, the next first."""
    mine = Constellation.objects.visible_to(therapist).filter(facilitator=therapist)
    return mine.select_related("client").order_by("closed_at", "planned_for", "-created_at")


def open_constellations(client: Person) -> list[Constellation]:
    """A client's constellations that are not over, the next first."""
    mine = Constellation.objects.visible_to(client).filter(client=client, withdrawn_at__isnull=True)
    return list(mine.exclude(phase=Phase.CLOSED).select_related("facilitator").order_by("planned_for", "created_at"))


def _check_back_due_filter(now: datetime) -> Q:
    """Ended in the window by closing, or by her taking back her yes in the middle of it; begun, and not told of yet."""
    window = (now - CHECK_BACK_UNTIL, now - CHECK_BACK_AFTER)
    ended = Q(closed_at__range=window) | Q(closed_at__isnull=True, withdrawn_at__range=window)
    return ended & Q(begun_at__isnull=False, check_back__isnull=True)


@dataclass(frozen=True)
class HomePageConstellations:
    """What her first page tells of constellations: one that runs or comes soon, and one to be asked about."""

    coming: Constellation | None = None
    to_ask_about: Constellation | None = None

    @property
    def is_running(self) -> bool:
        return self.coming is not None and self.coming.phase != Phase.SCREENING


def find_home_page_constellations(client: Person, now: datetime) -> HomePageConstellations:
    """One question to the database, whatever there is."""
    is_open = Q(withdrawn_at__isnull=True) & ~Q(phase=Phase.CLOSED)
    runs = is_open & Q(begun_at__isnull=False)
    comes = is_open & Q(planned_for__range=(now - STILL_SHOWN_WHEN_MISSED, now + UPCOMING_WITHIN))
    own = Constellation.objects.filter(client=client, client__in=clients_of(client, Act.BE))
    mine = own.filter(runs | comes | _check_back_due_filter(now)).annotate(
        goes_on=ExpressionWrapper(is_open, output_field=BooleanField())
    )
    found: list[Any] = list(mine.order_by("planned_for", "created_at"))
    is_next = sorted((each for each in found if each.goes_on), key=lambda each: each.phase == Phase.SCREENING)
    ended = sorted(
        (each for each in found if not each.goes_on), key=lambda each: each.closed_at or each.withdrawn_at or now
    )
    return HomePageConstellations(next(iter(is_next), None), ended[-1] if ended else None)


def was_last_one_hard(client: Person) -> bool:
    """Whether she stopped the last one, or told afterwards of something heavy. Which of them, is not answered.

    For the planning of the next one only, whoever held the last: the page that asks how it has been tells her so.
    """
    begun = Constellation.objects.filter(client=client, begun_at__isnull=False)
    last = begun.select_related("check_back").order_by("-begun_at").first()
    if last is None:
        return False
    back = getattr(last, "check_back", None)
    return bool(back and reports_harm(back.answers)) or event_store.was_stopped_by(last.pk, client.pk)


def reports_harm(answers: CheckBackAnswers) -> bool:
    """What she ticked tells of something unwanted. Her own words are never looked into."""
    return answers.since == HEAVIER or bool(answers.effects)
