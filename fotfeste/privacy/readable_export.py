"""The copy as a person reads it: tables become headed lists, codes become words where words are known."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

import msgspec
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from fotfeste.kit.keeper import CodeLabels, Collected, keepers

HEADINGS: dict[str, Any] = {
    "person": gettext_lazy("You"),
    "bonds": gettext_lazy("Your therapist"),
    "passkeys": gettext_lazy("Passkeys"),
    "sessions": gettext_lazy("Where you are signed in"),
    "sign_in_at_institution": gettext_lazy("Sign-in through an institution"),
    "drafts": gettext_lazy("Begun and not sent"),
    "consents": gettext_lazy("What you have said yes to"),
    "readers": gettext_lazy("Who has read what"),
    "anchors": gettext_lazy("What helps"),
    "harm_entries": gettext_lazy("What did not feel right"),
    "check_ins": gettext_lazy("Check-ins"),
    "moments": gettext_lazy("Moments of safety"),
    "ask_me": gettext_lazy("What you would like to be asked about"),
    "practices": gettext_lazy("Practices you began"),
    "constellations": gettext_lazy("Constellations"),
    "check_backs": gettext_lazy("How it has been since a constellation"),
    "limits": gettext_lazy("What your therapist has set"),
    "doses": gettext_lazy("What was offered"),
    "believed": gettext_lazy("What the pace assistance works out from it"),
    "reviews": gettext_lazy("When your therapist looked through the pace"),
    "notes": gettext_lazy("Your therapist’s notes"),
    "additions": gettext_lazy("Additions to notes"),
}
LABELS: dict[str, Any] = {
    "at": gettext_lazy("When"),
    "since": gettext_lazy("Since"),
    "until": gettext_lazy("Until"),
    "name": gettext_lazy("Name"),
    "email": gettext_lazy("E-mail"),
    "language": gettext_lazy("Language"),
    "issuer": gettext_lazy("Issuer"),
    "subject": gettext_lazy("Mark there"),
    "therapist": gettext_lazy("Therapist"),
    "author": gettext_lazy("Written by"),
    "words": gettext_lazy("Words"),
    "own_words": gettext_lazy("Own words"),
    "places": gettext_lazy("Places in the body"),
    "feeling": gettext_lazy("Feelings"),
    "thought": gettext_lazy("Thoughts"),
    "wish": gettext_lazy("Wish for now"),
    "activation": gettext_lazy("Activation, −5 to +5"),
    "head_safe": gettext_lazy("The head knows it is safe, 0 to 10"),
    "body_safe": gettext_lazy("The body feels safe, 0 to 10"),
    "body": gettext_lazy("Text"),
    "who": gettext_lazy("Who"),
    "did": gettext_lazy("Did"),
    "why": gettext_lazy("Why"),
    "to": pgettext_lazy("a thing said yes to, or a reader", "To"),
    "given_at": gettext_lazy("Given"),
    "withdrawn_at": gettext_lazy("Taken back"),
    "made_at": gettext_lazy("Made"),
    "used_at": gettext_lazy("Last used"),
    "saved_at": gettext_lazy("Saved"),
    "started_at": gettext_lazy("Begun"),
    "ended_at": gettext_lazy("Ended"),
    "created_at": gettext_lazy("Made"),
    "changed_at": gettext_lazy("Changed"),
    "signed_at": gettext_lazy("Signed"),
    "set_at": gettext_lazy("Set"),
    "set_by": gettext_lazy("Set by"),
    "read_at": gettext_lazy("Read"),
    "reader": gettext_lazy("Reader"),
    "kind": gettext_lazy("Kind"),
    "slug": gettext_lazy("Practice"),
    "minutes": gettext_lazy("Minutes"),
    "offered": gettext_lazy("Offered"),
    "offers": gettext_lazy("Offered"),
    "family": gettext_lazy("Family of practices"),
    "level": gettext_lazy("Level"),
    "softer": gettext_lazy("Softer"),
    "ended": gettext_lazy("How it ended"),
    "settled": gettext_lazy("Settled afterwards"),
    "felt_worse": gettext_lazy("Felt worse"),
    "safety": gettext_lazy("Feeling safe, 0 to 10"),
    "before_activation": gettext_lazy("Activation before"),
    "before_safety": gettext_lazy("Feeling safe before"),
    "stopped_early": gettext_lazy("Stopped on the way"),
    "done_minutes": gettext_lazy("Minutes done"),
    "begun_at": gettext_lazy("Begun"),
    "taken_up_at": gettext_lazy("Taken up"),
    "basis": gettext_lazy("Legal basis"),
    "form": gettext_lazy("Page"),
    "paused": gettext_lazy("Paused"),
    "tier": gettext_lazy("Pace"),
    "menu": gettext_lazy("Practices"),
    "max_level": gettext_lazy("Highest level"),
    "max_minutes": gettext_lazy("Most minutes"),
    "closed_families": gettext_lazy("Closed families"),
    "phase": gettext_lazy("How far it came"),
    "method": gettext_lazy("Method"),
    "mode": gettext_lazy("Who was there"),
    "issue": gettext_lazy("What it was about"),
    "kept": gettext_lazy("What you wanted to keep"),
    "people": gettext_lazy("Those who took part"),
    "noticed": gettext_lazy("What was noticed"),
    "sentences": gettext_lazy("Sentences"),
    "how": gettext_lazy("How it was"),
    "effects": gettext_lazy("What was there"),
}
# Of use to programs and to someone who checks, so they stay in the JSON and the tables.
UNREADABLE = (
    "hash",
    "verb",
    "what",
    "id",
    "note",
    "engine",
    "version",
    "step",
    "seen",
    "skipped",
    "t_days",
    "now_days",
    "history",
    "with_therapist",
)
CODES: dict[str, dict[str, Any]] = {
    "slug": {},
    "family": {},
    "tier": {
        "tender": pgettext_lazy("pace", "tender"),
        "steady": pgettext_lazy("pace", "steady"),
        "robust": pgettext_lazy("pace", "robust"),
    },
    "language": {"nb": "norsk", "en": "English"},
    "ended": {"done": gettext_lazy("to the end"), "stopped": gettext_lazy("stopped on the way")},
    "to": {"therapist": gettext_lazy("your therapist"), "lead": gettext_lazy("the one responsible here")},
    "kind": {
        "place": gettext_lazy("a place"),
        "person": gettext_lazy("a person"),
        "sound": gettext_lazy("a sound"),
        "touch": gettext_lazy("a touch"),
    },
}
_MOMENT = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d")


@dataclass(frozen=True)
class Part:
    heading: str
    entries: list[list[tuple[str, str]]]


def collect_code_labels() -> CodeLabels:
    """What codes mean, by column, from every room."""
    words: dict[str, dict[str, Any]] = {column: dict(codes) for column, codes in CODES.items()}
    for keeper in keepers():
        for column, codes in keeper.code_labels().items():
            words.setdefault(column, {}).update(codes)
    return words


def build_parts(tables: Collected, words: CodeLabels) -> Iterator[Part]:
    """One part per table that holds anything, in the order of HEADINGS and then by name."""
    order = {name: place for place, name in enumerate(HEADINGS)}
    for name in sorted(tables, key=lambda name: (order.get(name, len(order)), name)):
        entries = [lines for row in tables[name] if (lines := list(_row_lines(row, words)))]
        if entries:
            yield Part(_find_label(name, HEADINGS), entries)


def _row_lines(row: Mapping[str, Any], words: CodeLabels) -> Iterator[tuple[str, str]]:
    for name, value in row.items():
        if value in (None, "", [], (), {}) or name in UNREADABLE:
            continue
        if isinstance(value, list | tuple) and isinstance(value[0], dict):
            if names := [str(words["slug"].get(each["id"], each["id"])) for each in value if "id" in each]:
                yield _find_label(name, LABELS), ", ".join(names)
        elif isinstance(value, dict) and set(value) <= set(words["family"]):
            yield _find_label(name, LABELS), ", ".join(f"{words['family'][code]} {value[code]}" for code in value)
        elif isinstance(value, dict):
            yield from _row_lines(value, words)
        elif isinstance(value, str) and name == "words":  # her own text, even if it happens to read like a code
            yield _find_label(name, LABELS), value
        else:
            yield _find_label(name, LABELS), format_value(value, words.get(name, {}))


def format_value(value: Any, words: Mapping[str, Any] = MappingProxyType({})) -> str:
    """A value as a person reads it: codes in words, times in local time with the year, lists with commas."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str) and _MOMENT.match(value):
        value = datetime.fromisoformat(value)
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), pgettext("date", "j F Y") + " H:i")
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(format_value(each, words) for each in value)
    if isinstance(value, str):
        return str(words.get(value, value))
    return str(value) if isinstance(value, int | float) else msgspec.json.encode(value).decode()


def _find_label(code: str, words: Mapping[str, Any]) -> str:
    return str(words.get(code) or code.replace("_", " ").capitalize())
