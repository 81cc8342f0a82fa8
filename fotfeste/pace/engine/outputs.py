"""What comes out of the engine: offers, their reasons, and the risk of any item."""

from collections.abc import Sequence

from .inputs import Family, LevelOrNone, LogLoad, Minutes, Share, Text
from .validation import Record


class Reason(Record, frozen=True):
    """Why an offer stands: a code `explain` has words for, and the number behind it where there is one."""

    code: Text
    value: float | None


class Risk(Record, frozen=True):
    """Model-estimated chance of overwhelm: as told; with what is untold or new taken as the worst; and the bound."""

    p: Share
    p_hi: Share
    alpha: Share


class Offer(Record, frozen=True):
    """One thing that may be offered. `load` is in log-load; `reasons` feed `explain`; `caps` name what bounded it.

    Rows hold it: fields are only ever added, with a default, and bounds never made narrower. So for `Risk`.
    """

    id: Text
    family: Family | None
    level: LevelOrNone
    minutes: Minutes
    load: LogLoad | None = None
    p: Share | None = None
    p_hi: Share | None = None
    alpha: Share | None = None
    reasons: Sequence[Reason] = ()
    caps: Sequence[Text] = ()


GROUNDING = Offer("grounding", None, 0, 0, reasons=(Reason("grounding", None),))
