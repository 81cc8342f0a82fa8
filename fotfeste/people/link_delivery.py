"""Links that are handed over by a person: shown on one page, once, and kept nowhere in clear."""

import logging
import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fotfeste.kit import one_time_message
from fotfeste.kit.crypto import KeyUse
from fotfeste.people.models import Invitation
from fotfeste.people.person_request import PersonRequest
from fotfeste.people.services import withdraw_invitation

log = logging.getLogger(__name__)


class LinkForm(forms.Form):
    """Where the link may be mailed to, asked only where mail is set up."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail (optional)"),
        required=False,
        help_text=gettext_lazy("The link is sent there in neutral words. The address is not kept."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not can_mail():
            del self.fields["email"]


@dataclass(frozen=True)
class InvitationLink:
    url: str
    is_mailed: bool


def can_mail() -> bool:
    return bool(settings.FOTFESTE_SMTP)


def deliver_link(request: PersonRequest, token: str, email: str) -> None:
    """Mail the link if there is somewhere to, and keep it sealed for the next page, which shows it once."""
    is_mailed = try_mail(email, _url_of(request, token))
    one_time_message.store_message(request, KeyUse.INVITATION_LINK, f"{int(is_mailed)}{token}")


def take_link(request: HttpRequest) -> InvitationLink | None:
    """The link, the first time it is asked for; None ever after."""
    plain = one_time_message.take_message(request, KeyUse.INVITATION_LINK)
    return InvitationLink(_url_of(request, plain[1:]), is_mailed=plain[0] == "1") if plain else None


def _url_of(request: HttpRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("people:invitation", args=[token]))


def try_mail(to: str, link: str) -> bool:
    """Send the link in words that tell nothing about where it leads. False if it could not be sent."""
    if not (to and can_mail()):
        return False
    body = _(
        "Hello.\n\nHere is a personal link for you. It can be used once, within fourteen days:\n\n%(link)s\n\n"
        "If you were not expecting it, you can disregard this message."
    ) % {"link": link}
    try:
        return send_mail(_("A link for you"), body, None, [to]) == 1
    except OSError:
        log.warning("a link could not be mailed", exc_info=True)  # the log keeps its type and place only
        return False


def withdraw_own_invitation(request: PersonRequest, invitation: uuid.UUID) -> None:
    """Withdraw one's own invitation. Anybody else's does not exist (404)."""
    held = get_object_or_404(Invitation, pk=invitation, invited_by=request.user)
    if withdraw_invitation(actor=request.user, invitation=held, now=timezone.now()):
        messages.success(request, _("The invitation is withdrawn. The link no longer opens anything."))
