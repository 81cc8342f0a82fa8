"""Every rule's tests fail when the rule is broken. Planting takes minutes: `make check-long` does it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import fotfeste
from fotfeste.pace import engine

from .engine_cases import LONG
from .engine_defects import DEFECTS, Defect

ENGINE = Path(engine.__file__).parent
PROJECT_ROOT = Path(fotfeste.__file__).parents[1]
TESTS = ["worse", "today", "sessions", "by_hand"]


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda d: f"{d.rule}-{d.file}-{DEFECTS.index(d)}")
def test_a_defect_can_still_be_planted(defect: Defect) -> None:
    assert (ENGINE / defect.file).read_text(encoding="utf-8").count(defect.old) == 1


def test_every_rule_has_a_defect() -> None:
    assert {f"r{n}" for n in range(1, 12)} <= {defect.rule for defect in DEFECTS}


@pytest.mark.skipif(not LONG, reason="planting takes minutes; make check-long")
@pytest.mark.parametrize("defect", DEFECTS, ids=lambda d: f"{d.rule}-{d.file}-{DEFECTS.index(d)}")
def test_the_rules_own_tests_notice(defect: Defect, tmp_path: Path) -> None:
    for part in ("fotfeste", "tests"):
        shutil.copytree(PROJECT_ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__", "*.sqlite3"))
    shutil.copy(PROJECT_ROOT / "pyproject.toml", tmp_path)
    broken = tmp_path / "fotfeste" / "pace" / "engine" / defect.file
    broken.write_text(broken.read_text(encoding="utf-8").replace(defect.old, defect.new), encoding="utf-8")
    files = [f"tests/pace/test_engine_{name}.py" for name in TESTS]
    word = f"{defect.rule}_" if defect.rule.startswith("r") else defect.rule
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-k", word, *files],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )
    assert run.returncode == 1, run.stdout[-2000:]
