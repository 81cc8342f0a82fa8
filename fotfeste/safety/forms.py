"""Forms of this room. What was typed is always shown again."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fotfeste.kit.form_fields import TOO_LONG
from fotfeste.safety.models import AnchorKind, HarmTo
from fotfeste.safety.queries import HarmReader

MAX_ANCHOR_LENGTH = 300
MAX_WORDS_LENGTH = 10_000


NOT_HERE = gettext_lazy("This person cannot be reached here any more. Nothing was sent. You can choose again.")


class AnchorForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind?"),
        choices=AnchorKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Which of these is closest?")},
    )
    words = forms.CharField(
        label=gettext_lazy("In your own words"),
        help_text=gettext_lazy("A few words are enough. Only you see them."),
        max_length=MAX_ANCHOR_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        error_messages={
            "required": gettext_lazy("A word or two is enough, so that you know it again."),
            "max_length": TOO_LONG,
        },
    )


class HarmForm(forms.Form):
    """`to` offers only people who can read it now. With one alone, that one is chosen beforehand."""

    to = forms.ChoiceField(
        label=gettext_lazy("Who may read it?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("You can choose who may read it."),
            "invalid_choice": NOT_HERE,
        },
    )
    words = forms.CharField(
        label=gettext_lazy("What was it?"),
        help_text=gettext_lazy("You can write as much or as little as you like. Leaving it empty is all right."),
        required=False,
        max_length=MAX_WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, readers: list[HarmReader], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.readers = {reader.key: reader for reader in readers}
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        field.choices = [(key, _format_reader(reader)) for key, reader in self.readers.items()]
        if any(reader.to == HarmTo.LEAD for reader in readers):
            field.help_text = _(
                "The clinical lead sees your words and who your therapist is, not your name. "
                "If you want an answer, you can write how you would like it."
            )
        if len(readers) == 1:
            field.initial = readers[0].key

    @property
    def reader(self) -> HarmReader:
        return self.readers[self.cleaned_data["to"]]


def _format_reader(reader: HarmReader) -> str:
    if reader.to == HarmTo.THERAPIST:
        return _("{name}, your therapist").format(name=reader.person)
    return _("{name}, clinical lead at {institute}").format(name=reader.person, institute=reader.institute)
