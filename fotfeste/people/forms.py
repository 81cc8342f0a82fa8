"""Sign-in forms with the house's own words, and the form of an invitation."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from fotfeste.people.models import Person
from fotfeste.people.passwords import LengthValidator

MAX_NAME_LENGTH = 80
EMPTY = _("This is still empty.")
NO_ADDRESS = _("This does not look like an e-mail address yet.")
MAX_PASSWORD_LENGTH = 1000  # a hash of a book would cost the server, not the guesser


def set_label(form: forms.Form, name: str, label: Any, help_text: Any = "") -> None:
    """Label and help of a field allauth made; its placeholder goes, a label is enough."""
    field = form.fields[name]
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    set_error_messages(field)


def set_error_messages(field: forms.Field) -> None:
    """Errors in the house's own voice."""
    field.error_messages |= {"required": EMPTY}
    if isinstance(field, forms.EmailField):
        field.error_messages["invalid"] = NO_ADDRESS
        field.validators = [EmailValidator(NO_ADDRESS)]


class SignInForm(account.LoginForm):  # type: ignore[misc]  # allauth ships no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_label(self, "login", _("E-mail"))
        set_label(self, "password", _("Password"))
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ChangePasswordForm(account.ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_label(self, "oldpassword", _("The password you have now"))
        set_label(self, "password1", _("New password"), _("A short sentence is fine, and easy to remember."))
        del self.fields["password2"]


class NewPasswordForm(account.ResetPasswordKeyForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_label(self, "password1", _("New password"), _("A short sentence is fine, and easy to remember."))
        del self.fields["password2"]


class ForgottenPasswordForm(account.ResetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_label(self, "email", _("E-mail"))


class ConfirmByPasswordForm(account.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_label(self, "password", _("Password"))


class _CodeField:
    """One code field, typed on a number pad but kept as text: recovery codes may carry letters and zeros in front."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_label(self, "code", _("Code"))  # type: ignore[arg-type]  # mixed into a form
        self.fields["code"].widget.attrs.update(inputmode="numeric", autocomplete="one-time-code")


class SecondFactorForm(_CodeField, second.AuthenticateForm):  # type: ignore[misc]
    pass


class ConfirmByCodeForm(_CodeField, second.ReauthenticateForm):  # type: ignore[misc]
    pass


class AuthenticatorAppForm(_CodeField, ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_label(self, "code", _("The code your app shows now"))


class ClientInvitationForm(forms.Form):
    name = forms.CharField(
        label=_("What you would like to be called"),
        help_text=_("A first name or another name. Your therapist sees it."),
        max_length=MAX_NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("You sign in with it. Nobody else here sees it."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=MAX_PASSWORD_LENGTH,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    adult = forms.BooleanField(
        label=_("I am 18 or older"),
        error_messages={"required": _("This is for adults. If you are younger, the person who invited you can help.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = LengthValidator().get_help_text()
        for name in ("name", "email", "password"):
            set_error_messages(self.fields[name])

    def clean_name(self) -> str:
        return str(self.cleaned_data["name"]).strip()

    def clean(self) -> dict[str, Any]:
        """The password is looked at together with the e-mail: one that repeats it is easy to guess."""
        answers = super().clean() or {}
        if password := answers.get("password"):
            try:
                validate_password(password, Person(email=answers.get("email", "")))
            except ValidationError as weak:
                self.add_error("password", weak)
        return answers


class StaffInvitationForm(ClientInvitationForm):
    """For someone who comes to work here: the name is the one clients and colleagues see."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Your name")
        self.fields["name"].help_text = _("The people you work with here see it.")
        self.fields["name"].widget.attrs["autocomplete"] = "name"


class InstitutionInvitationForm(StaffInvitationForm):
    """For someone the institution's provider has just confirmed: no password is made. The address is asked as ever."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password"]
        self.fields["email"].help_text = _("For a link, should you ever need one. Nobody else here sees it.")
