"""How allauth behaves here: accounts only by invitation, no lockout by strangers, mail that says nothing sensitive."""

import logging
from contextvars import copy_context
from threading import Thread
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core import context
from allauth.core.exceptions import ReauthenticationRequired
from allauth.core.internal.ratelimit import get_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fotfeste.people.end_others_offer import offer_to_end_others
from fotfeste.people.open_sessions import end_sessions
from fotfeste.people.openid.second_factor import did_recently_confirm, is_linked
from fotfeste.people.second_factor_secrets import open_secret, seal_secret
from fotfeste.people.sessions import sign_out

log = logging.getLogger(__name__)

SECOND_FACTOR_STAGE = "fotfeste.people.openid.second_factor.SecondFactorStage"
NOT_YOURS = _("This is not the password you have now.")
TOO_MANY = _("There were many tries in a short time. It opens again by itself in a few minutes.")
WRONG_CODE = _("This code did not fit. It changes often; a fresh one may do.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This e-mail and password do not belong together. Nothing is locked."),
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "enter_current_password": NOT_YOURS,
        "incorrect_password": NOT_YOURS,
        "incorrect_code": WRONG_CODE,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        stages = super().get_login_stages()
        return [SECOND_FACTOR_STAGE if each == "allauth.mfa.stages.AuthenticateStage" else each for each in stages]

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The institution's provider too, last: with an own key at hand nobody is sent away."""
        methods = list(super().get_reauthentication_methods(user))
        if is_linked(user):
            # allauth sorts the ways by their descriptions; no page shows them.
            methods.append({"id": "openid", "url": reverse("openid:confirm"), "description": "~"})
        return methods

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """allauth asks nothing of someone who has no key of her own here; the provider can be asked, so it is."""
        user = context.request.user
        if not get_reauthentication_flows(user) and is_linked(user) and not did_recently_confirm(context.request):
            raise ReauthenticationRequired
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # Counted per account and address together: a stranger's wrong guesses must never lock the owner out.
        # A whole IPv6 network is one address: whoever has one has all of it.
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{get_ip(request)}"

    def logout(self, request: HttpRequest) -> None:
        """By hand, too: a disk that takes nothing keeps nobody signed in."""
        sign_out(request)

    def set_password(self, user: Any, password: str) -> None:
        """A new password ends every other session at once; the one it is set from ends with this answer."""
        super().set_password(user, password)
        asking = getattr(context.request, "session", None)
        end_sessions(person=user, except_key=asking and asking.session_key)

    def send_notification_mail(self, template_prefix: str, user: Any, *args: Any, **kwargs: Any) -> None:
        """allauth comes here whenever a key or the password has changed. No mail: the next page offers what helps."""
        request = context.request
        if request.user == user:  # after a reset by mail nobody is signed in
            offer_to_end_others(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In a thread of its own: how long an answer takes must not tell whether an address has an account."""
        request_context = copy_context()
        Thread(target=request_context.run, args=(self._send_now, template_prefix, email, context), daemon=True).start()

    def _send_now(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:  # includes every SMTP error
            log.warning("A mail could not be sent; the mail server did not take it.", exc_info=True)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """TOTP secrets and recovery seeds are sealed at rest under a key derived from the instance key."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG_CODE}

    def encrypt(self, text: str) -> str:
        return seal_secret(text)

    def decrypt(self, encrypted_text: str) -> str:
        return open_secret(encrypted_text)

    def get_public_key_credential_rp_entity(self) -> dict[str, Any]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Fotfeste"}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # allauth's own name for it
        count = user.authenticator_set.filter(type=type).count()
        return gettext("Passkey %(number)d") % {"number": count + 1}
