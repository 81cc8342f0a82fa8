"""Forms around passkeys. What a browser sends is the stranger's word: mangled, it is a wrong key, not a broken page."""

import struct
from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as webauthn
from cryptography.exceptions import InvalidSignature
from django import forms
from django.utils.translation import gettext_lazy as _

from fotfeste.people.forms import MAX_NAME_LENGTH, set_label

# allauth expects some of these itself; the rest would end as a server error.
DECODING_ERRORS = (
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    ValueError,
    AssertionError,
    struct.error,
    InvalidSignature,
)


def read_credential(read: Callable[[], Any]) -> Any:
    """What `read` gives; a ValidationError when the credential cannot be read."""
    try:
        return read()
    except DECODING_ERRORS as error:
        raise get_adapter().validation_error("incorrect_code") from error


class _CredentialField:
    def clean_credential(self) -> Any:
        return read_credential(super().clean_credential)  # type: ignore[misc]  # mixed into a form of allauth's


class PasskeySignInForm(_CredentialField, webauthn.LoginWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    pass


class PasskeySecondFactorForm(_CredentialField, webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class ConfirmByPasskeyForm(_CredentialField, webauthn.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class NewPasskeyForm(webauthn.AddWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_label(self, "name", _("What it is called"), _("So that you can tell them apart. Only you see it."))
        self.fields["name"].max_length = MAX_NAME_LENGTH
        self.fields["name"].widget.attrs["maxlength"] = str(MAX_NAME_LENGTH)
        self.fields["passwordless"].initial = True  # every key made here can sign in by itself
        self.fields["passwordless"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        return dict(read_credential(super().clean))


class RenamePasskeyForm(webauthn.EditWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_label(self, "name", _("What it is called"))
        self.fields["name"].max_length = MAX_NAME_LENGTH
        self.fields["name"].widget.attrs["maxlength"] = str(MAX_NAME_LENGTH)
