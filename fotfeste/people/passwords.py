"""Password length: 15 characters alone, 12 together with a second factor (NIST SP 800-63B-4, OWASP ASVS 5.0)."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

ALONE, WITH_SECOND_FACTOR = 15, 12


class LengthValidator:
    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < self._minimum(user):
            raise ValidationError(self.get_help_text(user), code="password_too_short")

    def get_help_text(self, user: Any = None) -> str:
        return _("At least %(least)d characters. A short sentence is fine.") % {"least": self._minimum(user)}

    def _minimum(self, user: Any) -> int:
        return WITH_SECOND_FACTOR if user is not None and user.pk and is_mfa_enabled(user) else ALONE
