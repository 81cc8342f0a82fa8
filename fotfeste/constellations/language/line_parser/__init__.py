"""From a typed line to what it asks for, in Norwegian or English. Pure: a view in, commands or a sentence out.

It knows nothing but the view of the seat that types, so it can name nothing that seat may not see. Whatever is typed,
it answers; it never guesses between two meanings.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from fotfeste.constellations.board import BoardView, OutsideView, SeatView
from fotfeste.constellations.language import describe

from . import elements, marks, movements, perceptions_and_sentences, phases_and_pace, question_answers, seats, signals
from .context import LineContext
from .cursor import Cursor
from .line_result import LineResult as LineResult
from .line_result import unclear_result

Reader = Callable[[Cursor, LineContext], LineResult | None]
# In this order: a stop first, and what may hold any words last.
READERS: tuple[Reader, ...] = (
    signals.read_signal,
    signals.read_resume,
    signals.read_consent,
    perceptions_and_sentences.read_reply,
    signals.read_stepping_out,
    question_answers.answer_question,
    seats.read_floor_place,
    phases_and_pace.read_phase,
    phases_and_pace.read_pace,
    phases_and_pace.read_open_deep,
    seats.read_admission,
    seats.read_removal,
    seats.read_waiver,
    seats.read_grant,
    seats.read_assignment,
    marks.read_erase,
    marks.read_line,
    marks.read_zone,
    marks.read_rows,
    elements.read_add,
    movements.read_lift,
    elements.read_take_away,
    elements.read_mask,
    elements.read_reveal,
    elements.read_appearance,
    elements.read_issue,
    perceptions_and_sentences.read_offer,
    perceptions_and_sentences.read_put_away,
    perceptions_and_sentences.read_self_report,
    perceptions_and_sentences.read_take_picture,
    perceptions_and_sentences.read_keep_words,
    perceptions_and_sentences.read_perception,
    movements.read_gaze,
    movements.read_turn,
    movements.read_placement,
)


def parse_line(view: SeatView, line: str, *, seen_seq: int = 0, phase_seen: str = "") -> LineResult:
    """`seen_seq` and `phase_seen`: the seq and phase of the description that was shown when this was typed."""
    if isinstance(view, OutsideView):
        return unclear_result(_("You wait until somebody lets you in."))
    context = LineContext(view, seen_seq, phase_seen)
    for reader in READERS:
        if heard := reader(Cursor(line), context):
            return heard
    return _not_understood(view)


def _not_understood(view: BoardView) -> LineResult:
    said = _(
        "That was not understood. Nothing has changed, and what you wrote is still here. You could write: %(examples)s."
    )
    return unclear_result(said % {"examples": ", ".join(describe.list_examples(view))})
