"""Words for codes and numbers, in the reader's language."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _


def labels_for_codes(labels: Mapping[str, str | Promise], codes: Iterable[str]) -> list[str]:
    """The labels of these codes. A code from an older list is left out."""
    return [str(labels[code]) for code in codes if code in labels]


def number_word(n: int) -> str:
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
