"""In a room: the numbers on the floor, and the wall."""

import re

import pytest
from django.urls import reverse

from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import Phase
from fotfeste.constellations.replay.floor_places import QUIET_MODULES, make_qr_code, make_qr_matrix
from tests.cast import Cast
from tests.constellations.make_constellation import plan_constellation, run_command
from tests.constellations.replay.led_constellation import CANARY, lead_constellation
from tests.constellations.replay.qr_reader import read_qr_code
from tests.constellations.session.form_browser import browser_of, guest_browser


def test_a_code_says_the_address_of_the_board_with_its_number(cast: Cast) -> None:
    room = plan_constellation(cast, mode="in_room")
    html = browser_of(cast.thea).get(reverse("constellations:sheet", args=[room.pk]), {"many": "3"}).content.decode()
    codes = re.findall(r'class="sheet__code" viewBox="0 0 (\d+) \d+".*?<path d="(M[^"]+)"', html, re.S)
    board = f"http://testserver{reverse('constellations:board', args=[room.pk])}"
    assert [read_qr_code(int(side), path) for side, path in codes] == [f"{board}?anchor={n}" for n in (1, 2, 3)]


def test_a_drawn_code_is_the_code_with_its_quiet_zone() -> None:
    text = "https://example.org/constellations/?anchor=12"
    matrix, code = make_qr_matrix(text), make_qr_code(text)
    dark = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", code.path)}
    assert dark == {
        (x + QUIET_MODULES, y + QUIET_MODULES) for y, row in enumerate(matrix) for x, cell in enumerate(row) if cell
    }
    assert code.side == len(matrix) + 2 * QUIET_MODULES


@pytest.mark.parametrize(
    ("asked", "many"),
    [
        ("", 6),
        ("1", 1),
        ("40", 40),
        ("999", 40),
        ("0", 1),
        ("-3", 6),
        ("x", 6),
        ("٤", 6),
    ],
)
def test_how_many(cast: Cast, asked: str, many: int) -> None:
    room = plan_constellation(cast, mode="hybrid")
    html = browser_of(cast.thea).get(reverse("constellations:sheet", args=[room.pk]), {"many": asked}).content.decode()
    assert html.count("sheet__number") == many


@pytest.mark.parametrize("mode", ["solo", "pair", "group"])
def test_where_there_is_no_room_there_are_no_numbers(cast: Cast, mode: str) -> None:
    one = plan_constellation(cast, mode=mode)
    for person in (cast.thea, cast.ana):
        assert browser_of(person).get(reverse("constellations:sheet", args=[one.pk])).status_code == 404


@pytest.mark.parametrize("page", ["sheet", "wall"])
def test_only_whoever_leads_prepares_the_room(cast: Cast, page: str) -> None:
    made = lead_constellation(cast, mode="in_room", until=Phase.CLOSING)
    url = reverse(f"constellations:{page}", args=[made.one.pk])
    assert browser_of(cast.thea).get(url).status_code == 200
    for browser in (browser_of(cast.ana), guest_browser(made.iben), guest_browser(made.per)):
        assert browser.get(url).status_code == 404


@pytest.mark.parametrize("blind", [0, 1, 2, 3])
def test_the_wall_shows_nothing_private(cast: Cast, blind: int) -> None:
    made = lead_constellation(cast, mode="in_room", blind=blind, until=Phase.CLOSING)
    url = reverse("constellations:wall", args=[made.one.pk])
    thea = browser_of(cast.thea)
    said = thea.get(url).content.decode() + thea.get(url, headers={"Accept": "application/json"}).content.decode()
    for private in (CANARY, "ibens-ord", "Iben", "Ana", made.iben.key, made.ana.key):
        assert private not in said
    assert ("maske-B" in said) == (blind == 0)
    run_command(made.thea, do.SetPhase(Phase.MOVING))
    run_command(made.thea, do.Reveal(made.mother))
    assert f"{CANARY}-mor" in thea.get(url).content.decode()  # told to everyone


def test_the_wall_listens_to_its_own_line(cast: Cast) -> None:
    made = lead_constellation(cast, mode="in_room", until=Phase.CLOSING)
    html = browser_of(cast.thea).get(reverse("constellations:wall", args=[made.one.pk])).content.decode()
    assert f'data-live="/constellations/{made.one.pk}/wall/live/"' in html
    assert "data-do" not in html and "data-stop" not in html
