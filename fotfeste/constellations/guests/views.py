"""The way in for someone without an account, by a link or a room code, and the page for when the seat has ended."""

from uuid import UUID

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fotfeste.constellations import services
from fotfeste.constellations.guests.forms import CodeForm, NameForm
from fotfeste.constellations.models import Seat
from fotfeste.constellations.queries import find_guest_seat
from fotfeste.kit.tokens import hash_of_token
from fotfeste.people.guests import LINK_HASH, SEAT
from fotfeste.people.models import Person

WRONG_CODE_LIMIT = "room_code"  # how often is set in ACCOUNT_RATE_LIMITS
TOO_MANY_REQUESTS = 429


def join_by_code(request: HttpRequest) -> HttpResponse:
    """A room code and a name. Only wrong codes are counted: a whole group may come through one door at once."""
    form = CodeForm(request.POST or None)
    if request.method != "POST":
        return _render_code_form(request, form)
    if not ratelimit.consume(request, action=WRONG_CODE_LIMIT, dry_run=True):
        form.add_error(None, _("That was many codes in a short time. It opens again in a few minutes."))
        return _render_code_form(request, form, status=TOO_MANY_REQUESTS)
    return _enter_by_code(request, form) or _render_code_form(request, form)


def _enter_by_code(request: HttpRequest, form: CodeForm) -> HttpResponse | None:
    if not form.is_valid():
        return None
    code, name = form.cleaned_data["code"], form.cleaned_data["name"]
    try:
        found = services.find_constellation_by_code(code)
        if found and _has_seat(request, found.pk):
            return redirect("constellations:board", found.pk)
        return _enter_seat(request, services.enter_lobby_by_code(code=code, name=name, now=timezone.now()))
    except services.NoSuchDoor as closed:
        ratelimit.consume(request, action=WRONG_CODE_LIMIT)
        form.add_error("code", str(closed))
    except services.BoardRefused as refused:
        form.add_error(None, str(refused))
    return None


def _render_code_form(request: HttpRequest, form: CodeForm, status: int = 200) -> HttpResponse:
    return render(request, "constellations/guests/join.html", {"form": form}, status=status)


def join_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """What this is and who invites; then a name, and the lobby. A used, old or made-up link looks the same."""
    found = services.find_seat_by_link(token)
    if found is None:
        mine = find_guest_seat(request.session)  # a form sent twice is not a link used twice
        came_by_it = mine is not None and mine.link_hash == hash_of_token(token)
        return (
            redirect("constellations:board", mine.constellation_id)
            if mine and came_by_it
            else _render_link_gone(request)
        )
    if _has_seat(request, found.constellation_id):
        return render(request, "constellations/guests/already_here.html", {"seat": found})
    form = NameForm(request.POST or None, initial={"name": found.name})
    if form.is_valid():
        try:
            return _enter_seat(
                request, services.enter_lobby_by_link(token=token, name=form.cleaned_data["name"], now=timezone.now())
            )
        except services.NoSuchDoor:
            return _render_link_gone(request)
        except services.BoardRefused as refused:
            form.add_error(None, str(refused))
    return render(request, "constellations/guests/join_by_link.html", {"form": form, "seat": found})


@require_GET
def seat_ended(request: HttpRequest) -> HttpResponse:
    """The seat has ended: what there is to do with a role that is still felt."""
    mine = find_guest_seat(request.session)
    return render(request, "constellations/guests/not_here.html", {"still": mine})


def _has_seat(request: HttpRequest, constellation: UUID) -> bool:
    """Whether this browser has a place there already: the link or the code is for somebody else, and stays unused."""
    mine = find_guest_seat(request.session)
    if mine and mine.constellation_id == constellation:
        return True
    person = request.user
    if not isinstance(person, Person):
        return False
    return Seat.objects.visible_to(person).filter(constellation=constellation).exists()


def _enter_seat(request: HttpRequest, seat: Seat) -> HttpResponse:
    """A key of its own for the session: one that somebody laid there before does not come along."""
    request.session.cycle_key()
    request.session[SEAT], request.session[LINK_HASH] = str(seat.pk), seat.link_hash
    return redirect("constellations:board", seat.constellation_id)


def _render_link_gone(request: HttpRequest) -> HttpResponse:
    return render(request, "constellations/guests/link_unusable.html", status=404)
