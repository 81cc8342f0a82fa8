"""The examples in the board's docstrings are true."""

import doctest
import importlib
import pkgutil
from types import ModuleType

import pytest

from fotfeste.constellations import board
from fotfeste.constellations.board import geometry
from fotfeste.constellations.live import protocol

NAMES = [each.name for each in pkgutil.iter_modules(board.__path__, f"{board.__name__}.")]
MODULES = [*map(importlib.import_module, NAMES), protocol]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_examples_are_true(module: ModuleType) -> None:
    found = doctest.testmod(module)
    assert not found.failed


def test_geometry_shows_an_example_of_each_function() -> None:
    examples = {test.name.rsplit(".", 1)[-1] for test in doctest.DocTestFinder().find(geometry) if test.examples}
    public = {name for name, each in vars(geometry).items() if callable(each) and each.__module__ == geometry.__name__}
    assert {name for name in public if not name.startswith("_")} <= examples
