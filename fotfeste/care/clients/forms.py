from django import forms
from django.utils.translation import gettext_lazy as _

from fotfeste.people.link_delivery import LinkForm


class InviteForm(LinkForm):
    name = forms.CharField(
        label=_("First name, or what you call each other"),
        max_length=80,
        error_messages={"required": _("Write what you call each other.")},
        help_text=_("Only you see it, until the account is made. It can be changed then."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    adult = forms.BooleanField(
        label=_("The person is 18 or older"),
        error_messages={"required": _("Fotfeste is for adults. Tick this if the person is 18 or older.")},
    )
    field_order = ("name", "email", "adult")
