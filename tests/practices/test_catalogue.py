"""The shelf as other rooms see it."""

import pytest

from fotfeste.practices import catalogue
from fotfeste.practices.format import LANGUAGES


def test_both_languages_hold_the_same_practices_lightest_first():
    nb, en = (catalogue.practices(language) for language in LANGUAGES)
    assert set(nb) == set(en)
    levels = [practice.level for practice in nb.values()]
    assert levels == sorted(levels)
    assert all(practice.language == "en" for practice in en.values())


def test_the_shelf_is_read_once_and_cannot_be_changed():
    assert catalogue.practices("nb") is catalogue.practices("nb")
    with pytest.raises(TypeError):
        catalogue.practices("nb")["jording"] = None  # type: ignore[index]


def test_an_unknown_language_gets_the_first_one():
    assert catalogue.practices("sv") is catalogue.practices("nb")


def test_find_gives_the_practice_in_its_language_or_a_clear_error():
    assert catalogue.find("jording", "nb").title == "Jording"
    assert catalogue.find("jording", "en").title == "Grounding"
    with pytest.raises(catalogue.UnknownPracticeError):
        catalogue.find("../settings", "nb")


def test_grounding_is_light_short_and_outside_the_menu():
    grounding = catalogue.find(catalogue.GROUNDING, "nb")
    assert (grounding.family, grounding.level) == ("orienting", 1)
    assert grounding.minutes_usual <= 2
    assert catalogue.GROUNDING not in [item["slug"] for item in catalogue.items()]


def test_the_menu_is_plain_data_with_nothing_of_the_text():
    items = catalogue.items()
    assert len(items) == len(catalogue.practices("nb")) - 1
    assert all(set(item) == {"slug", "family", "level", "minutes", "direction"} for item in items)
    for item in items:
        practice = catalogue.find(item["slug"], "en")
        assert (item["level"], item["minutes"]) == (practice.level, practice.minutes_usual)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_practice_can_name_its_source(language):
    for practice in catalogue.practices(language).values():
        assert catalogue.source(practice.source, language).says
