"""docs/growth.md names a command for each figure: those commands and files are there."""

import re
from dataclasses import fields

from bench.growth.assumptions import Evening
from tests.ops.serving import BASE

TEXT = (BASE / "docs/growth.md").read_text(encoding="utf-8")


def test_each_command_it_names_is_one_of_the_makefiles() -> None:
    asked = set(re.findall(r"`make ([a-z-]+)", TEXT))
    targets = set(re.findall(r"^([a-z-]+):", (BASE / "Makefile").read_text(encoding="utf-8"), re.M))
    assert asked >= {"bench", "bench-pooler", "bench-writer", "rows-touched", "simulate-growth"}
    assert asked <= targets


def test_each_figure_of_the_first_section_has_where_it_comes_from() -> None:
    first = TEXT.split("## 1.")[1].split("## 2.")[0]
    rows = [row.split("|") for row in first.splitlines() if row.startswith("| ") and not row.startswith("| figure")]
    assert len(rows) > 6
    assert all("`" in row[3] or row[3].strip().startswith("the same") for row in rows)


def test_the_files_it_names_are_there() -> None:
    named = set(re.findall(r"`((?:bench|tests|http|live|privacy)/[\w/.]+)`", TEXT))
    assert named
    assert not [name for name in named if not any((BASE / top / name).exists() for top in ("", "fotfeste"))]


def test_it_says_what_the_simulation_assumes() -> None:
    evening = Evening()
    said = f"{evening.clients:.0f} clients and {evening.therapists:.0f} therapists"
    assert said in TEXT and f"{evening.share_in_busiest_hour:.0%}".replace("%", " %") in TEXT
    assert {"machine_gb", "own_processes_mb"} <= {field.name for field in fields(Evening)}
