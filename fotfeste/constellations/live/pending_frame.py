"""What waits to be shown at the next tick."""

from dataclasses import dataclass, field

from fotfeste.constellations.board.view_types import At
from fotfeste.constellations.live.protocol import Drag


@dataclass
class PendingFrame:
    """What the next frame will say."""

    whole: bool = False
    here: bool = False
    moved: dict[str, At] = field(default_factory=dict)
    drags: dict[str, Drag] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.whole or self.here or self.moved or self.drags)
