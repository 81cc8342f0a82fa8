"""Who may go to the provider for what. Whoever may not goes nowhere, and is told nothing of why."""

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.utils import get_next_redirect_url
from django.http import HttpRequest
from django.utils import timezone

from fotfeste.people.invitations import find_invitation
from fotfeste.people.models import Invitation, Person, Role
from fotfeste.people.openid.authorization import Purpose, Refused
from fotfeste.people.openid.links import has_link
from fotfeste.people.openid.pending_invitation import seal_invitation
from fotfeste.people.sessions import find_required_step

Remembered = dict[str, str | None]


def prepare_departure(request: HttpRequest, purpose: Purpose) -> Remembered:
    """What has to be known when she comes back. Raises Refused, or ReauthenticationRequired before linking."""
    return _PREPARATIONS[purpose](request)


def find_staff_invitation(token: str) -> Invitation | None:
    """The open invitation, if it is one that an institution's sign-in may answer: clients never get a link."""
    invitation = find_invitation(token, timezone.now())
    return invitation if invitation and invitation.role != Role.CLIENT else None


def _prepare_sign_in(request: HttpRequest) -> Remembered:
    if request.user.is_authenticated:
        raise Refused
    return {"next_url": get_next_redirect_url(request)}


def _prepare_invitation(request: HttpRequest) -> Remembered:
    token = request.POST.get("invitation", "")
    if request.user.is_authenticated or find_staff_invitation(token) is None:
        raise Refused
    return {"invitation": seal_invitation(token)}


def _prepare_link(request: HttpRequest) -> Remembered:
    person = _require_staff(request)
    raise_if_reauthentication_required(request, app="allauth.socialaccount")
    return {"person": str(person.pk)}


def _prepare_confirmation(request: HttpRequest) -> Remembered:
    person = _require_staff(request)
    if not has_link(person):
        raise Refused
    return {"person": str(person.pk), "next_url": get_next_redirect_url(request)}


def _require_staff(request: HttpRequest) -> Person:
    person = request.user
    if not isinstance(person, Person) or not person.may_use_institution_sign_in or find_required_step(request):
        raise Refused
    return person


_PREPARATIONS = {
    Purpose.SIGN_IN: _prepare_sign_in,
    Purpose.INVITATION: _prepare_invitation,
    Purpose.LINK: _prepare_link,
    Purpose.CONFIRM: _prepare_confirmation,
}
