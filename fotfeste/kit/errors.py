"""Errors with a sentence a person can act on."""


class Sentence(Exception):
    """An error whose text is shown to the person, already translated."""


class InstanceKeyMissing(Exception):
    """The instance key file is missing, unreadable or too short. `fotfeste init` makes it."""


class KeyGone(Exception):
    """The data key was destroyed on purpose: what it sealed is forgotten."""


class SealBroken(Exception):
    """Stored bytes do not open under their key, place and row: changed or moved."""
