from django import forms
from django.utils.translation import gettext_lazy as _

from fotfeste.people.labels import STAFF_ROLE_LABELS
from fotfeste.people.link_delivery import LinkForm


class InviteStaffForm(LinkForm):
    role = forms.ChoiceField(
        label=_("As"), choices=list(STAFF_ROLE_LABELS.items()), widget=forms.RadioSelect, initial="therapist"
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        error_messages={"required": _("Write a name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("role", "name", "email")
