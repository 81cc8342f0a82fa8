"""The codes of the trail, as sentences a client reads: who did what, and why."""

from typing import Any

from django.utils.translation import gettext_lazy as _

ACTS: dict[tuple[str, str], Any] = {
    ("read", "client page"): _("looked at your page"),
    ("read", "check-ins"): _("read your check-ins"),
    ("read", "practices"): _("saw which practices you have done"),
    ("read", "notes"): _("read the notes about you"),
    ("read", "note"): _("read a note about you"),
    ("write", "note"): _("wrote in a note about you"),
    ("read", "limits"): _("saw what is set for your practices"),
    ("write", "limits"): _("changed what is set for your practices"),
    ("read", "pace"): _("saw how much you have been offered, and how it went"),
    ("write", "pace"): _("marked as looked through how much you have been offered"),
    ("read", "constellation"): _("opened a constellation of yours"),
    ("write", "constellation"): _("planned or changed a constellation of yours"),
    ("read", "request"): _("read what you would like to be asked about"),
    ("write", "request"): _("marked as taken up what you wanted to be asked about"),
    ("read", "harm entry"): _("read that something did not feel right"),
    ("write", "harm entry"): _("marked as read that something did not feel right"),
    ("read", "client list"): _("saw your name and the last days in the list of clients"),
}
REASONS: dict[str, Any] = {
    "preparing": _("to prepare for a session"),
    "writing": _("to write"),
    "supervision": _("for supervision"),
    "leading": _("to lead it"),
    "harm log": _("because you told that something did not feel right"),
}
_OTHER_ACTS = {"read": _("looked at something of yours"), "write": _("wrote something about you")}


def describe_act(verb: str, what: str) -> str:
    return str(ACTS.get((verb, what)) or _OTHER_ACTS.get(verb) or _OTHER_ACTS["read"])


def describe_reason(code: str) -> str:
    return str(REASONS.get(code, ""))
