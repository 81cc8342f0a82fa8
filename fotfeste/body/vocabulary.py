"""The words a person may choose for her body, and how they are said. Codes are stored; words follow the language."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fotfeste.body.check_in_answers import ACTIVATION_MAX, ACTIVATION_MIN, SCALE_MAX, SCALE_MIN, Answers
from fotfeste.kit.labels import labels_for_codes

Choices = list[tuple[str, str | Promise]]
NOT_ANSWERED: tuple[str, str] = ("", "–")

# Qualities of sensation, with words for shutdown beside words for alarm and for ease. None stands for good or bad.
BODY_WORDS: Mapping[str, str | Promise] = {
    "calm": pgettext_lazy("body word", "calm"),
    "warm": pgettext_lazy("body word", "warm"),
    "soft": pgettext_lazy("body word", "soft"),
    "light": pgettext_lazy("body word", "light"),
    "flowing": pgettext_lazy("body word", "flowing"),
    "tight": pgettext_lazy("body word", "tight"),
    "restless": pgettext_lazy("body word", "restless"),
    "on-guard": pgettext_lazy("body word", "on guard"),
    "shaky": pgettext_lazy("body word", "shaky"),
    "tingling": pgettext_lazy("body word", "tingling"),
    "aching": pgettext_lazy("body word", "aching"),
    "heavy": pgettext_lazy("body word", "heavy"),
    "cold": pgettext_lazy("body word", "cold"),
    "drained": pgettext_lazy("body word", "drained"),
    "numb": pgettext_lazy("body word", "numb"),
    "empty": pgettext_lazy("body word", "empty"),
    "far-away": pgettext_lazy("body word", "far away"),
    "foggy": pgettext_lazy("body word", "foggy"),
    "frozen": pgettext_lazy("body word", "frozen"),
}

# The codes are the `data-region` names of the drawn bodies; the last two have no shape of their own.
PLACES: Mapping[str, str | Promise] = {
    "head": _("head"),
    "face": _("face"),
    "throat": _("throat"),
    "neck": _("back of the neck"),
    "shoulders": _("shoulders"),
    "chest": _("chest"),
    "back-upper": _("upper back"),
    "back-lower": _("lower back"),
    "belly": _("belly"),
    "arms": _("arms"),
    "hands": _("hands"),
    "hips": _("hips and pelvis"),
    "legs": _("legs"),
    "feet": _("feet"),
    "all-over": _("all over"),
    "nowhere": _("nowhere in particular"),
}

FEELINGS: Mapping[str, str | Promise] = {
    "glad": pgettext_lazy("feeling", "glad"),
    "sad": pgettext_lazy("feeling", "sad"),
    "afraid": pgettext_lazy("feeling", "afraid"),
    "angry": pgettext_lazy("feeling", "angry"),
    "ashamed": pgettext_lazy("feeling", "ashamed"),
    "lonely": pgettext_lazy("feeling", "lonely"),
    "tender": pgettext_lazy("feeling", "tender"),
    "relieved": pgettext_lazy("feeling", "relieved"),
    "hopeful": pgettext_lazy("feeling", "hopeful"),
    "nothing": pgettext_lazy("feeling", "not much"),
}

WISHES: Mapping[str, str | Promise] = {
    "calm": pgettext_lazy("wish", "Some calm"),
    "life": pgettext_lazy("wish", "More life in me"),
    "contact": pgettext_lazy("wish", "Contact with my body"),
    "pause": pgettext_lazy("wish", "Only a pause"),
    "unsure": pgettext_lazy("wish", "I don't know"),
}

# How much is going on. None: it was not answered, which is never 0.
ACTIVATION: Mapping[int | None, str | Promise] = {
    None: "",
    -5: _("quite shut down"),
    -4: _("far down, hardly here"),
    -3: _("heavy and distant"),
    -2: _("subdued"),
    -1: _("a little subdued"),
    0: _("calm and here"),
    1: _("a little stirred"),
    2: _("stirred"),
    3: _("restless"),
    4: _("very restless"),
    5: _("full alarm"),
}


def activation_choices() -> Choices:
    """Choices for the wave: first the empty one, which means 'not answered' and never 0."""
    scale = range(ACTIVATION_MIN, ACTIVATION_MAX + 1)
    return [NOT_ANSWERED, *((str(value), ACTIVATION[value]) for value in scale)]


def safety_choices() -> Choices:
    """Choices for a safety scale 0–10, the empty one first."""
    said: dict[int, str | Promise] = {SCALE_MIN: _("0 · not now"), 5: _("5 · partly"), SCALE_MAX: _("10 · wholly")}
    return [NOT_ANSWERED, *((str(value), said.get(value, str(value))) for value in range(SCALE_MIN, SCALE_MAX + 1))]


@dataclass(frozen=True)
class DescribedAnswers:
    """One check-in in words, for pages. What was not answered is empty or None."""

    answers: Answers
    activation: str
    words: str
    places: str
    wish: str

    @property
    def sensations(self) -> str:
        """Words and places in one line."""
        return " · ".join(filter(None, (self.words, self.places)))

    @property
    def inner(self) -> tuple[str, ...]:
        """Her own free words."""
        return tuple(filter(None, (self.answers.own_words, self.answers.feeling, self.answers.thought)))


def describe_answers(answers: Answers) -> DescribedAnswers:
    return DescribedAnswers(
        answers=answers,
        activation=str(ACTIVATION[answers.activation]),
        words=", ".join(labels_for_codes(BODY_WORDS, answers.words)),
        places=", ".join(labels_for_codes(PLACES, answers.places)),
        wish=str(WISHES.get(answers.wish, "")),
    )
