"""Second factors for tests: a code app, without a phone; a mail server that dawdles."""

import time
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.mail.backends.base import BaseEmailBackend

from fotfeste.people.models import Person

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def give_code_app(person: Person) -> Authenticator:
    return Authenticator.objects.create(
        user=person, type=Authenticator.Type.TOTP, data={"secret": get_adapter().encrypt(SECRET)}
    )


def code_now() -> str:
    return str(format_hotp_value(hotp_value(SECRET, int(time.time()) // 30)))


class SlowMail(BaseEmailBackend):
    def send_messages(self, email_messages: Any) -> int:
        time.sleep(2)
        return len(email_messages)
