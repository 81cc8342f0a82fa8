"""Constellations, the seats in them, and the log of each board.

An event lies in two rows: `BoardEvent` holds what may lie in clear (ids, places, phases), `EventWords` what was said
and meant, sealed under the client's key, each erasable by itself.
"""

from collections.abc import Iterable
from typing import Any, ClassVar, Self
from uuid import UUID

import msgspec
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from fotfeste.constellations.board.enums import Method, Mode, Phase, Role
from fotfeste.constellations.board.events import EventFields, Kept
from fotfeste.kit.base_model import Row
from fotfeste.kit.fields import Purpose, SealedStruct, SealedText
from fotfeste.people.guests import Guest
from fotfeste.people.models import Person
from fotfeste.privacy.access import Act, clients_of, may_work_together

Actor = Person | Guest
MODES_WITH_GUESTS = (Mode.GROUP, Mode.IN_ROOM, Mode.HYBRID)


def choices(of: Any) -> list[tuple[str, str]]:
    return [(each.value, each.value) for each in of]


class Constellations(models.QuerySet["Constellation"]):
    def visible_to(self, actor: Actor) -> Self:
        """The client's own; those the therapist holds, while she may; a guest's one, while the seat is hers."""
        if isinstance(actor, Guest):
            seats = Seat.objects.visible_to(actor)
            return self.filter(seats__in=seats)
        held = Q(facilitator=actor, client__in=clients_of(actor, Act.HOLD), withdrawn_at__isnull=True)
        return self.filter(Q(client__in=clients_of(actor, Act.BE)) | held)


class Constellation(Row):
    SEALED_NAME = "Constellation"

    client = models.ForeignKey(Person, models.CASCADE, related_name="constellations")
    facilitator = models.ForeignKey(Person, models.PROTECT, related_name="held_constellations")
    mode = models.CharField(max_length=10, choices=choices(Mode))
    method = models.CharField(max_length=10, choices=choices(Method))
    blind = models.PositiveSmallIntegerField(default=0)
    phase = models.CharField(
        max_length=10, choices=choices(Phase), default=Phase.SCREENING
    )  # as the log says; for lists
    planned_for = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    begun_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)  # the client took back the yes to it: nobody else sees it any more
    looked_back_at = models.DateTimeField(null=True)  # the first looking back, led by the facilitator
    code = SealedText(key=Purpose.OWN)  # the room code, to show to whoever leads
    code_hash = models.CharField(max_length=64, blank=True)
    meeting = SealedText(key=Purpose.OWN)  # a link to where they see and hear each other; the board never needs it

    objects: ClassVar[Constellations] = Constellations.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(fields=["client", "-created_at"]),
            models.Index(fields=["facilitator", "-created_at"]),
            models.Index(fields=["code_hash"], condition=~Q(code_hash=""), name="open_room_codes"),
        ]

    @property
    def is_over(self) -> bool:
        return self.phase == Phase.CLOSED or self.withdrawn_at is not None

    @property
    def has_facilitator_seat(self) -> bool:
        """Whether its facilitator sits there: alone, only the client does."""
        return self.mode != Mode.SOLO


class Seats(models.QuerySet["Seat"]):
    def visible_to(self, actor: Actor) -> Self:
        """The seats one sits in: a person's own, a guest's one. Others' seats are seen through the board alone."""
        if isinstance(actor, Guest):
            mine = self.of_guests().filter(pk=actor.seat)
            return mine if actor.link_hash is None else mine.filter(link_hash=actor.link_hash)
        return self.filter(person=actor, constellation__in=Constellation.objects.visible_to(actor))

    def of_guests(self) -> Self:
        """Guests' seats that hold: nobody has gone from them, and somebody may lead there."""
        there = self.filter(person__isnull=True, gone_at__isnull=True, constellation__withdrawn_at__isnull=True)
        return there.filter(may_work_together("constellation__client", "constellation__facilitator"))


class Seat(Row):
    """A place in one constellation. Its id is its name on the board. A guest has no `person`, and comes by a link."""

    SEALED_NAME = "Seat"
    OWNED_THROUGH: ClassVar = {"constellation__client_id": "constellation.client_id"}

    constellation = models.ForeignKey(Constellation, models.CASCADE, related_name="seats")
    client = models.ForeignKey(Person, models.CASCADE, related_name="+")  # whose key seals the name
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="seats")
    role = models.CharField(max_length=16, choices=choices(Role))
    name = SealedText(key=Purpose.OWN)
    link_hash = models.CharField(max_length=64, blank=True, db_index=True)
    invited_at = models.DateTimeField(default=timezone.now)
    knocked_at = models.DateTimeField(null=True)  # the link has been used
    gone_at = models.DateTimeField(null=True)

    objects: ClassVar[Seats] = Seats.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["constellation", "person"], condition=Q(person__isnull=False), name="one_seat_per_person"
            )
        ]

    @property
    def key(self) -> str:
        """Its id on the board."""
        return self.pk.hex


class BoardEvents(models.QuerySet["BoardEvent"]):
    def with_client_of_board(self) -> Self:
        """Each event with whose board it is, so that opening its words asks the database nothing more."""
        return self.select_related("words").annotate(board_client_id=F("constellation__client_id"))


class BoardEvent(Row):
    """One thing that happened on a board. Never changed; `seq` is the order, and who comes second tries again."""

    constellation = models.ForeignKey(Constellation, models.CASCADE, related_name="events")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    v = models.PositiveSmallIntegerField()
    clear = models.TextField()  # JSON
    seat = models.ForeignKey(Seat, models.CASCADE, null=True, related_name="+")
    command = models.UUIDField(null=True)  # on the first event of a command: each command of a seat counts once
    at = models.DateTimeField()

    objects: ClassVar[BoardEvents] = BoardEvents.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["constellation", "seq"], name="one_event_per_place"),
            models.UniqueConstraint(
                fields=["constellation", "seat", "command"],
                condition=Q(command__isnull=False, seat__isnull=False),
                name="one_command_once_per_seat",
            ),
            models.UniqueConstraint(
                fields=["constellation", "command"],
                condition=Q(command__isnull=False, seat__isnull=True),
                name="one_command_once_of_house",
            ),
        ]

    @property
    def client_of_board(self) -> UUID:
        """Whose board it is; read with the events where `with_client_of_board` brought them."""
        known: UUID | None = vars(self).get("board_client_id")
        return known or self.constellation.client_id


class EventWordsRows(models.QuerySet["EventWords"]):
    def kept_by_constellation(self, constellations: Iterable[Constellation]) -> dict[UUID, str]:
        """What the client last said she wants to keep from each of those that are over, and nothing else of the boards.

        Ask only for eyes that may see her traces. Words that were taken back are gone from the log, and so from here.
        """
        if not (ended := [each.pk for each in constellations if each.is_over]):
            return {}
        kept = self.filter(event__constellation__in=ended, event__kind=Kept.__name__)
        rows = kept.order_by("event__seq").select_related("event__constellation")
        latest = {row.event.constellation_id: str(row.said.get("words", "")) for row in rows}
        return {constellation: words for constellation, words in latest.items() if words}


class EventWords(Row):
    """The words and meanings of one event. Gone, the board still stands: geometry stays."""

    SEALED_NAME = "EventWords"
    OWNED_THROUGH: ClassVar = {"event__constellation__client_id": "event.client_of_board"}

    event = models.OneToOneField(BoardEvent, models.CASCADE, related_name="words")
    client = models.ForeignKey(Person, models.CASCADE, related_name="+")
    said = SealedStruct(key=Purpose.OWN, struct=EventFields)

    objects: ClassVar[EventWordsRows] = EventWordsRows.as_manager()  # type: ignore[assignment]


class CheckBackAnswers(msgspec.Struct, frozen=True, omit_defaults=True):
    """What she answered; what she left open is not stored."""

    since: str = ""
    effects: tuple[str, ...] = ()
    words: str = ""


class CheckBack(Row):
    """'How has it been since?', asked a day to three days after a constellation. Leaving it open changes nothing."""

    SEALED_NAME = "CheckBack"
    OWNED_THROUGH: ClassVar = {"constellation__client_id": "constellation.client_id"}

    constellation = models.OneToOneField(Constellation, models.CASCADE, related_name="check_back")
    client = models.ForeignKey(Person, models.CASCADE, related_name="check_backs")
    answered_at = models.DateTimeField()
    answers = SealedStruct(key=Purpose.OWN, struct=CheckBackAnswers)
