"""How it can have been since, in words. None of these is better than another."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fotfeste.constellations.harm_reports import HEAVIER
from fotfeste.constellations.models import CheckBackAnswers

OVERALL_CHOICES: dict[str, Any] = {
    "easier": pgettext_lazy("since the constellation", "Easier"),
    "same": pgettext_lazy("since the constellation", "About the same"),
    HEAVIER: pgettext_lazy("since the constellation", "Heavier"),
    "other": pgettext_lazy("since the constellation", "Something else"),
}
EFFECT_CHOICES: dict[str, Any] = {
    "restless": _("more unrest in the body"),
    "numb": _("further away, or more numb"),
    "tired": _("more worn out than usual"),
    "sleep": _("restless sleep"),
    "returns": _("something from it keeps coming back"),
    "role": _("something of a role hangs on"),
    "people": _("harder with somebody I am close to"),
    "alone": _("more alone with it"),
}


def describe_answers(answers: CheckBackAnswers) -> list[str]:
    """What she said, line by line; what she left open is not mentioned."""
    effects = [str(EFFECT_CHOICES[each]) for each in answers.effects if each in EFFECT_CHOICES]
    lines = (str(OVERALL_CHOICES.get(answers.since, "")), ", ".join(effects), answers.words)
    return [line for line in lines if line]
