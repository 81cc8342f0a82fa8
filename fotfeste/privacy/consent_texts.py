"""What a client is asked to agree to, in words. A changed meaning gets a new number."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from fotfeste.privacy.models import ConsentTo


@dataclass(frozen=True)
class Text:
    title: Any  # for lists
    question: Any  # one question, answered yes or no
    means: Any
    without: Any
    withdrawing: Any
    version: int = 1  # a yes to an older number is asked anew


TEXTS: dict[ConsentTo, Text] = {
    ConsentTo.KEEP: Text(
        title=_("Keeping what I write"),
        question=_("Would you like what you write to be kept here?"),
        means=_(
            "Check-ins, practices you have begun and moments of safety are kept, "
            "locked with a key that is yours alone. Only you see them, unless you say yes to more."
        ),
        without=_(
            "If you say no, you can still read everything here. Nothing is remembered from one time to the next."
        ),
        withdrawing=_(
            "From now on nothing new is kept, and your therapist no longer sees your traces. "
            "What is kept already stays, for you alone, until you have it deleted."
        ),
    ),
    ConsentTo.SHARE: Text(
        title=_("My therapist sees it"),
        question=_("Would you like your therapist to see it?"),
        means=_(
            "%(who)s then sees your check-ins, practices and moments of safety when your page is opened, "
            "most often before a session. Nobody follows along in between."
        ),
        without=_("If you say no, all of it is yours alone. You can tell about it in your own words when you meet."),
        withdrawing=_("From now on your therapist sees none of it, neither old nor new. You still see all of it."),
    ),
    ConsentTo.NOTES: Text(
        title=_("Notes from our sessions"),
        question=_("May your therapist keep notes from your sessions here?"),
        means=_(
            "%(who)s can then write down here what you do together and agree on. "
            "You see every time they are opened, and they are part of your copy."
        ),
        without=_("If you say no, no notes about you are written here."),
        withdrawing=_(
            "From now on your therapist can neither read nor write notes about you here. "
            "Those that are written stay locked until you have everything deleted."
        ),
    ),
}
