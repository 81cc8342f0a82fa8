"""The board in words: true to the view, in both languages, and no more than the view."""

import pytest
from django.utils import translation
from msgspec.structs import replace

from fotfeste.constellations.board import BoardView, OutsideView, seat_view
from fotfeste.constellations.board.enums import Phase
from fotfeste.constellations.language import describe, display_names, figure_descriptions
from fotfeste.constellations.language.display_names import Names
from fotfeste.constellations.language.line_parser import parse_line
from tests.constellations.canaries import Canaries, find_canaries, visible_words
from tests.constellations.language.view_builders import (
    make_family,
    make_figure,
    make_figure_off_board,
    make_seat,
    make_view,
)
from tests.constellations.random_histories import History
from tests.constellations.scripted_board import CLIENT, EYE, FAC, HOST, OTHER, REP
from tests.constellations.scripted_board import make_board_at_work as at_work


@pytest.fixture(autouse=True)
def english() -> None:
    translation.activate("en")


def describe_lines(at: BoardView) -> str:
    return "\n".join(line for section in describe.all_sections(at) for line in section.lines)


@pytest.mark.parametrize(
    ("x", "y", "words"),
    [
        (440, 700, "two steps to the left of Jeg"),
        (760, 700, "two steps to the right of Jeg"),
        (600, 540, "two steps in front of Jeg"),
        (600, 860, "two steps behind Jeg"),
        (600, 660, "half a step in front of Jeg"),
        (600, 580, "one and a half steps in front of Jeg"),
        (600, 620, "one step in front of Jeg"),
        (600, 500, "two and a half steps in front of Jeg"),
        (713, 587, "two steps in front and to the right of Jeg"),
        (487, 813, "two steps behind and to the left of Jeg"),
    ],
)
def test_where_one_stands_to_another(x: int, y: int, words: str) -> None:
    them = Names(make_view({"me": make_figure("Jeg", 600, 700, 0, kind="self"), "mo": make_figure("Mor", x, y)}))
    assert figure_descriptions.describe_relation(them, "mo", "me") == words


def test_left_is_the_left_of_the_one_it_is_counted_from() -> None:
    them = Names(make_view({"me": make_figure("Jeg", 600, 500, 180), "mo": make_figure("Mor", 760, 500)}))
    assert figure_descriptions.describe_relation(them, "mo", "me") == "two steps to the left of Jeg"


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        (90, "facing Far"),
        (105, "facing Far"),
        (0, "facing the top"),
        (270, "turned away from everyone, towards the left edge"),
    ],
)
def test_which_way_one_faces(heading: int, words: str) -> None:
    them = Names(make_view({"mo": make_figure("Mor", 300, 500, heading), "fa": make_figure("Far", 700, 500)}))
    assert figure_descriptions.describe_facing(them, "mo") == words


def test_the_head_is_told_apart_from_the_body() -> None:
    at = make_view({"mo": make_figure("Mor", 300, 500, 0, 90), "fa": make_figure("Far", 700, 500)})
    assert describe.describe_figure(at, "mo").endswith("facing the top, the head turned towards Far.")


def test_alone_on_the_board_nobody_is_named() -> None:
    at = make_view({"mo": make_figure("Mor", 600, 500, 0, posture="sitting")})
    assert describe.describe_figure(at, "mo") == "Mor sits in the middle, facing the top."


def test_without_labels_figures_are_numbered_and_ones_own_is_ones_own() -> None:
    at = make_view({"a": make_figure("", 300, 500, mine=True), "b": make_figure("", 700, 500)}, me={"figure": "a"})
    assert "figure 1" in describe_lines(at).lower() and "figure 2" in describe_lines(at).lower()
    at = make_view({"a": make_figure("", 300, 500, mine=True)}, me={"figure": "a"})
    assert describe.describe_figure(at, "a").startswith("Your figure stands")


def test_who_is_hidden_and_who_is_behind_is_said() -> None:
    at = make_view(
        {
            "me": make_figure("Jeg", 600, 900),
            "mo": make_figure("Mor", 600, 700, 180),
            "fa": make_figure("Far", 600, 300),
            "st": make_figure("Stein", 600, 990),
        },
        me={"figure": "me"},
    )
    assert describe.describe_own_sight(at) == [
        "In front, near: Mor, turned this way.",
        "Far is hidden behind Mor.",
        "Behind, out of sight: Stein.",
    ]


def test_people_and_what_they_owe() -> None:
    at = make_view(
        seats=[
            make_seat("s1", "Iben", figure="mo", owes=["mo", "fa"]),
            make_seat("s2", "Jon", presence="lobby"),
            make_seat("s3", "", "observer", "stepped_out"),
        ]
    )
    assert describe.describe_people(at) == [
        "Iben, a representative; stands for Mor; has not stepped out of: Far.",
        "Jon, a representative waits to be let in.",
        "An observer has stepped out, and is still here.",
    ]


def test_the_news_are_few_and_only_what_is_new() -> None:
    before = make_view()
    moved = make_view(make_family() | {"mo": make_figure("Mor", 900, 900, 90, kind="person")})
    assert describe.find_changes(before, before) == []
    news = describe.find_changes(before, moved)
    assert news[0].startswith("Mor stands at the lower right") and len(news) <= 4


# ---- what is not to be told ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("blind", [0, 1, 2, 3])
@pytest.mark.parametrize("key", [FAC, HOST, CLIENT, REP, OTHER, EYE])
def test_nothing_is_told_that_the_view_does_not_hold(blind: int, key: str) -> None:
    board, _support, _mother = at_work(blind=blind)
    at = seat_view(board.state, key)
    assert isinstance(at, BoardView)
    for language in ("nb", "en"):
        with translation.override(language):
            assert ("Mother" in describe_lines(at)) == any(each.label == "Mother" for each in at.figures.values())
            if not any(each.masked == "M" for each in at.figures.values()):
                assert "shown as" not in describe_lines(at)


@pytest.mark.parametrize("seed", range(30))
def test_of_planted_words_only_those_that_may_be_seen_are_told_or_answered(seed: int) -> None:
    history = History(seed, words=Canaries()).play()
    for key in history.state.seats:
        at = seat_view(history.state, key)
        if isinstance(at, OutsideView):
            continue
        said = [describe_lines(at), *describe.list_examples(at), *describe.find_changes(replace(at, figures={}), at)]
        said += [parse_line(at, line).say for line in ("describe", "who is here", "help", "hva skjer", "what do I see")]
        said += [
            " ".join(describe.describe_figure_sight(at, each))
            for each in at.figures
            if describe.can_look_through(at, each)
        ]
        assert find_canaries(" ".join(said)) <= visible_words(history.state, key)


# ---- examples --------------------------------------------------------------------------------------------------------

MOMENTS = [
    make_view(),
    make_view({}),
    make_view({"st": make_figure_off_board("Stein", kind="resource")}),
    make_view(phase="grounding", before="moving"),
    make_view(phase="deroling", me={"figure": "mo", "owes": ["mo"], "moves": ""}),
    make_view(phase="sensing", me={"role": "client", "figure": "me", "moves": "own", "may": ["perceive", "consent"]}),
    make_view(sentences=[{"id": "q", "to": "s0", "mine": True, "words": "…", "answer": "offered"}]),
    make_view(phase="grounding", before="moving", me={"may": ["agree", "consent"], "role": "client"}),
]


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("at", MOMENTS, ids=range(len(MOMENTS)))
def test_every_example_can_be_typed_as_it_stands(language: str, at: BoardView) -> None:
    with translation.override(language):
        given = describe.list_examples(at)
        assert given
        for example in given:
            heard = parse_line(at, example, seen_seq=40)
            assert heard.is_clear, (example, heard.say)


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_relation_that_is_told_can_be_typed_back(language: str) -> None:
    with translation.override(language):
        for x, y in ((440, 700), (760, 700), (600, 540), (600, 860), (713, 587), (487, 813), (487, 587), (713, 813)):
            at = make_view(
                {"me": make_figure("Jeg", 600, 700, 0, kind="self"), "mo": make_figure("Mor", x, y, on_board=False)}
            )
            there = make_view({"me": make_figure("Jeg", 600, 700, 0, kind="self"), "mo": make_figure("Mor", x, y)})
            words = figure_descriptions.describe_relation(Names(there), "mo", "me")
            [moved] = parse_line(at, f"plasser Mor {words}").commands
            assert abs(moved.x - x) + abs(moved.y - y) < 40, words  # type: ignore[attr-defined]


@pytest.mark.parametrize("phase", list(Phase))
def test_every_phase_is_told_and_can_be_typed_by_its_name(phase: Phase) -> None:
    for language in ("nb", "en"):
        with translation.override(language):
            at = make_view(phase=phase)
            assert describe_lines(at)
            if phase not in (Phase.SCREENING, Phase.GROUNDING):
                name = display_names.phase_name(phase)
                elsewhere = make_view(phase="screening")
                [command] = parse_line(elsewhere, f"til {name}").commands
                assert command.to == phase, name  # type: ignore[attr-defined]
