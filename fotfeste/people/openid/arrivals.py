"""What comes of it when the provider has said who someone is. Everything else is the same refusal."""

import time
from typing import Any

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from fotfeste.people.end_others_offer import offer_to_end_others
from fotfeste.people.models import Person
from fotfeste.people.openid import links
from fotfeste.people.openid.authorization import Purpose, Refused
from fotfeste.people.openid.departures import find_staff_invitation
from fotfeste.people.openid.id_token import CLOCK_SKEW_S, Identity
from fotfeste.people.openid.pending_invitation import keep_identity, open_invitation_token
from fotfeste.people.openid.second_factor import record_sign_in

State = dict[str, Any]
FRESH_S = 120  # how long ago she may have signed in at the provider when she was asked to do it anew


def receive(request: HttpRequest, state: State, identity: Identity) -> HttpResponse:
    """Raises Refused."""
    return _ARRIVALS[Purpose(state["process"])](request, state, identity)


def _sign_in(request: HttpRequest, state: State, identity: Identity) -> HttpResponse:
    person = links.find_linked_person(identity)
    if person is None or request.user.is_authenticated:
        raise Refused
    record_sign_in(request, person, identity)
    response: HttpResponse = perform_login(request, person, redirect_url=state.get("next"))
    return response


def _answer_invitation(request: HttpRequest, state: State, identity: Identity) -> HttpResponse:
    """Back to the invitation's own form; the account is made there, with this identity instead of a password."""
    token = open_invitation_token(state["invitation"])
    is_free = token and find_staff_invitation(token) and not links.is_linked_to_someone(identity)
    if not token or not is_free or request.user.is_authenticated:
        raise Refused
    keep_identity(request, token, identity)
    return redirect("people:invitation", token=token)


def _link(request: HttpRequest, state: State, identity: Identity) -> HttpResponse:
    person = _require_same_person(request, state)
    if is_reauthentication_required(request, app="allauth.socialaccount"):
        raise Refused
    try:
        links.link_identity(person=person, identity=identity, now=timezone.now())
    except links.LinkRefused:
        raise Refused from None
    offer_to_end_others(request)
    messages.success(request, _("It is linked. You can sign in this way from now on."))
    return redirect("openid:account")


def _confirm(request: HttpRequest, state: State, identity: Identity) -> HttpResponse:
    """The same person, at the provider just now and not from an old session there."""
    person = _require_same_person(request, state)
    if links.find_linked_person(identity) != person or not _is_fresh(identity):
        raise Refused
    record_sign_in(request, person, identity, reauthenticated=True)
    return redirect(state.get("next") or "openid:account")


def _require_same_person(request: HttpRequest, state: State) -> Person:
    """Whoever began it in this session; it may have become somebody else's since."""
    person = request.user
    if not isinstance(person, Person) or str(person.pk) != state["person"]:
        raise Refused
    return person


def _is_fresh(identity: Identity) -> bool:
    at, now = identity.signed_in_at_s, time.time()
    return at is not None and now - FRESH_S - CLOCK_SKEW_S < at < now + CLOCK_SKEW_S


_ARRIVALS = {
    Purpose.SIGN_IN: _sign_in,
    Purpose.INVITATION: _answer_invitation,
    Purpose.LINK: _link,
    Purpose.CONFIRM: _confirm,
}
