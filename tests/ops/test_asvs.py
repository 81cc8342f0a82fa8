"""docs/asvs.csv: each row of OWASP ASVS 5.0.0 has a test that exists, or a reason that is a sentence."""

import ast
import csv
import re
from pathlib import Path

BASE = Path(__file__).resolve().parents[2]
ROWS = list(csv.DictReader((BASE / "docs/asvs.csv").read_text(encoding="utf-8").splitlines()))
CHAPTERS = {"3", "4", "5", "6", "7", "8", "9", "11", "12", "14", "16"}


def names_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def is_there(test: str) -> bool:
    path, _, name = test.partition("::")
    return (BASE / path).is_file() and name in names_in(BASE / path)


def test_every_row_has_a_test_that_exists_or_a_reason() -> None:
    wrong = []
    for row in ROWS:
        evidence = row["evidence"].strip()
        if evidence.startswith("tests/"):
            wrong += [f"{row['id']}: {each}" for each in evidence.split("; ") if not is_there(each)]
        elif (
            not ((evidence.endswith(".") and evidence[:1].isupper()) or evidence.startswith("docs/"))
            or len(evidence) < 15
        ):
            wrong.append(f"{row['id']}: {evidence!r}")
    assert not wrong


def test_what_is_not_met_says_why_and_what_is_met_by_no_test_is_rare() -> None:
    assert all(not row["evidence"].startswith("tests/") for row in ROWS if row["status"] != "met")
    met = [row for row in ROWS if row["status"] == "met"]
    assert sum(row["evidence"].startswith("tests/") for row in met) > len(met) * 0.7


def test_rows_are_in_order_once_each_and_of_the_levels_we_aim_at() -> None:
    ids = [tuple(map(int, row["id"][1:].split("."))) for row in ROWS]
    assert ids == sorted(set(ids)) and {str(each[0]) for each in ids} == CHAPTERS
    assert {row["level"] for row in ROWS} == {"1", "2"}
    assert {row["status"] for row in ROWS} == {"met", "not met", "not applicable"}
    assert all(re.fullmatch(r"V\d+\.\d+\.\d+", row["id"]) and row["requirement"] for row in ROWS)


def test_a_test_that_is_gone_would_be_seen() -> None:
    assert not is_there("tests/ops/test_asvs.py::test_of_nothing") and not is_there("tests/none.py::test_x")
    assert is_there("tests/ops/test_asvs.py::test_a_test_that_is_gone_would_be_seen")
