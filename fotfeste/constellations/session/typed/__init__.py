"""From a typed line to what it asks for, in Norwegian or English. Pure: a view in, commands or a sentence out.

It knows nothing but the view of the seat that types, so it can name nothing that seat may not see. Whatever is typed,
it answers; it never guesses between two meanings.
"""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from fotfeste.constellations.session import telling

from . import asking, leading, marks, meaning, moving, people, sharing, signals
from .answers import Heard as Heard
from .answers import unclear
from .cursor import Cursor
from .scene import Scene

Reader = Callable[[Cursor, Scene], Heard | None]
# In this order: a stop first, and what may hold any words last.
READERS: tuple[Reader, ...] = (
    signals.signal, signals.going_on, signals.own_yes, sharing.replying, signals.stepping, asking.questions,
    people.on_the_floor, leading.phases, leading.pace, leading.deep, people.coming_in, people.out, people.waiving,
    people.handing, people.standing_for, marks.erasing, marks.lines, marks.zones, marks.rows, meaning.adding,
    moving.lifting, meaning.taking_away, meaning.masking, meaning.revealing, meaning.looks, meaning.issue,
    sharing.offering, sharing.putting_away, sharing.telling, sharing.pictures, sharing.keeping, sharing.noticing,
    moving.looking, moving.turning, moving.place,
)  # fmt: skip


def understand(view: dict[str, Any], said: str, *, seen: int = 0, phase_seen: str = "") -> Heard:
    """`seen` and `phase_seen`: the seq and phase of the description that was shown when this was typed."""
    if not view["phase"]:
        return unclear(_("You wait until somebody lets you in."))
    scene = Scene(view, seen, phase_seen)
    for reader in READERS:
        if heard := reader(Cursor(said), scene):
            return heard
    return _not_understood(view)


def _not_understood(view: dict[str, Any]) -> Heard:
    said = _(
        "That was not understood. Nothing has changed, and what you wrote is still here. You could write: %(examples)s."
    )
    return unclear(said % {"examples": ", ".join(telling.examples(view))})
