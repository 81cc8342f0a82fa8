"""One protocol: the structs, the schema made from them, and the types the browser's modules are checked by."""

from pathlib import Path

import msgspec
import pytest

from fotfeste.constellations.board import WALL, BoardView, OutsideView, seat_view, seat_view_of_event
from fotfeste.constellations.live import protocol
from fotfeste.constellations.live.protocol import ViewFrame
from tests.constellations.random_histories import History
from tools.board_protocol import render_all


@pytest.mark.parametrize(("file", "text"), render_all().items(), ids=lambda value: getattr(value, "name", ""))
def test_what_is_committed_is_made_from_the_structs(file: Path, text: str) -> None:
    assert file.read_text() == text, "python -m tools.board_protocol"


@pytest.mark.parametrize("seed", range(20))
def test_every_view_holds_its_declared_types_and_comes_back_as_it_was(seed: int) -> None:
    """msgspec checks types only when it reads: what was made by hand is read back as strictly as a stranger's."""
    for step in History(seed, steps=25):
        for key in (*step.after.seats, WALL, "nobody"):
            view = seat_view(step.after, key)
            kind = BoardView if isinstance(view, BoardView) else OutsideView
            sent = msgspec.json.encode(view)
            assert msgspec.json.encode(msgspec.json.decode(sent, type=kind)) == sent or key == WALL
            for event in step.events:
                if moved := seat_view_of_event(step.after, event, key):
                    assert msgspec.convert(msgspec.to_builtins(moved), type(moved)) == moved


def test_a_frame_says_nothing_that_is_not_told() -> None:
    view = seat_view(History(1).play().state, "nobody")
    assert set(msgspec.json.decode(protocol.encode(ViewFrame(view)))) == {"view"}
    assert protocol.encode_frame(protocol.UpdateFrame()) == "{}"
