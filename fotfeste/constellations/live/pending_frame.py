"""What waits to be shown at the next tick."""

from dataclasses import dataclass, field


@dataclass
class PendingFrame:
    """What the next frame will say."""

    whole: bool = False
    here: bool = False
    moved: dict[str, list[int]] = field(default_factory=dict)
    drags: dict[str, list[int]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.whole or self.here or self.moved or self.drags)
