from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fotfeste.people.labels import STAFF_ROLE_LABELS
from fotfeste.people.link_delivery import can_mail


class InviteStaffForm(forms.Form):
    role = forms.ChoiceField(
        label=_("As"), choices=list(STAFF_ROLE_LABELS.items()), widget=forms.RadioSelect, initial="therapist"
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        error_messages={"required": _("Write a name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail (optional)"),
        required=False,
        help_text=_("The link is sent there in neutral words. The address is not kept."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not can_mail():
            del self.fields["email"]
