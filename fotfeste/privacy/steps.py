"""The steps of the first welcome: what is kept, who reads it, one page per consent, and in."""

from collections.abc import Iterable


def steps_of(asked: Iterable[str]) -> list[str]:
    return ["kept", "read", *asked, "ready"]


def next_step(steps: list[str], step: str) -> str:
    """The one after; the last leads nowhere."""
    place = steps.index(step) + 1
    return steps[place] if place < len(steps) else ""
