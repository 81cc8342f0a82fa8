from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fotfeste.people.models import Person

MAX_PASSWORD_LENGTH = 1000


class ForgetForm(forms.Form):
    sure = forms.BooleanField(
        label=_("I want what is mine here to be deleted for good"),
        error_messages={"required": _("Nothing is deleted until this is ticked.")},
    )
    password = forms.CharField(
        error_messages={"required": _("This is still empty.")},
        label=_("Password"),
        help_text=_("So that nobody else who finds your phone can do this."),
        max_length=MAX_PASSWORD_LENGTH,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, client: Person, *args: Any, **kwargs: Any) -> None:
        self.client = client
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        """Counted and slowed down like every other sign-in."""
        password = str(self.cleaned_data["password"])
        if not get_adapter().reauthenticate(self.client, password):
            raise ValidationError(_("This is not the password you have now."))
        return password
