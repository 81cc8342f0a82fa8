"""What happened in one run of a practice, as the client may see it and the therapist after consent."""

import msgspec


class Course(msgspec.Struct, frozen=True, omit_defaults=True):
    slug: str
    version: str
    language: str
    family: str = ""
    level: int = 0
    minutes: float = 0
    softer: bool = False
    step: str = ""  # id of the step she is on
    seen: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    ended: str = ""  # done | stopped
    activation: int | None = None  # afterwards, −5…+5
    safety: int | None = None  # afterwards, 0–10
    settled: bool | None = None
    felt_worse: bool | None = None
    before_activation: int | None = None
    before_safety: int | None = None
