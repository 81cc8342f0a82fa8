"""The forms of a note. The text may be long, may be empty while it is a draft, and is never cut."""

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from fotfeste.kit.idempotency import row_id

LONGEST = 20_000
_too_long = MaxLengthValidator(
    LONGEST, _("This is longer than a note can be (%(show_value)d characters of %(limit_value)d). Nothing is lost.")
)


def _text(label: Any, rows: int, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(
        label=label, required=False, strip=False, widget=area, validators=[_too_long], help_text=help_text
    )


class NoteForm(forms.Form):
    body = _text(_("Your note"), 14)
    unwanted = forms.CharField(
        label=_("Did you ask whether anything has not felt good since last time? (optional)"),
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("What you write here becomes the last line of the note."),
    )
    tab = forms.CharField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    row = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or {}
        unwanted = str(fields.get("unwanted") or "").strip()
        line = _("Asked about unwanted effects: %(answer)s") % {"answer": unwanted} if unwanted else ""
        body = str(fields.get("body") or "").replace("\r\n", "\n").rstrip()
        fields["text"] = "\n\n".join(part for part in (body, line) if part)
        return fields

    @property
    def tab_id(self) -> uuid.UUID:
        return row_id(self.data.get("tab"))

    @property
    def row_id(self) -> uuid.UUID:
        return row_id(self.data.get("row"))

    @property
    def seen_at(self) -> datetime | None:
        return parse_version_time(self.data.get("seen"))


class AdditionForm(forms.Form):
    body = _text(
        _("Addition"), 5, _("It is placed under the note with your name and the time. The note stays as it was.")
    )

    def clean_body(self) -> str:
        body = str(self.cleaned_data["body"])
        if not body.strip():
            raise forms.ValidationError(_("Write what is to be added."))
        return body


def parse_version_time(text: str | None) -> datetime | None:
    """The version a form was opened on; None for anything that is not a time."""
    try:
        return parse_datetime(text or "")
    except ValueError:
        return None
