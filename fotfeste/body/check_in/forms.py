"""The steps of the check-in. Every item may be left out; what was typed is always shown again."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from fotfeste.body.check_in.flow import Fields, Reading
from fotfeste.body.check_in_answers import Answers
from fotfeste.body.vocabulary import BODY_WORDS, FEELINGS, PLACES, WISHES, activation_choices, safety_choices
from fotfeste.kit.form_fields import OwnWords


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
    activation = Scale(choices=activation_choices(), label=_("How much is going on in you?"))
    words = Chips(words=BODY_WORDS, label=_("How does it feel?"))
    places = Chips(words=PLACES, label=_("Where do you notice it?"))
    own_words = OwnWords(label=_("In your own words"))

    def answered_fields(self) -> dict[str, Any]:
        return self.cleaned_data


class SafetyStep(forms.Form):
    head_safe = Scale(choices=safety_choices(), label=_("My head knows that I am safe"))
    body_safe = Scale(choices=safety_choices(), label=_("My body feels safe"))

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

    activation = Scale(choices=activation_choices(), label=_("How much is going on in you?"))
    head_safe = Scale(choices=safety_choices(), label=_("My head knows that I am safe"))
    body_safe = Scale(choices=safety_choices(), label=_("My body feels safe"))


StepForm = BodyStep | SafetyStep | FeelingsStep
STEP_FORMS: dict[str, type[StepForm]] = {"body": BodyStep, "safety": SafetyStep, "feelings": FeelingsStep}


def form_of(step: str, fields: Fields | None) -> StepForm:
    """The step as she left it, with its faults named; empty when nothing is kept."""
    return STEP_FORMS[step](None if fields is None else MultiValueDict(fields))


def read_answers(steps: Mapping[str, Fields]) -> Reading[Answers]:
    """The steps that say something, put together. The first one with a fault ends it."""
    values: dict[str, Any] = {}
    for step in STEP_FORMS:
        if step not in steps:
            continue
        form = form_of(step, steps[step])
        if not form.is_valid():
            return Reading(faulty_step=step)
        values |= form.answered_fields()
    answers = Answers(**values)
    return Reading(answers if answers != Answers() else None)
