"""The demo's four doors: one click in as client, therapist or administrator, or as a guest. Only a demo has them."""

from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from fotfeste.constellations import services
from fotfeste.constellations.models import Constellation, Seat
from fotfeste.constellations.queries import find_guest_seat
from fotfeste.people.guests import LINK_HASH, SEAT
from fotfeste.people.models import Institute, Person

DOORS = {
    "client": "ana@demo.invalid",
    "therapist": "thea@demo.invalid",
    "administrator": "sol@demo.invalid",
}
GUEST_DOOR = "representative"


@require_POST
def enter(request: HttpRequest, door: str) -> HttpResponse:
    """Sign in as one of the demo's people, or take a guest's place. 404 unless the database carries the demo mark."""
    if door not in {*DOORS, GUEST_DOOR} or not Institute.objects.filter(is_demo=True).exists():
        raise Http404
    if door == GUEST_DOOR:
        return _enter_as_guest(request)
    person = Person.objects.get(email=DOORS[door])
    login(request, person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect("welcome")


def _enter_as_guest(request: HttpRequest) -> HttpResponse:
    """Into the lobby of the group that is planned: by the link of someone who is expected, else by the room code."""
    mine = find_guest_seat(request.session)
    if mine and not mine.constellation.is_over:
        return redirect("constellations:board", mine.constellation_id)
    rooms = Constellation.objects.exclude(code_hash="").filter(withdrawn_at__isnull=True, closed_at__isnull=True)
    room = rooms.select_related("facilitator").order_by("created_at").first()
    if room is None:
        return redirect("constellations:not_here")
    try:
        seat = _join_as_expected_guest(room) or services.enter_lobby_by_code(
            code=room.code, name="Maria", now=timezone.now()
        )
    except services.BoardRefused as full:
        messages.info(request, str(full))
        return redirect("welcome")
    request.session.flush()  # a guest has no account: whoever was signed in here is not, any more
    request.session[SEAT], request.session[LINK_HASH] = str(seat.pk), seat.link_hash
    return redirect("constellations:board", seat.constellation_id)


def _join_as_expected_guest(room: Constellation) -> Seat | None:
    """One of those who were invited by name and have not come: by a link that is made and used at once."""
    waiting = room.seats.filter(person__isnull=True, knocked_at__isnull=True, gone_at__isnull=True)
    seat = waiting.filter(role="representative").order_by("invited_at", "pk").first()
    if seat is None:
        return None
    now = timezone.now()
    token = services.renew_link(actor=room.facilitator, seat=seat, now=now)
    return services.enter_lobby_by_link(token=token, name=seat.name, now=now)
