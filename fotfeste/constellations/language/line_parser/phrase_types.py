"""What each part of the parser has words for. An entry is named for when it is typed; each language fills them all."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from fotfeste.constellations.board.enums import Kind, Living, Moment, Phase, Posture, Right, Tone

Phrases = tuple[str, ...]
Spot = Literal[
    "upper_left", "upper_right", "lower_left", "lower_right", "top", "bottom", "middle",
    "left_edge", "right_edge", "top_edge", "bottom_edge", "left_side", "right_side",
]  # fmt: skip  # by kind of place: corners, middles, edges, sides


class Subject(Struct, frozen=True, forbid_unknown_fields=True):
    """The phrases of one part of the parser."""


class NamePhrases(Subject, frozen=True):
    articles: Phrases
    me: Phrases
    subject: Phrases
    my_figure: Phrases
    figure: Phrases
    the_figure: Phrases
    endings: Phrases
    keywords: Phrases
    fillers: Phrases


class NumberPhrases(Subject, frozen=True):
    minus: Phrases
    values: Mapping[float, Phrases]


class SignalPhrases(Subject, frozen=True):
    stop: Phrases
    pause: Phrases
    slower: Phrases
    all_well: Phrases
    go_on: Phrases
    yes: Phrases
    no: Phrases
    step_out: Phrases
    step_out_of_role: Phrases
    come_back: Phrases
    leave: Phrases
    leave_constellation: Phrases
    take_back_words: Phrases
    yes_to_taking_part: Phrases
    no_to_taking_part: Phrases
    yes_to_looking_back: Phrases
    no_to_looking_back: Phrases


class QuestionPhrases(Subject, frozen=True):
    what_sees: Phrases
    has_seen: Phrases
    what_do_i_see: Phrases
    help: Phrases
    describe: Phrases
    who_is_here: Phrases
    which_phase: Phrases
    where: Phrases
    stands: Phrases


class PhasePhrases(Subject, frozen=True):
    names: Mapping[Phase, Phrases]
    next: Phrases
    previous: Phrases
    to: Phrases
    because: Phrases
    freeze: Phrases
    unfreeze: Phrases
    normal_pace: Phrases
    slow: Phrases
    seconds: Phrases
    open_deep: Phrases


class SeatPhrases(Subject, frozen=True):
    admit: Phrases
    inside: Phrases
    send_out: Phrases
    out: Phrases
    did_not_step_out: Phrases
    grant: Phrases
    no_longer: Phrases
    may: Phrases
    rights: Mapping[Right, Phrases]
    assign: Phrases
    stands_for: Phrases
    nobody: Phrases
    stand_at: Phrases
    floor_place: Phrases


class ElementPhrases(Subject, frozen=True):
    add: Phrases
    new: Phrases
    kinds: Mapping[Kind, Phrases]
    living: Mapping[Living, Phrases]
    tones: Mapping[Tone, Phrases]
    generation: Phrases
    shown_as: Phrases
    and_then: Phrases
    place: Phrases
    mask: Phrases
    reveal: Phrases
    take_away: Phrases
    from_constellation: Phrases
    make: Phrases
    become: Phrases
    bigger: Phrases
    smaller: Phrases
    issue: Phrases


class MarkPhrases(Subject, frozen=True):
    draw: Phrases
    mark: Phrases
    article: Phrases
    line: Phrases
    zone: Phrases
    from_figure: Phrases
    to_figure: Phrases
    around: Phrases
    erase: Phrases
    article_of_mark: Phrases
    the_line: Phrases
    the_zone: Phrases
    generations: Phrases
    show: Phrases
    hide: Phrases


class PlacePhrases(Subject, frozen=True):
    spots: Mapping[Spot, Phrases]
    before: Phrases
    after: Phrases
    all_the_way: Phrases
    steps: Phrases
    little: Phrases
    beside_another: Mapping[int, Phrases]
    beside: Phrases
    own_ways: Mapping[int, Phrases]
    board_ways: Mapping[int, Phrases]
    toward: Phrases
    right_up_to: Phrases
    away_from: Phrases
    plainly_from: Phrases
    closer_to: Phrases
    closer: Phrases
    between: Phrases


class MovementPhrases(Subject, frozen=True):
    place: Phrases
    move: Phrases
    goes: Phrases
    turn: Phrases
    turns: Phrases
    looks: Phrases
    quarter: Phrases
    around: Phrases
    degrees: Phrases
    left: Phrases
    right: Phrases
    turn_to: Phrases
    turn_to_figure: Phrases
    let: Phrases
    look_ahead: Phrases
    look_left: Phrases
    look_right: Phrases
    lift: Phrases
    lift_off: Phrases
    off_the_board: Phrases
    postures: Mapping[Posture, Phrases]


class FacingPhrases(Subject, frozen=True):
    toward: Phrases
    back_to: Phrases
    away: Phrases
    just_away: Phrases
    inward: Phrases
    outward: Phrases
    same_way: Phrases
    headings: Mapping[int, Phrases]


class PerceptionPhrases(Subject, frozen=True):
    notices: Phrases
    as_representative: Phrases
    strength: Phrases
    offer: Phrases
    offer_to: Phrases
    the_sentence: Phrases
    say: Phrases
    change: Phrases
    decline: Phrases
    number: Phrases
    put_away: Phrases
    bring_back: Phrases
    activation: Phrases
    safety: Phrases
    moments: Mapping[Moment, Phrases]
    take_picture: Phrases
    article: Phrases
    keep_words: Phrases


class PhraseTable(Struct, frozen=True, forbid_unknown_fields=True):
    """All phrases of one language, or of all of them together."""

    names: NamePhrases
    numbers: NumberPhrases
    signals: SignalPhrases
    questions: QuestionPhrases
    phases: PhasePhrases
    seats: SeatPhrases
    elements: ElementPhrases
    marks: MarkPhrases
    places: PlacePhrases
    movements: MovementPhrases
    facing: FacingPhrases
    perceptions: PerceptionPhrases
