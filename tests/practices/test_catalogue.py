"""The shelf as other rooms see it."""

import pytest

from fotfeste.practices import catalogue
from fotfeste.practices.format import LANGUAGES


def test_both_languages_hold_the_same_practices_lightest_first():
    nb, en = (catalogue.load_practices(language) for language in LANGUAGES)
    assert set(nb) == set(en)
    levels = [practice.level for practice in nb.values()]
    assert levels == sorted(levels)
    assert all(practice.language == "en" for practice in en.values())


def test_the_shelf_is_read_once_and_cannot_be_changed():
    assert catalogue.load_practices("nb") is catalogue.load_practices("nb")
    with pytest.raises(TypeError):
        catalogue.load_practices("nb")["jording"] = None  # type: ignore[index]


def test_an_unknown_language_gets_the_first_one():
    assert catalogue.load_practices("sv") is catalogue.load_practices("nb")


def test_find_gives_the_practice_in_its_language_or_a_clear_error():
    assert catalogue.find_practice("jording", "nb").title == "Jording"
    assert catalogue.find_practice("jording", "en").title == "Grounding"
    with pytest.raises(catalogue.UnknownPracticeError):
        catalogue.find_practice("../settings", "nb")


def test_grounding_is_light_short_and_outside_the_menu():
    grounding = catalogue.find_practice(catalogue.GROUNDING, "nb")
    assert (grounding.family, grounding.level) == ("orienting", 1)
    assert grounding.minutes_usual <= 2
    assert catalogue.GROUNDING not in [item["slug"] for item in catalogue.list_menu_items()]


def test_the_menu_is_plain_data_with_nothing_of_the_text():
    items = catalogue.list_menu_items()
    assert len(items) == len(catalogue.load_practices("nb")) - 1
    assert all(set(item) == {"slug", "family", "level", "minutes", "direction"} for item in items)
    for item in items:
        practice = catalogue.find_practice(item["slug"], "en")
        assert (item["level"], item["minutes"]) == (practice.level, practice.minutes_usual)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_practice_can_name_its_source(language):
    for practice in catalogue.load_practices(language).values():
        assert catalogue.find_source(practice.source, language).says
