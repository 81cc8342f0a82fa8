"""What surrounds the board for whoever leads: planning one, all that are held, and the guests of one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fotfeste.constellations import services
from fotfeste.constellations.access_audit import record_board_access
from fotfeste.constellations.constellation_labels import ConstellationLabels
from fotfeste.constellations.guests import room_codes
from fotfeste.constellations.harm_reports import was_last_constellation_hard
from fotfeste.constellations.models import MODES_WITH_GUESTS, Constellation, Seat
from fotfeste.constellations.planning.forms import GuestForm, PlanForm
from fotfeste.constellations.planning.queries import list_constellations, list_guests
from fotfeste.kit.crypto import KeyUse
from fotfeste.kit.idempotency import new_id, row_id
from fotfeste.kit.one_time_message import store_message, take_message
from fotfeste.people.models import Person
from fotfeste.people.person_request import PersonRequest
from fotfeste.privacy.access import Act, clients_of


@require_GET
def constellation_list(request: PersonRequest) -> HttpResponse:
    return _render_page(
        request,
        "constellation_list",
        {"held": list_constellations(request.user, whole=request.GET.get("whole") == "1")},
    )


def plan_constellation(request: PersonRequest, client: UUID) -> HttpResponse:
    person = get_object_or_404(clients_of(request.user, Act.HOLD), pk=client)
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _save_plan(request, person, form)
    row = row_id(request.POST.get("row")) if form.is_bound else new_id()
    return _render_page(
        request, "plan", {"client": person, "form": form, "row": row, "is_hard": was_last_constellation_hard(person)}
    )


def _save_plan(request: PersonRequest, person: Person, form: PlanForm) -> HttpResponse:
    made = services.plan_constellation(
        actor=request.user, client=person, row=row_id(request.POST.get("row")), plan=form.plan(), now=timezone.now()
    )
    if made.mode in MODES_WITH_GUESTS:
        return redirect("constellations:guests", made.pk)
    messages.success(request, _("It is planned. Nobody is told: the client sees it on the first page when it is near."))
    return redirect("constellations:all")


def guest_list(request: PersonRequest, constellation: UUID) -> HttpResponse:
    """Who is invited, where each stands, the room code, and one link, this once."""
    one, seat = _get_led_or_404(request, constellation)
    form = GuestForm(request.POST or None)
    if request.method == "POST" and not _can_take_guests(one):
        raise Http404
    if request.method == "POST" and form.is_valid() and _invite_guest(request, one, form):
        return redirect("constellations:guests", one.pk)
    record_board_access(seat, timezone.now())
    page = {
        "shown": ConstellationLabels(one),
        "guests": list_guests(one, seat),
        "code": room_codes.format_code(one.code) if one.code_hash else "",
        "link": _guest_link_context(request, take_message(request, KeyUse.GUEST_LINK)),
        "form": form,
        "row": row_id(request.POST.get("row")) if form.is_bound else new_id(),
        "takes_guests": _can_take_guests(one),
        "join_url": request.get_host() + reverse("constellations:join"),
    }
    return _render_page(request, "guests", page)


def _invite_guest(request: PersonRequest, one: Constellation, form: GuestForm) -> bool:
    try:
        guest, token = services.invite_guest(
            actor=request.user,
            constellation=one,
            role=form.cleaned_data["role"],
            name=form.cleaned_data["name"],
            row=row_id(request.POST.get("row")),
            now=timezone.now(),
        )
    except services.BoardRefused as refused:
        form.add_error(None, str(refused))
        return False
    if token:  # none when this very form made it before
        store_message(request, KeyUse.GUEST_LINK, f"{token} {guest.name}")
    return True


@require_POST
def renew_guest_link(request: PersonRequest, constellation: UUID, seat: UUID) -> HttpResponse:
    one, _own = _get_led_or_404(request, constellation)
    guest = get_object_or_404(Seat, pk=seat, constellation=one, person__isnull=True)
    try:
        token = services.renew_link(actor=request.user, seat=guest, now=timezone.now())
        store_message(request, KeyUse.GUEST_LINK, f"{token} {guest.name}")
    except services.BoardRefused as refused:
        messages.warning(request, str(refused))
    return redirect("constellations:guests", one.pk)


def _get_led_or_404(request: PersonRequest, constellation: UUID) -> tuple[Constellation, Seat]:
    mine = Constellation.objects.visible_to(request.user).filter(facilitator=request.user)
    one = get_object_or_404(mine.select_related("client"), pk=constellation)
    seats = Seat.objects.visible_to(request.user).filter(constellation=one).select_related("person", "client")
    return one, seats.first() or Seat(constellation=one, client=one.client, person=request.user)


def _can_take_guests(one: Constellation) -> bool:
    return one.mode in MODES_WITH_GUESTS and not one.is_over


def _guest_link_context(request: HttpRequest, kept: str | None) -> dict[str, str] | None:
    if not kept:
        return None
    token, _space, name = kept.partition(" ")
    return {"url": request.build_absolute_uri(reverse("constellations:join_by_link", args=[token])), "name": name}


def _render_page(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    """Drawn after the view has returned, so after a reading's link in the trail is committed (docs/adr/0012)."""
    template = f"constellations/planning/{name}.html"
    return TemplateResponse(request, template, {"place": "constellations", **context})
