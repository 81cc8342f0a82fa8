"""What she wants to be asked about."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fotfeste.kit.form_fields import OwnWords


class AskMeForm(forms.Form):
    words = OwnWords(
        label=_("Please ask me about …"),
        rows=3,
        required=True,
        error_messages={"required": _("A word or two is enough.")},
    )
