from django import forms
from django.utils.translation import gettext_lazy as _

from fotfeste.people.link_delivery import can_mail


class InviteForm(forms.Form):
    name = forms.CharField(
        label=_("First name, or what you call each other"),
        max_length=80,
        error_messages={"required": _("Write what you call each other.")},
        help_text=_("Only you see it, until the account is made. It can be changed then."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    email = forms.EmailField(
        label=_("E-mail (optional)"),
        required=False,
        help_text=_("The link is sent there in neutral words. The address is not kept."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    adult = forms.BooleanField(
        label=_("The person is 18 or older"),
        error_messages={"required": _("Fotfeste is for adults. Tick this if the person is 18 or older.")},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        if not can_mail():
            del self.fields["email"]
