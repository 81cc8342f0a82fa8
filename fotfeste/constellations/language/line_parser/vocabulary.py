"""The words of the board, as people write them: what each phrase means."""

from collections.abc import Mapping

from .cursor import Cursor
from .phrase_tables import PHRASES, map_phrases_to_meanings
from .phrase_types import Spot

NUMBERS = map_phrases_to_meanings(PHRASES.numbers.values)
STEPS, LITTLE = PHRASES.places.steps, PHRASES.places.little
BESIDE_ANOTHER = map_phrases_to_meanings(PHRASES.places.beside_another)
BESIDE = PHRASES.places.beside
OWN_WAYS = map_phrases_to_meanings(PHRASES.places.own_ways)
BOARD_WAYS = map_phrases_to_meanings(PHRASES.places.board_ways)
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
PLACES = {phrase: SHARES_OF_BOARD[spot] for phrase, spot in map_phrases_to_meanings(PHRASES.places.spots).items()}
BEFORE_PLACES, AFTER_PLACES = PHRASES.places.before, PHRASES.places.after
BOARD_HEADINGS = map_phrases_to_meanings(PHRASES.facing.headings)
POSTURES = map_phrases_to_meanings(PHRASES.movements.postures)
PHASES = map_phrases_to_meanings(PHRASES.phases.names)
KINDS = map_phrases_to_meanings(PHRASES.elements.kinds)
LIVING_STATES = map_phrases_to_meanings(PHRASES.elements.living)
TONES = map_phrases_to_meanings(PHRASES.elements.tones)
MOMENTS = map_phrases_to_meanings(PHRASES.perceptions.moments)
RIGHTS = map_phrases_to_meanings(PHRASES.seats.rights)


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
