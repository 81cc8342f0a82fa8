"""The drawings: one hand, safe to inline, and a body that can be pointed at."""

from xml.etree import ElementTree

import pytest

from fotfeste.practices.content_check import FIGURES

SVG = "{http://www.w3.org/2000/svg}"


SCENES = {"welcome"}  # drawn for a page, not a posture


@pytest.mark.parametrize(
    "file", sorted(file for file in FIGURES.glob("*.svg") if file.stem not in SCENES), ids=lambda file: file.stem
)
def test_drawings_are_one_hand_and_safe_to_inline(file):
    root = ElementTree.fromstring(file.read_text(encoding="utf-8"))  # noqa: S314 - our own drawing
    assert root.get("viewBox") == ("0 0 200 420" if file.stem.startswith("body-") else "0 0 120 120")
    assert root.get("stroke") == "currentColor"
    assert {element.tag for element in root.iter()} <= {f"{SVG}svg", f"{SVG}g", f"{SVG}path"}
    assert not [element for element in root.iter() if {"style", "id", "onclick", "href"} & set(element.keys())]


@pytest.mark.parametrize(
    ("name", "own"),
    [("body-front", {"face", "throat", "chest", "belly"}), ("body-back", {"neck", "back-upper", "back-lower"})],
)
def test_the_body_can_be_pointed_at(name, own):
    root = ElementTree.fromstring((FIGURES / f"{name}.svg").read_text(encoding="utf-8"))  # noqa: S314 - our own drawing
    regions = [element.get("data-region") for element in root.iter() if element.get("data-region")]
    assert len(regions) == len(set(regions))
    assert set(regions) == own | {"head", "shoulders", "arms", "hands", "hips", "legs", "feet"}
