"""The words of the board, as people write them: what each phrase means."""

from collections.abc import Mapping

from .cursor import Cursor
from .phrase_tables import PHRASES, by_phrase
from .phrase_types import Spot

NUMBERS = by_phrase(PHRASES.numbers.values)
STEPS, LITTLE = PHRASES.places.steps, PHRASES.places.little
BESIDE_ANOTHER = by_phrase(PHRASES.places.beside_another)
BESIDE = PHRASES.places.beside
OWN_WAYS = by_phrase(PHRASES.places.own_ways)
BOARD_WAYS = by_phrase(PHRASES.places.board_ways)
SHARES_OF_BOARD: Mapping[Spot, tuple[float, float]] = {  # of its width and height
    "upper_left": (0.15, 0.15),
    "upper_right": (0.85, 0.15),
    "lower_left": (0.15, 0.85),
    "lower_right": (0.85, 0.85),
    "top": (0.5, 0.12),
    "bottom": (0.5, 0.88),
    "middle": (0.5, 0.5),
    "left_edge": (0.08, 0.5),
    "right_edge": (0.92, 0.5),
    "top_edge": (0.5, 0.08),
    "bottom_edge": (0.5, 0.92),
    "left_side": (0.15, 0.5),
    "right_side": (0.85, 0.5),
}
PLACES = {phrase: SHARES_OF_BOARD[spot] for phrase, spot in by_phrase(PHRASES.places.spots).items()}
BEFORE_PLACES, AFTER_PLACES = PHRASES.places.before, PHRASES.places.after
BOARD_HEADINGS = by_phrase(PHRASES.facing.headings)
POSTURES = by_phrase(PHRASES.movements.postures)
PHASES = by_phrase(PHRASES.phases.names)
KINDS = by_phrase(PHRASES.elements.kinds)
LIVING_STATES = by_phrase(PHRASES.elements.living)
TONES = by_phrase(PHRASES.elements.tones)
MOMENTS = by_phrase(PHRASES.perceptions.moments)
RIGHTS = by_phrase(PHRASES.seats.rights)


def read_number(cursor: Cursor) -> float | None:
    """A number in digits or in words, perhaps with a minus in front."""
    start = cursor.at
    is_minus = bool(cursor.eat(*PHRASES.numbers.minus)) or _has_minus(cursor)
    if not cursor.is_done and (said := cursor.tokens[cursor.at].folded)[:1].isdigit():
        cursor.at += 1
        found = _parse_digits(said)
    else:
        word = cursor.eat(*NUMBERS)
        found = NUMBERS[word] if word else None
    if found is None:
        cursor.at = start
        return None
    return -found if is_minus else found


def _parse_digits(said: str) -> float | None:
    try:
        return float(said.replace(",", "."))
    except ValueError:
        return None


def _has_minus(cursor: Cursor) -> bool:
    if cursor.is_done:
        return False
    start = cursor.tokens[cursor.at].start
    return cursor.text[:start].endswith(("-", "−", "–"))


def read_whole_number(cursor: Cursor, lowest: int, highest: int) -> int | None:
    """A whole number within bounds, or None with the cursor where it was."""
    start = cursor.at
    found = read_number(cursor)
    if found is None or found != int(found) or not lowest <= found <= highest:
        cursor.at = start
        return None
    return int(found)
