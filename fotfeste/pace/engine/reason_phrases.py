"""Reason codes in plain words. Written by ear in each language: no commands, no praise, no numbers, no verdict."""

from collections.abc import Mapping

from .outputs import Offer, Reason
from .validation import PaceInputError, check_record

LANGUAGES = ("nb", "en")
Phrases = Mapping[str, Mapping[str, str]]

WHY_PHRASES: Phrases = {
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
WHAT_PHRASES: Phrases = {
    "short": {"nb": "denne er kort", "en": "this is short"},
    "gentle": {"nb": "denne er stille", "en": "this is gentle"},
    "near_what_settled": {
        "nb": "denne ligger nær noe som har gått greit",
        "en": "this is close to what has been all right",
    },
}
EXTRA_SENTENCES: Phrases = {
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
    check_record("offer", offer, Offer)
    if language not in LANGUAGES:
        raise PaceInputError(f"language: expected {' | '.join(LANGUAGES)}, got {language!r}.")
    codes = [_require_known_code(reason) for reason in offer.reasons]
    why = [WHY_PHRASES[code][language] for code in codes if code in WHY_PHRASES]
    what = [WHAT_PHRASES[code][language] for code in codes if code in WHAT_PHRASES]
    also = [EXTRA_SENTENCES[code][language] for code in codes if code in EXTRA_SENTENCES]
    return [*_join_clauses(why[:1], what[:1], language), *also]


def _join_clauses(why: list[str], what: list[str], language: str) -> list[str]:
    start, link = ("Fordi ", ", og ") if language == "nb" else ("Because ", ", and ")
    if why:
        return [f"{start}{link.join(why + what)}."]
    return [f"{part[0].upper()}{part[1:]}." for part in what]


def _require_known_code(reason: Reason) -> str:
    code = reason.code
    if code not in WHY_PHRASES and code not in WHAT_PHRASES and code not in EXTRA_SENTENCES:
        raise PaceInputError(f"offer.reasons: unknown code {code!r}.")
    return code
