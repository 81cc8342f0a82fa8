"""docs/pacing.md gives every number of the engine, as it is, with a reason."""

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from fotfeste.pace import engine
from fotfeste.pace.engine.params import PARAMS

ENGINE = Path(engine.__file__).parent
DOC = Path(__file__).parents[2] / "docs" / "pacing.md"
ROW = re.compile(r"^\| `([a-z_]+)` \| ([-\d., e]+) \| (.+) \|$", re.MULTILINE)
RANKS_AND_RANGES = {"propose.RANK_AWAY", "belief.BELIEF_VERSION", "inputs.MAX_MINUTES", "inputs.MAX_DAYS"}


def reasons_in_code() -> Iterator[tuple[str, str]]:
    """Each field of `Params` with the sentence below it."""
    tree = ast.parse((ENGINE / "params.py").read_text(encoding="utf-8"))
    (params,) = (node for node in tree.body if isinstance(node, ast.ClassDef))
    for field, sentence in pairwise(params.body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            assert isinstance(sentence, ast.Expr) and isinstance(sentence.value, ast.Constant), field.target.id
            yield field.target.id, str(sentence.value.value)


DOCUMENTED = {name: (value, reason) for name, value, reason in ROW.findall(DOC.read_text(encoding="utf-8"))}


@pytest.mark.parametrize(("name", "reason"), list(reasons_in_code()), ids=lambda part: part.split(" ")[0])
def test_the_document_gives_this_number_with_its_reason(name: str, reason: str) -> None:
    value = getattr(PARAMS, name)
    told, why = DOCUMENTED[name]
    numbers = tuple(float(part) for part in told.split(","))
    assert numbers == pytest.approx(value if isinstance(value, tuple) else (value,))
    assert f"{why}." == reason
    assert re.search(r"\b(spec|fitted|ours|by definition)\b", reason, re.IGNORECASE), "where does it come from?"


def test_the_document_gives_no_number_that_is_gone() -> None:
    assert set(DOCUMENTED) == set(PARAMS.__struct_fields__)


def test_no_number_of_the_model_stands_elsewhere() -> None:
    found = {
        f"{file.stem}.{target.id}"
        for file in ENGINE.glob("*.py")
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant | ast.UnaryOp)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    assert found == RANKS_AND_RANGES


def test_every_rule_of_the_engine_stands_in_a_tests_name() -> None:
    rules = set(re.findall(r"^\| (R\d+) \|", (ENGINE / "RULES.md").read_text(encoding="utf-8"), re.MULTILINE))
    tests = "".join(file.read_text(encoding="utf-8") for file in Path(__file__).parent.glob("test_engine_*.py"))
    assert rules == {f"R{n}" for n in range(1, 12)}
    assert all(re.search(rf"def test_(r\d+_)*{rule.lower()}_", tests) for rule in rules)
