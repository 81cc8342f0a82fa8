"""What a form is answered: a word where nothing else on the page would show that it counted, and what was typed."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from fotfeste.constellations.board import Command
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import Purpose

# Fields a hand has written. A refused form with none of them is told why, and that is all it needs.
FREE_TEXT_FIELDS = ("words", "own", "why", "reason", "label", "masked", "impulse")
TARGET_FIELDS = ("figure", "seat", "perception", "sentence", "mark")


def confirmation_for(command: Command) -> str:
    if isinstance(command, do.Consent) and not command.given:
        return _refused_consent_message(command.purpose)
    if isinstance(command, do.Tell):
        return _("Sent. Only whoever leads sees it.")
    if isinstance(command, do.TakeBackWords):
        return _("What you had said and noticed here is taken out.")
    return ""


def _refused_consent_message(purpose: Purpose) -> str:
    if purpose == Purpose.RECORD:
        return _("That is fine. It will not be looked at again.")
    return _("That is fine. You can leave it at that, or say yes later. Nobody needs a reason.")


def refused_input(form: Mapping[str, str], sentence: str) -> dict[str, dict[str, str]]:
    """By the name of the command: its fields, `said` (why not) and `target` (which of several forms); or nothing."""
    name = form.get("do", "")
    if not name or not any(form.get(field, "").strip() for field in FREE_TEXT_FIELDS):
        return {}
    target = next((form[each] for each in TARGET_FIELDS if each in form), "")
    return {name: {**form, "said": sentence, "target": target}}
