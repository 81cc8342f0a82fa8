"""Counting the files of one request: functions that run, not imports; calls back into a file left before."""

import importlib
from pathlib import Path
from types import ModuleType

import pytest

from tools.count_files import Tracer

VIEWS = """
import {0}queries, {0}answers
def page(): return {0}queries.read()
def name(): return "page"
"""
QUERIES = """
LENGTHS = [length for length in range(3)]
class Kept: size = 3
def read():
    import {0}gate
    return {0}gate.open_door(Kept())
"""


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Views that call queries, which call a gate, which calls the views again; answers that are only imported."""
    files = {"views": VIEWS, "queries": QUERIES, "answers": "WORDS = 1\ndef never(): ...\n"}
    files["gate"] = "def open_door(kept):\n    import {0}views\n    return {0}views.name()\n"
    mark = f"h{abs(hash(tmp_path))}_"
    for name, text in files.items():
        (tmp_path / f"{mark}{name}.py").write_text(text.format(mark), encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    module = importlib.import_module(f"{mark}views")
    module.mark = mark  # type: ignore[attr-defined]
    return module


def test_files_of_which_a_function_ran_in_the_order_entered(house: ModuleType, tmp_path: Path) -> None:
    with Tracer(tmp_path) as trace:
        house.page()
    assert [file.removeprefix(house.mark) for file in trace.files] == ["views.py", "queries.py", "gate.py"]


def test_a_call_back_into_a_file_left_before_is_a_climb(house: ModuleType, tmp_path: Path) -> None:
    with Tracer(tmp_path) as trace:
        house.page()
    assert {(one.split(":")[1], other.split(":")[1]) for one, other in trace.climbs} == {("open_door", "name")}


def test_a_floor_is_left_out_and_is_seen_through(house: ModuleType, tmp_path: Path) -> None:
    """The call from the queries through the gate to the views is still a climb: the gate is only not counted."""
    with Tracer(tmp_path, leave_out=(f"{house.mark}gate.py",)) as trace:
        house.page()
    assert len(trace.files) == 2
    assert [one.split(":")[1] for one, _other in trace.climbs] == ["read"]


def test_nothing_is_followed_afterwards(house: ModuleType, tmp_path: Path) -> None:
    with Tracer(tmp_path) as trace:
        pass
    house.page()
    assert trace.files == []
