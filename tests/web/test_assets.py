"""The import map leads every module to its hashed file; only pages that show a board carry the board's modules."""

import re

from fotfeste.config.settings import BASE
from fotfeste.web.assets import list_modules

ELEMENTS = ("constellation-board", "board-replay", "inside-view", "board-parts")
SHOWS_BOARD = re.compile(rf"<({'|'.join(ELEMENTS)})[ >]|constellations/session/_(floor|inside_view)\.html")


def test_the_board_is_in_the_map_of_a_board_and_of_no_other_page() -> None:
    files = ["js/start.js", "js/board/painter.js", "js/board/protocol.d.ts", "css/house.css"]
    assert list_modules(files, with_board=True) == ["js/start.js", "js/board/painter.js"]
    assert list_modules(files, with_board=False) == ["js/start.js"]


def test_every_page_with_an_element_of_the_board_asks_for_its_modules() -> None:
    pages = [path for path in BASE.rglob("*.html") if "{% extends" in path.read_text(encoding="utf-8")]
    boards = [page for page in pages if SHOWS_BOARD.search(page.read_text(encoding="utf-8"))]
    assert len(boards) >= 3
    assert not [page.name for page in boards if "importmap with_board=True" not in page.read_text(encoding="utf-8")]
