"""Codes are stored, labels follow the language."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise


def known_labels(labels: Mapping[str, str | Promise], codes: Iterable[str]) -> list[str]:
    """The labels of these codes. A code from an older list is left out."""
    return [str(labels[code]) for code in codes if code in labels]
