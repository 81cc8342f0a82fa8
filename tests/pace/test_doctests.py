"""What the engine's numerics say they give, they give; and each says it."""

import doctest
import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import FunctionType, ModuleType

import pytest

from fotfeste.pace import engine
from fotfeste.pace.engine import After, Chosen, Session, State, observe

MODULES = [
    import_module(f"{engine.__name__}.{file.stem}")
    for file in sorted(Path(engine.__file__).parent.glob("*.py"))
    if file.stem != "__init__"
]
WORDING = ("reason_phrases", "inputs", "outputs", "params", "reasons", "validation")  # words, records and numbers
CLIENT = {each.__name__: each for each in (After, Chosen, Session, State, observe)}  # what examples speak of


def name_of(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


def public_numerics() -> Iterator[tuple[str, str]]:
    """Every public function, method and property of the modules that compute, with its docstring."""
    for module in MODULES:
        if name_of(module) not in WORDING:
            yield from _public_members(module, name_of(module), module.__name__)


def _public_members(owner: object, path: str, module: str) -> Iterator[tuple[str, str]]:
    for name, member in vars(owner).items():
        found = member.fget if isinstance(member, property) else getattr(member, "__func__", member)
        if name.startswith("_") or getattr(found, "__module__", "") != module:
            continue
        if isinstance(found, FunctionType):
            yield f"{path}.{name}", inspect.getdoc(found) or ""
        elif inspect.isclass(found):
            yield from _public_members(found, f"{path}.{name}", module)


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_the_examples_hold(module: ModuleType) -> None:
    failed, _ = doctest.testmod(module, extraglobs={**CLIENT, **vars(module)})
    assert not failed


@pytest.mark.parametrize(("name", "words"), list(public_numerics()), ids=lambda part: part if "\n" not in part else "")
def test_public_numerics_carry_an_example(name: str, words: str) -> None:
    assert "Examples\n--------\n>>> " in words, name
