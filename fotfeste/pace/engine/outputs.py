"""What comes out of the engine: offers, their reasons, and the risk of any item."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from .validation import Record, as_float, as_tuple


class Reason(TypedDict):
    """Why an offer stands: a code `explain` has words for, and the number behind it where there is one."""

    code: str
    value: float | None


@dataclass(frozen=True)
class Risk(Record):
    """Model-estimated chance of overwhelm: as told; with what is untold or new taken as the worst; and the bound."""

    p: float
    p_hi: float
    alpha: float

    @property
    def is_within(self) -> bool:
        return self.p_hi <= self.alpha


@dataclass(frozen=True)
class Offer(Record):
    """One thing that may be offered. `load` is in log-load; `reasons` feed `explain`; `caps` name what bounded it."""

    id: str
    family: str | None
    level: int
    minutes: float
    load: float | None = None
    p: float | None = None
    p_hi: float | None = None
    alpha: float | None = None
    reasons: Sequence[Reason] = ()
    caps: Sequence[str] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "minutes", as_float(self.minutes))
        object.__setattr__(self, "reasons", as_tuple(self.reasons))
        object.__setattr__(self, "caps", as_tuple(self.caps))


GROUNDING = Offer("grounding", None, 0, 0, reasons=({"code": "grounding", "value": None},))
