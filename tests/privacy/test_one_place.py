"""Only privacy/access.py (and people, who own them) ask about roles; everyone else asks `access`."""

import re
from pathlib import Path

import pytest

ROOMS = Path(__file__).resolve().parents[2] / "fotfeste"
MAY = ("privacy/access.py", "people/", "migrations/", "demo/", "ops/commands/")
# A seat on a board has a role too, which is none of the house's: the board's own table decides by it.
SEATED = "constellations/"
OF_THE_HOUSE = re.compile(r"\.roles\b|role_grants|from fotfeste\.people\.models import .*\bRole\b")
ASKS = re.compile(r"\.roles\b|\bRole\.[A-Z]+|role_grants|\.role\s*(==|!=)|\.role\s+(not\s+)?in\b")
# Granting and inviting name the role they give; that is not a check.
GIVES = re.compile(r"role=Role\.[A-Z]+|Role\(")


def find_role_checks(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if ASKS.search(GIVES.sub("", line))]


def sources() -> dict[str, str]:
    files = {str(file.relative_to(ROOMS)): file for kind in ("*.py", "*.html") for file in ROOMS.rglob(kind)}
    return {name: file.read_text(encoding="utf-8") for name, file in files.items() if not name.startswith(MAY)}


def test_nobody_else_asks_about_roles() -> None:
    found = {name: find_role_checks(text) for name, text in sources().items() if not name.startswith(SEATED)}
    assert not {file: lines for file, lines in found.items() if lines}


def test_the_board_knows_of_no_role_in_the_house() -> None:
    seated = {name: text for name, text in sources().items() if name.startswith(SEATED)}
    assert seated and not [name for name, text in seated.items() if OF_THE_HOUSE.search(text)]


@pytest.mark.parametrize("line", ["if Role.CLIENT in actor.roles:", "x.roles", "g.role == 'client'", "p.role_grants"])
def test_a_question_would_be_seen(line: str) -> None:
    assert find_role_checks(line)


def test_the_one_place_is_not_empty() -> None:
    assert find_role_checks((ROOMS / "privacy/access.py").read_text(encoding="utf-8"))
