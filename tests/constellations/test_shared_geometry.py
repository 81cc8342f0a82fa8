"""The same places, directions and sights as in the browser: tests/js/board-*.test.mjs read the same files."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from fotfeste.constellations.board import geometry
from fotfeste.constellations.board.line_of_sight import visible_figures
from fotfeste.constellations.board.view_types import ViewFigure

SHARED = Path(__file__).resolve().parents[1] / "shared"
GEOMETRY = json.loads((SHARED / "board_geometry.json").read_text())
LOOKS = {"shape": "round", "tone": "stone", "mine": False, "label": ""}  # what a sight does not ask for
SIGHTS = json.loads((SHARED / "board_sight.json").read_text())["cases"]


@pytest.mark.parametrize("case", GEOMETRY["bearing"])
def test_shared_bearing_and_distance(case: dict[str, Any]) -> None:
    a, b = tuple(case["a"]), tuple(case["b"])
    assert geometry.bearing(a, b) == pytest.approx(case["deg"])
    assert geometry.distance(a, b) == pytest.approx(case["distance"])


@pytest.mark.parametrize("case", GEOMETRY["turn"])
def test_shared_turn(case: dict[str, Any]) -> None:
    assert geometry.shortest_turn(case["from"], case["to"]) == pytest.approx(case["deg"])


@pytest.mark.parametrize("case", GEOMETRY["onto_board"])
def test_shared_place_on_the_board(case: dict[str, Any]) -> None:
    assert list(geometry.clamp_to_board(case["x"], case["y"])) == case["place"]


@pytest.mark.parametrize("case", GEOMETRY["beside"])
def test_shared_place_beside(case: dict[str, Any]) -> None:
    assert list(geometry.place_beside(tuple(case["place"]), case["facing"], case["way"], case["steps"])) == case["to"]


@pytest.mark.parametrize("case", GEOMETRY["clear_place"])
def test_shared_clear_place(case: dict[str, Any]) -> None:
    taken = [tuple(each) for each in case["taken"]]
    assert list(geometry.find_free_place(tuple(case["wanted"]), taken)) == case["to"]


@pytest.mark.parametrize("case", GEOMETRY["simplified"], ids=lambda case: len(case["path"]))
def test_shared_path(case: dict[str, Any]) -> None:
    kept = geometry.simplify_path([tuple(point) for point in case["path"]], case["most"])
    assert [list(point) for point in kept] == case["kept"]


@pytest.mark.parametrize("case", SIGHTS, ids=range(len(SIGHTS)))
def test_shared_sight(case: dict[str, Any]) -> None:
    figures = msgspec.convert({key: LOOKS | figure for key, figure in case["figures"].items()}, dict[str, ViewFigure])
    assert msgspec.to_builtins(visible_figures(figures, case["of"])) == case["seen"]


def test_who_stands_behind_another_is_hidden_and_who_stands_behind_one_who_sits_is_not() -> None:
    hidden, over, lying = (SIGHTS[i]["seen"] for i in (0, 1, 2))
    assert [(each["id"], each["hidden_by"]) for each in hidden] == [("fa", "mo"), ("mo", None)]
    assert [each["hidden_by"] for each in over] == [None, None]
    assert lying[0]["hidden_by"] == "mo"


def test_the_gaze_turns_what_is_seen() -> None:
    mother = next(each for each in SIGHTS[3]["seen"] if each["id"] == "mo")
    assert (mother["side"], mother["angle"], mother["facing"]) == ("front", 0, "right")


def test_who_is_off_the_board_neither_sees_nor_is_seen() -> None:
    assert [SIGHTS[i]["seen"] for i in (4, 5, 6)] == [[], [], []]
