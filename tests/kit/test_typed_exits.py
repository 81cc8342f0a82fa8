"""What leaves a pure package, a service or a socket says what it holds: no `dict[str, Any]` there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "fotfeste"
TYPED = (
    "constellations/board/**/*.py",
    "constellations/live/**/*.py",
    "constellations/store/**/*.py",
    "live/**/*.py",
    "pace/engine/**/*.py",
    "**/services.py",
    "**/services/*.py",
    "**/sockets.py",
)
FILES = sorted({file for pattern in TYPED for file in ROOT.glob(pattern)})
UNTYPED = re.compile(r"\b(?:dict|Dict|Mapping|MutableMapping)\[str, Any\]")


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_dictionary_of_anything(file: Path) -> None:
    assert not UNTYPED.findall(file.read_text())


def test_it_looks_at_what_it_means() -> None:
    assert {ROOT / "constellations/sockets.py", ROOT / "pace/services.py", ROOT / "live/hub.py"} <= set(FILES)
    assert UNTYPED.search("def view() -> dict[str, Any]:")
