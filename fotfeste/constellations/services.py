"""Writes of this room: planning, inviting, knocking, doing something by a form. `follow_up` has its own."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from fotfeste.constellations.board import Command, Refusal, SeatView, State, seat_view
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import Mode, Role
from fotfeste.constellations.guests import room_codes
from fotfeste.constellations.harm_reports import was_last_constellation_hard
from fotfeste.constellations.live.open_boards import cached_state, hub
from fotfeste.constellations.live.open_boards import current_state as current_state
from fotfeste.constellations.models import MODES_WITH_GUESTS as MODES_WITH_GUESTS
from fotfeste.constellations.models import Constellation, Seat
from fotfeste.constellations.refusals import refusal_sentence
from fotfeste.constellations.store import execute
from fotfeste.constellations.store.execute import CommandRequest
from fotfeste.kit.audit_log import audited_transaction
from fotfeste.kit.errors import Sentence
from fotfeste.kit.idempotency import lock_person
from fotfeste.kit.tokens import hash_of_token, new_token
from fotfeste.people.models import Person
from fotfeste.privacy import trail
from fotfeste.privacy.access import Act, NotVisible, may_work_together, require

GUEST_ROLES = (Role.REPRESENTATIVE, Role.OBSERVER, Role.COHOST)


class BoardRefused(Sentence):
    """The board said no. `code` is the reason, the text its sentence."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(refusal_sentence(code))


class NoSuchDoor(Sentence):
    """A link or a code that opens nothing: unknown, used, too late. Which of them is not told."""


@dataclass(frozen=True)
class Plan:
    """What the therapist sets when she plans it with the client.

    Sensing and moving are closed after a hard time whatever is set here, unless `open_deep_because` says why not.
    """

    mode: str
    method: str
    blind: int = 0
    most_elements: int = 12
    most_representatives: int = 12
    deep_closed: bool = False
    issue: str = ""
    meeting: str = ""
    planned_for: datetime | None = None
    expected: tuple[tuple[str, str], ...] = ()  # guests by role and name; their links are made when handed over
    open_deep_because: str = ""


@audited_transaction()
def plan_constellation(*, actor: Person, client: Person, row: UUID, plan: Plan, now: datetime) -> Constellation:
    """Lay a board with the two it belongs to. Once per form. The client sees in her trail that it was planned.

    Locks the client, so that the same form sent twice at once is one constellation.
    """
    require(actor, Act.HOLD, client)
    lock_person(client)
    if kept := Constellation.objects.filter(pk=row).first():
        if kept.client_id != client.pk:
            raise NotVisible
        return kept
    code = room_codes.make_room_code() if plan.mode in MODES_WITH_GUESTS else ""
    made = Constellation.objects.create(
        id=row, client=client, facilitator=actor, mode=plan.mode, method=plan.method, blind=plan.blind,
        planned_for=plan.planned_for, created_at=now, meeting=plan.meeting, code=code,
        code_hash=room_codes.hash_room_code(code) if code else "",
    )  # fmt: skip  # one row's fields, read together
    _set_up_board(made, replace(plan, deep_closed=plan.deep_closed or was_last_constellation_hard(client)), now)
    for role, name in plan.expected:
        _create_guest_seat(made, role, name, new_token(), now)
    trail.record(actor=actor, client=client, what="constellation", why="leading", verb="write", now=now)
    return made


def _set_up_board(made: Constellation, plan: Plan, now: datetime) -> None:
    is_alone = plan.mode == Mode.SOLO
    begin = do.Begin(
        plan.mode, plan.method, plan.blind, plan.most_elements, plan.most_representatives, plan.deep_closed, plan.issue
    )
    first: list[do.Command] = [begin, _create_seat(made, made.client, Role.ALONE if is_alone else Role.CLIENT)]
    if not is_alone:
        first.append(holder := _create_seat(made, made.facilitator, Role.FACILITATOR))
    asks = [CommandRequest(None, command, uuid4()) for command in first]
    if plan.deep_closed and plan.open_deep_because and not is_alone:  # alone it stays closed: nobody is there
        asks.append(CommandRequest(UUID(holder.seat), do.OpenDeep(plan.open_deep_because), uuid4()))
    execute.execute_commands(made.pk, asks, state=None, now=now)


def _create_seat(made: Constellation, person: Person, role: Role) -> do.Knock:
    seat = Seat.objects.create(
        constellation=made, client_id=made.client_id, person=person, role=role, name=person.name,
        invited_at=made.created_at, knocked_at=made.created_at,
    )  # fmt: skip  # one row's fields, read together
    return do.Knock(seat.key, role, person.name[:60], admitted=True)


# ---- guests ---------------------------------------------------------------------------------------------------------


@audited_transaction()
def invite_guest(
    *, actor: Person, constellation: Constellation, role: str, name: str, now: datetime, row: UUID | None = None
) -> tuple[Seat, str]:
    """A place for a guest and the token of its link, given back once; no token if this very form made it before.

    Raises NotVisible, or BoardRefused when it is over. Locks the client.
    She sees in her trail that someone was invited.
    """
    _require_lead(actor, constellation)
    if constellation.is_over or role not in GUEST_ROLES:
        raise BoardRefused("closed" if constellation.is_over else "not_allowed")
    lock_person(constellation.client)
    if row and (kept := Seat.objects.filter(pk=row).first()):
        if kept.constellation_id != constellation.pk:
            raise NotVisible
        return kept, ""
    token = new_token()
    seat = _create_guest_seat(constellation, role, name, token, now, row)
    client = constellation.client
    trail.record(actor=actor, client=client, what="constellation", why="leading", verb="write", now=now)
    return seat, token


def _create_guest_seat(
    constellation: Constellation, role: str, name: str, token: str, now: datetime, row: UUID | None = None
) -> Seat:
    return Seat.objects.create(
        id=row or uuid4(), constellation=constellation, client_id=constellation.client_id, role=role, name=name,
        invited_at=now, link_hash=hash_of_token(token),
    )  # fmt: skip  # one row's fields, read together


@transaction.atomic
def renew_link(*, actor: Person, seat: Seat, now: datetime) -> str:
    """For a guest whose link is used up or lost: the old one, and the browser that had it, no longer count."""
    _require_lead(actor, seat.constellation)
    if seat.person_id or seat.gone_at or seat.constellation.is_over:
        raise BoardRefused("gone")
    token = new_token()
    Seat.objects.filter(pk=seat.pk).update(link_hash=hash_of_token(token), knocked_at=None, invited_at=now)
    return token


def enter_lobby_by_link(*, token: str, name: str, now: datetime) -> Seat:
    """Come by a link: it opens once. The guest waits in the lobby. Raises NoSuchDoor."""
    with transaction.atomic():
        if found := _seats_by_link(token).first():  # the board before the seat, as everywhere: nobody waits in a ring
            Constellation.objects.select_for_update(no_key=True).get(pk=found.constellation_id)
        seat = _seats_by_link(token).select_for_update(of=("self",), no_key=True).first()
        if seat is None or Seat.objects.filter(pk=seat.pk, knocked_at__isnull=True).update(knocked_at=now) != 1:
            raise NoSuchDoor(_("This link cannot be used. You can ask whoever sent it for a new one."))
        seat.name = name or seat.name
        seat.save(update_fields=["name"])
        _enter_lobby(seat, now)
    hub.announce_new_events(seat.constellation_id)
    return seat


def find_seat_by_link(token: str) -> Seat | None:
    """The place behind an unused link."""
    return _seats_by_link(token).first()


def _seats_by_link(token: str) -> QuerySet[Seat]:
    return Seat.objects.select_related("constellation", "constellation__facilitator").filter(
        may_work_together("constellation__client", "constellation__facilitator"),
        link_hash=hash_of_token(token), knocked_at__isnull=True, gone_at__isnull=True, person__isnull=True,
        constellation__withdrawn_at__isnull=True, constellation__closed_at__isnull=True,
    )  # fmt: skip  # one row's fields, read together


def enter_lobby_by_code(*, code: str, name: str, now: datetime) -> Seat:
    """Come by a room code: a new representative's place, in the lobby. Raises NoSuchDoor or BoardRefused."""
    with transaction.atomic():
        found = find_constellation_by_code(code)
        if found is None:
            raise NoSuchDoor(_("No room answers to this code right now. You can look at it once more."))
        seat = Seat.objects.create(
            constellation=found, client_id=found.client_id, role=Role.REPRESENTATIVE, name=name, invited_at=now,
            knocked_at=now,
        )  # fmt: skip  # one row's fields, read together
        _enter_lobby(seat, now)
    hub.announce_new_events(found.pk)
    return seat


def find_constellation_by_code(code: str) -> Constellation | None:
    return Constellation.objects.filter(
        may_work_together("client", "facilitator"),
        code_hash=room_codes.hash_room_code(code),
        withdrawn_at__isnull=True,
        closed_at__isnull=True,
    ).first()


def _enter_lobby(seat: Seat, now: datetime) -> None:
    """A returning guest keeps the place, and what the board knows of it."""
    command = do.Knock(seat.key, Role(seat.role), seat.name[:60])
    request = CommandRequest(None, command, uuid4())
    done = execute.execute_commands(seat.constellation_id, [request], state=None, now=now)
    if isinstance(done.answers[0], Refusal):
        raise BoardRefused(done.answers[0].code)


def _require_lead(actor: Person, constellation: Constellation) -> None:
    held = Constellation.objects.visible_to(actor).filter(pk=constellation.pk, facilitator=actor)
    if not held.exists():
        raise NotVisible


# ---- by a form ------------------------------------------------------------------------------------------------------


def submit_command(
    *, seat: Seat, command: Command, command_id: UUID, session: str | None, now: datetime
) -> tuple[int, State]:
    """One command without a socket: the same rights, the same log. Raises BoardRefused. Everyone there sees it."""
    one = CommandRequest(seat.pk, command, command_id, session)
    done = execute.execute_commands(seat.constellation_id, [one], state=cached_state(seat.constellation_id), now=now)
    hub.announce_new_events(seat.constellation_id)
    answer = done.answers[0]
    if isinstance(answer, Refusal):
        raise BoardRefused(answer.code)
    return answer, done.state


def current_view(seat: Seat) -> SeatView:
    """What this seat may see now."""
    return seat_view(current_state(seat.constellation_id), seat.key)
