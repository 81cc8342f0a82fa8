"""How much one seat may ask: so much at once, and so much a second after that. No hand is as quick as this."""

from dataclasses import dataclass, field

MAX_BURST = 300  # at once: a browser that comes back sends all it kept
REFILL_PER_S = 10


@dataclass
class TokenBucket:
    most: float
    per_s: float
    left: float = field(init=False)
    at_s: float = 0.0

    def __post_init__(self) -> None:
        self.left = self.most

    def try_take(self, now_s: float) -> bool:
        self.left = min(self.most, self.left + (now_s - self.at_s) * self.per_s)
        self.at_s = now_s
        if self.left < 1:
            return False
        self.left -= 1
        return True


@dataclass
class SeatRateLimits:
    """Signals have a measure of their own: whatever else was sent, a stop is heard."""

    commands: TokenBucket = field(default_factory=lambda: TokenBucket(MAX_BURST, REFILL_PER_S))
    signals: TokenBucket = field(default_factory=lambda: TokenBucket(MAX_BURST, REFILL_PER_S))
    drags: TokenBucket = field(default_factory=lambda: TokenBucket(60, 30))  # a hand shows twenty a second
