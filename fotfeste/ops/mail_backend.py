"""Outgoing mail: SMTP where it is set up, otherwise nowhere. Links are then handed over by a person."""

from typing import Any

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend as Smtp


class Outgoing(BaseEmailBackend):
    def send_messages(self, email_messages: Any) -> int:
        if not settings.FOTFESTE_SMTP:
            return 0
        host, _, port = settings.FOTFESTE_SMTP.partition(":")
        return Smtp(host=host, port=int(port or 25), use_tls=port == "587").send_messages(email_messages)
