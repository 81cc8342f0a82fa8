"""Reason codes in plain words. Written by ear in each language: no commands, no praise, no numbers, no verdict."""

from collections.abc import Mapping

from .answers import Offer, Reason
from .record import PaceInputError, check_part, check_word

LANGUAGES = ("nb", "en")
Words = Mapping[str, Mapping[str, str]]

BECAUSE: Words = {
    "after_hard": {"nb": "forrige gang ble det mye", "en": "last time was a lot"},
    "after_silence": {"nb": "det er uvisst hvordan det var sist", "en": "it is not known how last time was"},
    "not_settled_yet": {"nb": "det ikke helt la seg sist", "en": "things had not quite settled last time"},
    "after_gap": {"nb": "det er en stund siden sist", "en": "it has been a while"},
    "first_time": {"nb": "dette er ganske nytt", "en": "this is still quite new"},
    "state_untold": {"nb": "dagen i dag er ukjent", "en": "today is unknown"},
    "much_unrest": {"nb": "det er mye uro nå", "en": "there is a lot of unrest now"},
    "some_unrest": {"nb": "det er litt uro nå", "en": "there is some unrest now"},
    "far_down": {"nb": "det kjennes tungt og langt borte nå", "en": "things feel heavy and far away now"},
    "a_little_down": {"nb": "det kjennes litt tungt nå", "en": "things feel a little heavy now"},
    "little_safety": {"nb": "det er lite trygghet nå", "en": "there is not much safety now"},
    "heavier_than_usual": {"nb": "dagen er tyngre enn ellers", "en": "today is heavier than usual"},
    "heart_at_work": {"nb": "hjertet arbeider litt mer i dag", "en": "the heart is working a little more today"},
    "calm_now": {"nb": "det er ganske rolig nå", "en": "it is fairly calm now"},
}
AND: Words = {
    "short": {"nb": "denne er kort", "en": "this is short"},
    "gentle": {"nb": "denne er stille", "en": "this is gentle"},
    "near_what_settled": {
        "nb": "denne ligger nær noe som har gått greit",
        "en": "this is close to what has been all right",
    },
}
ALSO: Words = {
    "settles": {"nb": "Den leder mot ro.", "en": "It leads towards calm."},
    "lifts": {"nb": "Den leder mot litt mer liv i kroppen.", "en": "It leads towards a little more life in the body."},
    "grounding": {
        "nb": "Jording er her uansett hvordan dagen er.",
        "en": "Grounding is here whatever the day is like.",
    },
}


def explain(offer: Offer, language: str) -> list[str]:
    """One to three short sentences for `offer` in "nb" or "en", from its reason codes alone; never free text.

    The first says why, joined with what the offer is. An unknown language or code raises `PaceInputError`.
    """
    check_part("offer", offer, Offer)
    check_word("language", language, LANGUAGES)
    codes = [_known(reason) for reason in offer.reasons]
    why = [BECAUSE[code][language] for code in codes if code in BECAUSE]
    what = [AND[code][language] for code in codes if code in AND]
    also = [ALSO[code][language] for code in codes if code in ALSO]
    return [*_joined(why[:1], what[:1], language), *also]


def _joined(why: list[str], what: list[str], language: str) -> list[str]:
    start, link = ("Fordi ", ", og ") if language == "nb" else ("Because ", ", and ")
    if why:
        return [f"{start}{link.join(why + what)}."]
    return [f"{part[0].upper()}{part[1:]}." for part in what]


def _known(reason: Reason) -> str:
    code = reason["code"]
    if code not in BECAUSE and code not in AND and code not in ALSO:
        raise PaceInputError(f"offer.reasons: unknown code {code!r}.")
    return code
