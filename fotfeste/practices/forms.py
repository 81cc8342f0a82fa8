"""The two questions afterwards. Neither needs an answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fotfeste.body.vocabulary import activation_choices, safety_choices
from fotfeste.practices.run_record import Course

AFTERWARDS_CHOICES = {
    "fine": _("It was all right"),
    "much": _("A bit too much"),
    "wrong": _("Something did not feel right"),
}
# What each answer says of settling and of feeling worse. "All right" is not taken to mean settled.
_MEANS: dict[str, tuple[bool | None, bool | None]] = {
    "": (None, None),
    "fine": (None, False),
    "much": (False, False),
    "wrong": (False, True),
}


def describe_feeling(course: Course) -> str:
    """Her answer to how the practice was, in words; empty when she left it open."""
    word = next((code for code, means in _MEANS.items() if means == (course.settled, course.felt_worse)), "")
    return str(AFTERWARDS_CHOICES.get(word, ""))


class AfterwardsForm(forms.Form):
    activation = forms.TypedChoiceField(
        label=_("How much is going on in you?"),
        choices=activation_choices,
        coerce=int,
        empty_value=None,
        required=False,
    )
    safety = forms.TypedChoiceField(
        label=_("My body feels safe"), choices=safety_choices, coerce=int, empty_value=None, required=False
    )
    felt = forms.ChoiceField(
        label=_("How was the practice for you?"),
        choices=list(AFTERWARDS_CHOICES.items()),
        widget=forms.RadioSelect,
        required=False,
    )

    def answers(self) -> dict[str, Any]:
        settled, felt_worse = _MEANS[self.cleaned_data["felt"]]
        return {
            "activation": self.cleaned_data["activation"],
            "safety": self.cleaned_data["safety"],
            "settled": settled,
            "felt_worse": felt_worse,
        }
