"""What a guest is asked before coming in: a name to be called by, and a code for those without a link."""

from django import forms
from django.utils.translation import gettext_lazy

from fotfeste.kit.form_fields import TOO_LONG

MAX_NAME_LENGTH = 60


class NameForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("What would you like to be called?"),
        help_text=gettext_lazy("A first name is enough. Those who are there see it."),
        max_length=MAX_NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "given-name", "dir": "auto"}),
        error_messages={"required": gettext_lazy("Write what you would like to be called."), "max_length": TOO_LONG},
    )


class CodeForm(NameForm):
    code = forms.CharField(
        label=gettext_lazy("Room code"),
        help_text=gettext_lazy("Eight letters and digits. Capitals and spaces do not matter."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Write the code you were given."), "max_length": TOO_LONG},
    )
    field_order = ("code", "name")
