"""Words the staff pages share: small numbers, and what a note is called."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fotfeste.people.models import PracticeBasis

Words = str | Promise

NOTE_NAMES: dict[str, tuple[Words, Words, Words]] = {
    PracticeBasis.HEALTH_CARE: (
        gettext_lazy("Record note"),
        gettext_lazy("Record notes"),
        gettext_lazy("New record note"),
    ),
    PracticeBasis.ALTERNATIVE: (
        gettext_lazy("Client note"),
        gettext_lazy("Client notes"),
        gettext_lazy("New client note"),
    ),
    PracticeBasis.COURSE: (gettext_lazy("Course note"), gettext_lazy("Course notes"), gettext_lazy("New course note")),
}
PLAIN_NOTE: tuple[Words, Words, Words] = (gettext_lazy("Note"), gettext_lazy("Notes"), gettext_lazy("New note"))


def note_name(basis: str) -> tuple[Words, Words, Words]:
    """One, several and a new one, as this practice basis calls them."""
    return NOTE_NAMES.get(basis, PLAIN_NOTE)


def number(n: int) -> str:
    """2 to 12 in letters, as one would say it."""
    letters = (
        _("two"),
        _("three"),
        _("four"),
        _("five"),
        _("six"),
        _("seven"),
        _("eight"),
        _("nine"),
        _("ten"),
        _("eleven"),
        _("twelve"),
    )
    return letters[n - 2] if 2 <= n <= 12 else str(n)


def check_ins(n: int) -> str:
    return ngettext("one check-in", "%(n)s check-ins", n) % {"n": number(n)}


def practices_done(n: int) -> str:
    return ngettext("one practice", "%(n)s practices", n) % {"n": number(n)}


def practices_stopped(n: int) -> str:
    return ngettext("stopped one practice", "stopped %(n)s practices", n) % {"n": number(n)}


def practices_worse(n: int) -> str:
    return ngettext("felt worse after one", "felt worse after %(n)s", n) % {"n": number(n)}


def moments(n: int) -> str:
    return ngettext("one moment of safety", "%(n)s moments of safety", n) % {"n": number(n)}


def practices_softer(n: int) -> str:
    return ngettext("one of them softer", "%(n)s of them softer", n) % {"n": number(n)}
