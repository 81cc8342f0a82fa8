"""Only privacy/access.py (and people, who own them) ask about roles; everyone else asks `access`."""

import re
from pathlib import Path

import pytest

ROOMS = Path(__file__).resolve().parents[2] / "fotfeste"
MAY = ("privacy/access.py", "people/", "migrations/", "site/demo_data/", "site/commands/", "site/demo.py")
ASKS = re.compile(r"\.roles\b|\bRole\.[A-Z]+|role_grants|\.role\s*(==|!=)|\.role\s+(not\s+)?in\b")
# Granting and inviting name the role they give; that is not a check.
GIVES = re.compile(r"role=Role\.[A-Z]+|Role\(")


def asking(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if ASKS.search(GIVES.sub("", line))]


def sources() -> list[Path]:
    files = [*ROOMS.rglob("*.py"), *ROOMS.rglob("*.html")]
    return [file for file in files if not str(file.relative_to(ROOMS)).startswith(MAY)]


def test_nobody_else_asks_about_roles() -> None:
    found = {str(file.relative_to(ROOMS)): asking(file.read_text(encoding="utf-8")) for file in sources()}
    assert not {file: lines for file, lines in found.items() if lines}


@pytest.mark.parametrize("line", ["if Role.CLIENT in actor.roles:", "x.roles", "g.role == 'client'", "p.role_grants"])
def test_a_question_would_be_seen(line: str) -> None:
    assert asking(line)


def test_the_one_place_is_not_empty() -> None:
    assert asking((ROOMS / "privacy/access.py").read_text(encoding="utf-8"))
