"""The page behind an invitation link."""

from allauth.account.internal.flows.login import record_authentication
from allauth.decorators import rate_limit
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters

from fotfeste.people.forms import ClientInvitationForm, InstitutionInvitationForm, StaffInvitationForm
from fotfeste.people.invitations import has_accepted
from fotfeste.people.models import Invitation, Person, Role
from fotfeste.people.openid.id_token import Identity
from fotfeste.people.openid.links import LinkRefused
from fotfeste.people.openid.pending_invitation import find_identity, forget_identity
from fotfeste.people.openid.second_factor import record_sign_in
from fotfeste.people.services import AddressInUse, InvitationGone, accept_invitation, find_invitation
from fotfeste.people.sessions import find_required_step

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@sensitive_post_parameters("password")
@rate_limit(action="signup")  # type: ignore[untyped-decorator]  # allauth ships no types
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What this is and who invites; then an account, once. A used, withdrawn, old or made-up link looks the same."""
    open_invitation = find_invitation(token, timezone.now())
    if open_invitation is None:
        return redirect("welcome") if has_accepted(request.user, token) else _invitation_gone_page(request)
    if request.user.is_authenticated:
        return render(request, "people/invitation_signed_in.html")
    identity = find_identity(request, token) if open_invitation.role != Role.CLIENT else None
    form = _choose_form(open_invitation, identity)(request.POST or None, initial={"name": open_invitation.name})
    if form.is_valid():
        try:
            person = _create_account(token, form, identity)
            return _sign_in_and_redirect(request, open_invitation, person, identity)
        except (InvitationGone, LinkRefused):
            return _invitation_gone_page(request)
        except AddressInUse as taken:
            form.add_error("email", str(taken))
    context = {"form": form, "invitation": open_invitation, "identity": identity, "token": token}
    return render(request, "people/invitation.html", context)


def _choose_form(open_invitation: Invitation, identity: Identity | None) -> type[ClientInvitationForm]:
    if open_invitation.role == Role.CLIENT:
        return ClientInvitationForm
    return InstitutionInvitationForm if identity else StaffInvitationForm


def _create_account(token: str, form: ClientInvitationForm, identity: Identity | None) -> Person:
    answers = form.cleaned_data
    return accept_invitation(
        token=token,
        email=answers["email"],
        password=answers.get("password"),
        name=answers["name"],
        language=(get_language() or "nb")[:2],
        now=timezone.now(),
        identity=identity,
    )


def _sign_in_and_redirect(
    request: HttpRequest, accepted_invitation: Invitation, person: Person, identity: Identity | None
) -> HttpResponse:
    """Signed in at once, in a fresh session. Having chosen the password now counts as having confirmed it now."""
    forget_identity(request)
    login(request, person, backend=BACKEND)
    if identity:
        record_sign_in(request, person, identity, reauthenticated=True)
        return redirect(find_required_step(request) or "welcome")
    record_authentication(request, person, method="password", reauthenticated=True)
    return redirect("privacy:welcome" if accepted_invitation.role == Role.CLIENT else "mfa_index")


def _invitation_gone_page(request: HttpRequest) -> HttpResponse:
    return render(request, "people/invitation_gone.html", status=404)
