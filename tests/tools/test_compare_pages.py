"""The tool that compares two builds' pages: what it must see, it sees."""

from tools.compare_pages import Page, compare

ONE, OTHER = "3f0c5a52-3a0e-4a57-9d4b-7c1f6d0a9e11", "9b0f7a52-3a0e-4a57-9d4b-7c1f6d0a9e22"


def test_a_space_that_went_is_a_difference() -> None:
    with_space, without = Page("<p><b>To</b> <i>ord</i></p>").text, Page("<p><b>To</b><i>ord</i></p>").text
    (found,) = compare({"/now/": [with_space]}, {"/now/": [without]})
    assert found.startswith("differs: /now/") and "To ord" in found and "Toord" in found


def test_scripts_ids_and_room_codes_are_not() -> None:
    pages = [Page(f"<script>{n}</script><p>{key} {code}</p>").text for n, key, code in PAGES]
    assert compare({"/": pages[:1]}, {"/": pages[1:]}) == []


PAGES = ((1, ONE, "DSJZ KU4Z"), (2, OTHER, "KAHJ ZLHH"))


def test_names_for_screen_readers_count_as_words() -> None:
    assert compare({"/": [Page('<img alt="Stein">').text]}, {"/": [Page('<img alt="Vann">').text]})


def test_on_a_board_the_order_of_figures_is_drawn_at_random() -> None:
    assert compare({"/constellations/ID/": ["Meg Benken"]}, {"/constellations/ID/": ["Benken Meg"]}) == []
    assert compare({"/constellations/ID/": ["Meg Benken"]}, {"/constellations/ID/": ["Benken Mor"]})
    assert compare({"/now/": ["Meg Benken"]}, {"/now/": ["Benken Meg"]})


def test_a_page_only_one_has_is_named() -> None:
    assert compare({"/": ["a"], "/me/": ["b"]}, {"/": ["a"]}) == ["only in one: /me/"]
