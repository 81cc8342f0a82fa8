"""The steps of the check-in. Every item may be left out; what was typed is always shown again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from fotfeste.body.answers import Answers
from fotfeste.body.queries import KeptStep
from fotfeste.body.vocabulary import BODY_WORDS, FEELINGS, PLACES, WISHES, activation_choices, safety_choices

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


class Scale(forms.TypedChoiceField):
    """A number, or None: not answered is not 0."""

    def __init__(self, **kwargs: Any):
        super().__init__(coerce=int, empty_value=None, required=False, **kwargs)


class Chips(forms.MultipleChoiceField):
    """Words to tap. They are stored in the order shown, each once."""

    def __init__(self, *, words: Mapping[str, Any], **kwargs: Any):
        self.codes = tuple(words)
        super().__init__(choices=[*words.items()], required=False, widget=forms.CheckboxSelectMultiple, **kwargs)

    def clean(self, value: Any) -> tuple[str, ...]:
        chosen = set(super().clean(value))
        return tuple(code for code in self.codes if code in chosen)


class BodyStep(forms.Form):
    activation = Scale(choices=activation_choices, label=_("How much is going on in you?"))
    words = Chips(words=BODY_WORDS, label=_("How does it feel?"))
    places = Chips(words=PLACES, label=_("Where do you notice it?"))
    own_words = OwnWords(label=_("In your own words"))

    def answered_fields(self) -> dict[str, Any]:
        return self.cleaned_data


class SafetyStep(forms.Form):
    head_safe = Scale(choices=safety_choices, label=_("My head knows that I am safe"))
    body_safe = Scale(choices=safety_choices, label=_("My body feels safe"))

    def answered_fields(self) -> dict[str, Any]:
        return self.cleaned_data


class FeelingsStep(forms.Form):
    feelings = Chips(words=FEELINGS, label=_("A feeling"))
    feeling = OwnWords(label=_("Or another word for it"), rows=1)
    thought = OwnWords(label=_("A thought that is here"), help_text=_("One word is plenty."))
    wish = forms.ChoiceField(choices=list(WISHES.items()), required=False)

    def answered_fields(self) -> dict[str, Any]:
        """Chosen words and own words become one answer, in the language she chose them in."""
        told = {name: self.cleaned_data[name] for name in ("thought", "wish")}
        chosen = [str(FEELINGS[code]) for code in self.cleaned_data["feelings"]]
        return {**told, "feeling": ", ".join([*chosen, *filter(None, [self.cleaned_data["feeling"]])])}


class BrieflyStep(forms.Form):
    """For someone who does not keep check-ins here: what the offers can use, and nothing else."""

    activation = Scale(choices=activation_choices, label=_("How much is going on in you?"))
    head_safe = Scale(choices=safety_choices, label=_("My head knows that I am safe"))
    body_safe = Scale(choices=safety_choices, label=_("My body feels safe"))


class MomentForm(forms.Form):
    words = OwnWords(
        label=_("One line, if you like"),
        help_text=_("Where you were, or what your body noticed."),
        max_length=500,
    )


class AskMeForm(forms.Form):
    words = OwnWords(
        label=_("Please ask me about …"),
        rows=3,
        required=True,
        error_messages={"required": _("A word or two is enough.")},
    )


StepForm = BodyStep | SafetyStep | FeelingsStep
STEP_FORMS: dict[str, type[StepForm]] = {"body": BodyStep, "safety": SafetyStep, "feelings": FeelingsStep}


@dataclass(frozen=True)
class NotYet(Exception):
    """A kept step cannot be read as it stands; she has to look at it once more."""

    step: str


def form_of(step: str, kept: KeptStep | None) -> StepForm:
    """The step as she left it, with its faults named; empty when nothing is kept."""
    return STEP_FORMS[step](MultiValueDict(kept.fields) if kept else None)


def answers_of(kept: dict[str, KeptStep]) -> Answers:
    """All steps put together; skipped ones say nothing. Raises NotYet for the first one with a fault."""
    values: dict[str, Any] = {}
    for step in STEP_FORMS:
        if step not in kept or kept[step].is_skipped:
            continue
        form = form_of(step, kept[step])
        if not form.is_valid():
            raise NotYet(step)
        values |= form.answered_fields()
    return Answers(**values)
