"""How it has been since. Every part of it may stay open; to nobody is what is chosen until she chooses."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fotfeste.constellations.follow_up.answer_labels import EFFECT_CHOICES, OVERALL_CHOICES
from fotfeste.constellations.models import CheckBackAnswers
from fotfeste.kit.form_fields import TOO_LONG
from fotfeste.safety.models import HarmTo
from fotfeste.safety.queries import HarmReader

MAX_TEXT_LENGTH = 4_000
READER_UNREACHABLE = gettext_lazy(
    "This person cannot be reached here any more. Nothing was sent. You can choose again."
)


class CheckBackForm(forms.Form):
    since = forms.ChoiceField(
        label=gettext_lazy("All in all, how has it been?"),
        choices=list(OVERALL_CHOICES.items()),
        widget=forms.RadioSelect,
        required=False,
    )
    effects = forms.MultipleChoiceField(
        label=gettext_lazy("Has any of this been there?"),
        help_text=gettext_lazy("Some notice things like these for some days. None, one or several."),
        choices=list(EFFECT_CHOICES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    words = forms.CharField(
        label=gettext_lazy("In your own words, if you like"),
        required=False,
        max_length=MAX_TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        error_messages={"max_length": TOO_LONG},
    )
    to = forms.ChoiceField(
        label=gettext_lazy("Is there somebody who may read it?"),
        widget=forms.RadioSelect,
        required=False,
        initial="",
        error_messages={"invalid_choice": READER_UNREACHABLE},
    )

    def __init__(self, *args: Any, readers: list[HarmReader], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.readers = {reader.key: reader for reader in readers}
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        field.choices = [
            ("", _("Nobody. It is mine alone.")),
            *((key, _reader_label(r)) for key, r in self.readers.items()),
        ]
        if any(reader.to == HarmTo.LEAD for reader in readers):
            field.help_text = _(
                "The clinical lead sees your words and who your therapist is, not your name. "
                "If you want an answer, you can write how you would like it."
            )

    @property
    def reader(self) -> HarmReader | None:
        return self.readers.get(self.cleaned_data["to"])

    def answers(self) -> CheckBackAnswers:
        said = self.cleaned_data
        return CheckBackAnswers(said["since"], tuple(said["effects"]), said["words"])


def _reader_label(reader: HarmReader) -> str:
    if reader.to == HarmTo.THERAPIST:
        return _("{name}, your therapist").format(name=reader.person)
    return _("{name}, clinical lead at {institute}").format(name=reader.person, institute=reader.institute)
