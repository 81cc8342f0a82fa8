"""What one check-in holds. Every item may be missing: skipping is an answer."""

import msgspec

SCALE_MIN, SCALE_MAX = 0, 10
ACTIVATION_MIN, ACTIVATION_MAX = -5, 5


class Answers(msgspec.Struct, frozen=True, omit_defaults=True):
    """The client's words and marks. `activation` −5 shutdown … 0 calm … +5 overwhelm; safety 0–10."""

    words: tuple[str, ...] = ()  # codes of body words (see words.py), in the order shown
    own_words: str = ""
    places: tuple[str, ...] = ()  # codes of body regions
    feeling: str = ""
    thought: str = ""
    activation: int | None = None
    head_safe: int | None = None
    body_safe: int | None = None
    wish: str = ""

    @property
    def safety_gap(self) -> int | None:
        """How much more the head knows it is safe than the body feels it; None unless both were answered."""
        if self.head_safe is None or self.body_safe is None:
            return None
        return self.head_safe - self.body_safe
