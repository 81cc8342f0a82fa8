"""Fields that several rooms' forms have."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_WORDS = 10_000
TOO_LONG = _("There is room for %(limit_value)d characters here, and this is %(show_value)d. Nothing is lost.")


class OwnWords(forms.CharField):
    """Free text. Lines end in one character, as the browser counts them."""

    def __init__(self, *, rows: int = 2, max_length: int = LONGEST_WORDS, **kwargs: Any):
        widget = forms.Textarea(attrs={"rows": rows, "dir": "auto", "autocomplete": "off"})
        super().__init__(**{"required": False, "widget": widget, "max_length": max_length, **kwargs})
        self.widget.attrs.pop("maxlength", None)  # the browser would cut what is pasted, without a word
        self.error_messages["max_length"] = TOO_LONG
        for check in self.validators:
            if getattr(check, "code", "") == "max_length":
                check.message = TOO_LONG  # type: ignore[attr-defined]

    def to_python(self, value: Any) -> str:
        return str(super().to_python(str(value or "").replace("\r\n", "\n")))
