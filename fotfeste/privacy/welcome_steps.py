"""The steps of the first welcome: what is kept, who reads it, one page per consent, and in."""

from collections.abc import Iterable


def list_steps(consent_steps: Iterable[str]) -> list[str]:
    return ["kept", "read", *consent_steps, "ready"]


def next_step(steps: list[str], step: str) -> str:
    """The one after; the last leads nowhere."""
    index = steps.index(step) + 1
    return steps[index] if index < len(steps) else ""
