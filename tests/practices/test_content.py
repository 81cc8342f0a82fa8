"""The practices on the shelf pass the content check, and each planted fault is found: file, step and word."""

import re

import pytest

from fotfeste.practices.content_check import CONTENT, Fault, check_folder, report_faults
from fotfeste.practices.format import LANGUAGES, parse_practice
from tests.practices.planting import assert_found, plant

SLUGS = sorted({file.name.split(".")[0] for file in CONTENT.glob("*.md")})
BOTH = [(slug, language) for slug in SLUGS for language in LANGUAGES]


# What stands on the shelf


def test_nothing_is_to_be_mended():
    code, text = report_faults()
    assert (code, text) == (0, f"{len(SLUGS)} practices, nb and en: nothing to mend.")


def test_the_first_shelf_holds_what_was_promised():
    practices = [parse_practice((CONTENT / f"{slug}.nb.md").read_text(encoding="utf-8"), slug, "nb") for slug in SLUGS]
    families = [practice.family for practice in practices]
    wanted = {"orienting": 3, "breath": 2, "mindfulness": 2, "yoga": 2, "movement": 1}
    assert all(families.count(family) >= number for family, number in wanted.items())
    assert sum(practice.direction == "lifts" for practice in practices) >= 3
    assert {practice.level for practice in practices} >= {1, 2, 3}
    assert all(5 <= len(practice.steps) <= 7 for practice in practices)


@pytest.mark.parametrize(("slug", "language"), BOTH)
def test_stopping_is_a_whole_ending_and_the_softer_one_says_so_too(slug, language):
    practice = parse_practice((CONTENT / f"{slug}.{language}.md").read_text(encoding="utf-8"), slug, language)
    ending = re.compile(r"stopp|slutt|gi deg|avslutt|er øvelsen hel|stop|end|finish|practice is whole", re.IGNORECASE)
    assert ending.search(practice.steps[-1].text)
    assert ending.search(practice.variant(softer=True)[-1].text)


@pytest.mark.parametrize("slug", SLUGS)
def test_breath_practices_say_that_breath_is_not_neutral(slug):
    for language, words_wanted in (("nb", "Pusten er ikke nøytral"), ("en", "Breath is not neutral")):
        practice = parse_practice((CONTENT / f"{slug}.{language}.md").read_text(encoding="utf-8"), slug, language)
        assert practice.family != "breath" or practice.discomfort.startswith(words_wanted)


# Faults, one by one


def test_a_missing_translation_is_named(practices_folder):
    (practices_folder / "en-kopp.en.md").unlink()
    assert check_folder(practices_folder) == [Fault("en-kopp.en.md", "", "en", "this translation is missing")]
    (practices_folder / "jording.nb.md").unlink()
    assert_found(check_folder(practices_folder), "jording.nb.md", "", "nb")


def _without_step(text: str, step: str) -> str:
    return re.sub(rf"## [^\n]*\{{{step}\}}.*?(?=\n## )", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_step_missing_in_one_language_is_named(practices_folder, language):
    file = practices_folder / f"jording.{language}.md"
    file.write_text(_without_step(file.read_text(encoding="utf-8"), "sound"), encoding="utf-8")
    assert_found(check_folder(practices_folder), file.name, "sound", "sound")


@pytest.mark.parametrize(
    ("old", "new", "step", "word"),
    [
        ("level: 1", "level: 2", "", "level"),
        ("usual: 2", "usual: 3", "", "minutes_usual"),
        ("anchors: [sight, feet, ", "anchors: [sight, ", "", "anchors"),
        ("not_for: []", "not_for: [Something else.]", "", "not_for"),
        ("version: 1", "version: 2", "", "version"),
        ("figure: sound", "figure: horizon", "sound", "figure"),
        ("seconds: 25\n\nThere", "seconds: 30\n\nThere", "sound", "seconds"),
        ("- Find a sound quite near\n", "", "sound", "options"),
        ("> Something beneath you is holding. It does so without your help.\n", "", "ground", "softer"),
        ("seconds: 25\nshort: yes", "seconds: 25\nshort: no", "ground", "short"),
    ],
)
def test_languages_that_differ_are_named(practices_folder, old, new, step, word):
    assert_found(plant(practices_folder, "jording.en.md", old, new), "jording.en.md", step, word)


def test_steps_in_another_order_are_named(practices_folder):
    file = practices_folder / "jording.en.md"
    text = file.read_text(encoding="utf-8")
    hands = re.findall(r"## [^\n]*\{hands\}.*?(?=\n## )", text, re.DOTALL)[0]
    moved = text.replace(hands + "\n", "").replace("## On from here", f"{hands}\n\n## On from here")
    file.write_text(moved, encoding="utf-8")
    assert_found(check_folder(practices_folder), "jording.en.md", "sound", "order")


@pytest.mark.parametrize(
    ("name", "old", "new", "step", "word"),
    [
        ("litt-lengre-ut.nb.md", "{in: 4, out: 6}", "{in: 4, hold: 7, out: 8}", "longer", "breath hold"),
        ("litt-lengre-ut.nb.md", "{in: 4, out: 6}", "{in: 2, out: 2}", "longer", "15.0"),
        ("litt-lengre-ut.nb.md", "{in: 4, out: 6}", "{in: 8, out: 12}", "longer", "3.0"),
    ],
)
def test_held_fast_and_very_slow_breath_are_refused(practices_folder, name, old, new, step, word):
    assert_found(plant(practices_folder, name, old, new), name, step, word)


def test_the_bounds_of_breath_themselves_are_allowed(practices_folder):
    for seconds in ("{in: 3, out: 3}", "{in: 7, out: 8}"):
        for language in LANGUAGES:
            faults = plant(practices_folder, f"litt-lengre-ut.{language}.md", "breath: {in", f"breath: {seconds} #")
        assert faults == []


def test_a_breath_step_has_a_way_without_the_breath(practices_folder):
    file = practices_folder / "litt-lengre-ut.nb.md"
    text = file.read_text(encoding="utf-8")
    kept = text.replace("- Finn ditt eget tempo\n", "").replace("- Følg forslaget så", "- Følg pusten så")
    file.write_text(kept.replace("- Bli som du er, og hør på en lyd", "- Bli ved pusten som den er"), encoding="utf-8")
    assert_found(check_folder(practices_folder), file.name, "longer", "breath")


@pytest.mark.parametrize(
    ("old", "new", "step", "word"),
    [
        ("- La hendene ligge som de er", "- Klem hendene sammen", "hands", "options"),
        ("- Ta på noe i nærheten\n- Hold den ene hånden i den andre\n", "", "hands", "options"),
        ("{arrive}", "{begin}", "begin", "arrive"),
        ("{return}", "{end}", "end", "return"),
        (
            "dit de vil i rommet, ett sted om gangen. Kanskje er det noe der som er greit å hvile blikket på.",
            "dit de vil.",
            "arrive",
            "arrive",
        ),
        ("> Blikket kan få ta en liten runde i rommet. Du kan slutte her.", "> Du kan slutte her.", "return", "return"),
        ("seconds: 20\nshort: yes", "seconds: 20\nshort: no", "arrive", "short"),
        ("[sight, feet, seat, touch, sound]", "[sight, feet]", "", "anchors"),
        ("eyes_open: yes", "eyes_open: no", "", "eyes_open"),
        ("usual: 2", "usual: 12", "", "minutes"),
        ("short: 1,", "short: 3,", "", "minutes"),
        ("seconds: 25", "seconds: 225", "", "minutes usual"),
        ("seconds: 25", "seconds: 225", "", "minutes short"),
        ("seconds: 25\n\nSom", "seconds: 25\nshort: yes\n\nSom", "", ""),
        ("figure: sound", "figure: unicorn", "sound", "unicorn"),
        ("source: own", "source: polyvagal-theory", "", "polyvagal-theory"),
        ("reviewed_by:", "reviewed_by: Noen", "", "reviewed_by"),
        ("reviewed_on:", "reviewed_on: 2026-11-01", "", "reviewed_by"),
    ],
)
def test_the_shape_of_a_practice_is_kept(practices_folder, old, new, step, word):
    faults = plant(practices_folder, "jording.nb.md", old, new)
    if word:
        assert_found(faults, "jording.nb.md", step, word)
    else:
        assert {fault.file for fault in faults} == {"jording.en.md"}  # one more short step: only the languages differ


def test_a_softer_variant_that_is_no_shorter_is_named(practices_folder):
    file = practices_folder / "jording.nb.md"
    file.write_text(re.sub(r"(seconds: 25\n)(?!short)", r"\1short: yes\n", file.read_text(encoding="utf-8")), "utf-8")
    assert_found(check_folder(practices_folder), "jording.nb.md", "", "short")


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", b"", b"---\n: :\n---\n"])
def test_files_that_are_not_practices_are_named_and_the_rest_is_still_read(practices_folder, raw):
    (practices_folder / "jording.nb.md").write_bytes(raw)
    (practices_folder / "stray.md").write_text("hello", encoding="utf-8")
    files = {fault.file for fault in check_folder(practices_folder)}
    assert {"jording.nb.md", "stray.md"} <= files


def test_an_empty_folder_is_a_fault(tmp_path):
    assert len(check_folder(tmp_path)) == 1


def test_the_report_is_readable_and_fails_the_build(practices_folder):
    plant(practices_folder, "jording.nb.md", "Under deg", "Lukk øynene. Under deg")
    code, text = report_faults(practices_folder)
    assert code == 1
    assert "jording.nb.md, step ground: “Lukk øynene”: the eyes stay open" in text
    assert text.endswith(" to mend.")
