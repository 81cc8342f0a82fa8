# pytest finds fixtures by their names here.
from tests.constellations.fixtures import group, pair, second_factors

__all__ = ["group", "pair", "second_factors"]
