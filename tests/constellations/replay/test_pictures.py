"""The picture of a moment: well-formed, self-contained, true to the seat; and who may take it when."""

import re
from xml.etree.ElementTree import Element, fromstring

import pytest
from django.urls import reverse
from django.utils import translation

from fotfeste.constellations.board import WALL, BoardView, seat_view
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import Phase, Posture, Shape
from fotfeste.constellations.replay.svg_picture import draw_picture
from tests.cast import Cast
from tests.constellations.canaries import Canaries, find_canaries, visible_words
from tests.constellations.language.view_builders import make_figure, make_figure_off_board, make_view
from tests.constellations.make_constellation import run_command
from tests.constellations.random_histories import History
from tests.constellations.replay.led_constellation import CANARY, LedConstellation, lead_constellation, open_for_replay
from tests.constellations.scripted_board import CLIENT, EYE, FAC, REP
from tests.constellations.scripted_board import make_board_at_work as at_work
from tests.constellations.session.form_browser import browser_of, guest_browser

SVG = "{http://www.w3.org/2000/svg}"
WORST = "<script>alert(1)</script>&\"'\x00\x0b\ud800]]>"


def parse_svg(drawn: str) -> Element:
    return fromstring(drawn)  # noqa: S314  # our own drawing


def get_export(cast: Cast, made: LedConstellation, who: str = "ana", **asked: str):
    browser = guest_browser(getattr(made, who)) if who in ("iben", "per") else browser_of(getattr(cast, who))
    return browser.get(reverse("constellations:export", args=[made.one.pk]), asked)


def test_it_says_in_words_what_it_draws() -> None:
    with translation.override("en"):
        root = parse_svg(draw_picture(make_view()))
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None and title.text == "The board, seen from above"
    assert desc is not None and desc.text and "Mor stands on the left" in desc.text
    assert root.get("aria-labelledby") == "picture-title picture-desc"
    assert "Stein" not in desc.text  # beside the board


@pytest.mark.parametrize("posture", list(Posture))
@pytest.mark.parametrize("shape", list(Shape))
def test_every_posture_and_shape_is_drawn(posture: Posture, shape: Shape) -> None:
    drawn = draw_picture(
        make_view({"a": make_figure("A", 5, 5, 350, 90, posture=posture, shape=shape, scale=150, mine=True)})
    )
    assert parse_svg(drawn) is not None


def test_an_empty_board_is_a_picture_too() -> None:
    assert parse_svg(draw_picture(make_view({}))) is not None


def test_words_cannot_become_markup() -> None:
    worst = make_view(
        {"a": make_figure(WORST, 300, 300), "b": make_figure("B", 900, 300), "c": make_figure_off_board(WORST)},
        lines={"l": {"start": "a", "end": "b", "words": WORST}},
        rows_shown=True,
        zones={"z": {"x": 500, "y": 500, "radius": 100, "words": WORST}},
    )
    drawn = draw_picture(worst).encode().decode()
    assert "<script" not in drawn
    assert {each.tag for each in parse_svg(drawn).iter()} <= {
        f"{SVG}{tag}" for tag in ("svg", "title", "desc", "g", "path", "rect", "circle", "text")
    }


def test_it_names_nothing_outside_itself() -> None:
    drawn = draw_picture(make_view())
    assert re.findall(r"https?://[^\"]+", drawn) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"href|url\(|style=|@import|<image|<use", drawn)


@pytest.mark.parametrize("seed", range(20))
def test_planted_words_are_drawn_for_those_who_may_see_them(seed: int) -> None:
    history = History(seed, words=Canaries()).play()
    for key in (*history.state.seats, WALL):
        at = seat_view(history.state, key)
        if isinstance(at, BoardView):
            assert find_canaries(draw_picture(at)) <= visible_words(history.state, key)


@pytest.mark.parametrize(
    ("blind", "who", "sees"),
    [
        (0, REP, True),
        (1, REP, False),
        (2, REP, False),
        (3, EYE, False),
        (3, FAC, True),
        (3, CLIENT, True),
        (0, WALL, False),
    ],
)
def test_names_are_drawn_by_blind_level(blind: int, who: str, sees: bool) -> None:
    board, _support, _mother = at_work(blind=blind)
    view = seat_view(board.state, who)
    assert isinstance(view, BoardView) and ("Mother" in draw_picture(view)) == sees


# ---- who may take it -------------------------------------------------------------------------------------------------


def test_any_moment_of_an_open_looking_back(cast: Cast) -> None:
    made = open_for_replay(lead_constellation(cast, blind=1))
    answer = get_export(cast, made, seq="30", download="1")
    assert answer["Content-Type"].startswith("image/svg+xml")
    assert answer["Content-Disposition"] == 'attachment; filename="fotfeste-30.svg"'  # nothing of what it is about
    assert f"{CANARY}-mor" in answer.content.decode()
    assert f"{CANARY}-mor" not in get_export(cast, made, "iben", seq="30").content.decode()
    assert "maske-B" in get_export(cast, made, "iben", seq="30").content.decode()


def test_the_client_has_her_closing_image_at_once_and_no_other_moment(cast: Cast) -> None:
    made = lead_constellation(cast, until=Phase.CLOSING, record=False)
    closing = get_export(cast, made).content.decode()
    assert f"{CANARY}-mor" in closing
    assert get_export(cast, made, seq="12").content.decode() == closing
    for who in ("thea", "iben", "per"):
        assert get_export(cast, made, who).status_code == 404
    run_command(made.thea, do.SetPhase(Phase.SENSING))
    assert get_export(cast, made).status_code == 404


def test_before_she_was_let_in_there_is_no_picture(cast: Cast) -> None:
    made = open_for_replay(lead_constellation(cast))
    assert get_export(cast, made, "iben", seq="4").status_code == 404
    assert get_export(cast, made, "ana", seq="999999").status_code == 200


@pytest.mark.parametrize("seq", ["", "x", "-1", "٤", "9" * 30, "1e3"])
def test_a_moment_that_is_none_is_the_closing_image(cast: Cast, seq: str) -> None:
    made = open_for_replay(lead_constellation(cast))
    assert get_export(cast, made, seq=seq).content == get_export(cast, made).content


def test_a_page_to_print(cast: Cast) -> None:
    made = open_for_replay(lead_constellation(cast))
    html = get_export(cast, made, print="1").content.decode()
    assert html.count("<svg") == 1 and f"{CANARY}-mor" in html and "<print-page" in html
