"""docs/pacing.md gives every number of the engine, as it is, with a reason."""

import ast
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path

import pytest

from fotfeste.pace import engine

ENGINE = Path(engine.__file__).parent
DOC = Path(__file__).parents[2] / "docs" / "pacing.md"
ROW = re.compile(r"^\| `([a-z_]+\.[A-Z_]+(?:\.[a-z]+)?)` \| ([-\d.e]+) \| (.+) \|$", re.MULTILINE)
WORDING = ("explain", "reasons", "inputs", "outputs", "belief")  # words, ranges and versions: no part of the model
RANKS = {"propose.RANK_AWAY"}


def engine_constants() -> Iterator[tuple[str, float]]:
    """Every number in capitals at the top of a module of the model, also those within a dictionary."""
    for file in sorted(ENGINE.glob("*.py")):
        if file.stem in WORDING or file.stem == "__init__":
            continue
        module = import_module(f"{engine.__name__}.{file.stem}")
        for name in _constant_names(file):
            value = getattr(module, name)
            if isinstance(value, Mapping):
                yield from ((f"{file.stem}.{name}.{key}", each) for key, each in value.items())
            elif isinstance(value, int | float) and f"{file.stem}.{name}" not in RANKS:
                yield f"{file.stem}.{name}", value


def _constant_names(file: Path) -> Iterator[str]:
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        for target in targets:
            names = target.elts if isinstance(target, ast.Tuple) else [target]
            yield from (name.id for name in names if isinstance(name, ast.Name) and name.id.isupper())


def documented_constants() -> dict[str, float]:
    return {name: float(value) for name, value, _ in ROW.findall(DOC.read_text(encoding="utf-8"))}


@pytest.mark.parametrize(
    ("name", "value"), list(engine_constants()), ids=lambda part: part if isinstance(part, str) else ""
)
def test_the_document_gives_this_number(name: str, value: float) -> None:
    assert documented_constants()[name] == pytest.approx(value)


def test_the_document_gives_no_number_that_is_gone() -> None:
    assert set(documented_constants()) == {name for name, _ in engine_constants()}


def test_every_rule_of_the_engine_stands_in_a_tests_name() -> None:
    rules = set(re.findall(r"^\| (R\d+) \|", (ENGINE / "RULES.md").read_text(encoding="utf-8"), re.MULTILINE))
    tests = "".join(file.read_text(encoding="utf-8") for file in Path(__file__).parent.glob("test_engine_*.py"))
    assert rules == {f"R{n}" for n in range(1, 12)}
    assert all(re.search(rf"def test_(r\d+_)*{rule.lower()}_", tests) for rule in rules)
