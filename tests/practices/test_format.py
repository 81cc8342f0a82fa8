"""The file format: what is read, and how a file that cannot be read names the place."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fotfeste.practices.format import Cue, PracticeError, parse_practice

WHOLE = """---
title: Hendene
purpose: Å kjenne hendene en stund.
family: orienting
direction: either
level: 2
minutes: {short: 1, usual: 3}
positions: [chair, standing]
anchors: [hands, sight, sound]
eyes_open: yes
not_for:
  - Har du vondt i hendene, kan føttene være et annet sted.
discomfort: Blir det mye, kan du se deg rundt.
source: own
version: 3
reviewed_by:
reviewed_on:
---

## Rommet {arrive}
figure: standing
seconds: 30
short: yes

Du kan se deg rundt
i rommet.

Det haster ikke.

> Du kan se deg rundt.
> Litt er nok.

- Se på én ting, og la den
  få være der
- Bli som du er

## Pusten {breath}
figure: breath-wave
seconds: 60
breath: {in: 4, out: 6.5}

Pusten går som den vil.

- La den gå
- Bli som du er

## En lyd {sound}
figure: sound
seconds: 60
sound: rain

Du kan høre etter.

- Hør etter
- Bli som du er
"""


def read(text: str = WHOLE):
    return parse_practice(text, "hendene", "nb")


def test_everything_written_is_read():
    practice = read()
    assert (practice.slug, practice.language, practice.title) == ("hendene", "nb", "Hendene")
    assert (practice.level, practice.minutes_short, practice.minutes_usual, practice.version) == (2, 1, 3, 3)
    assert practice.positions == ("chair", "standing")
    assert practice.anchors == ("hands", "sight", "sound")
    assert practice.not_for == ("Har du vondt i hendene, kan føttene være et annet sted.",)
    assert practice.eyes_open is True
    assert [step.id for step in practice.steps] == ["arrive", "breath", "sound"]


def test_text_softer_and_options_are_told_apart():
    step = read().steps[0]
    assert step.text == "Du kan se deg rundt i rommet.\n\nDet haster ikke."
    assert step.softer == "Du kan se deg rundt. Litt er nok."
    assert step.options == ("Se på én ting, og la den få være der", "Bli som du er")
    assert step.cue is None


def test_cues_are_breath_or_sound_and_never_a_hold():
    _, breath, sound = read().steps
    assert breath.cue == Cue(4, 6.5)
    assert breath.cue.breaths_per_minute == pytest.approx(60 / 10.5)
    assert sound.cue == Cue(sound="rain")
    assert sound.cue.breaths_per_minute is None
    with pytest.raises(PracticeError) as error:
        read(WHOLE.replace("{in: 4, out: 6.5}", "{in: 4, hold: 4, out: 6}"))
    assert (error.value.file, error.value.step, error.value.word) == ("hendene.nb.md", "breath", "breath hold")


def test_unreviewed_is_empty_and_a_review_has_a_date():
    assert (read().reviewed_by, read().reviewed_on) == (None, None)
    reviewed = read(WHOLE.replace("reviewed_on:", "reviewed_on: 2026-05-01"))
    assert reviewed.reviewed_on == datetime.date(2026, 5, 1)


def test_softer_variant_has_the_short_steps_and_the_softer_words():
    practice = read()
    assert practice.variant(softer=False) == practice.steps
    (only,) = practice.variant(softer=True)
    assert only.id == "arrive"
    assert only.text == "Du kan se deg rundt. Litt er nok."
    without = read(WHOLE.replace("> Du kan se deg rundt.\n> Litt er nok.\n\n", ""))
    assert without.variant(softer=True)[0].text == without.steps[0].text


def test_windows_line_ends_and_a_byte_order_mark_change_nothing():
    assert read("\ufeff" + WHOLE.replace("\n", "\r\n")) == read()


@pytest.mark.parametrize(
    ("old", "new", "step", "word"),
    [
        ("title: Hendene\n", "", "", "title"),
        ("title: Hendene", "title: 12", "", "title"),
        ("level: 2", "level: 6", "", "level"),
        ("level: 2", "level: yes", "", "level"),
        ("level: 2", "level: 2.5", "", "level"),
        ("level: 2", "levle: 2", "", "levle"),
        ("level: 2", "level:", "", "level"),
        ("breath: {in: 4, out: 6.5}", "breath:", "breath", "breath"),
        ("version: 3", "version: 3\nmood: calm", "", "mood"),
        ("family: orienting", "family: magic", "", "family"),
        ("direction: either", "direction: up", "", "direction"),
        ("[hands, sight, sound]", "[hands, sight, taste]", "", "anchors"),
        ("[hands, sight, sound]", "[hands, sight, sight]", "", "anchors"),
        ("[chair, standing]", "[]", "", "positions"),
        ("[chair, standing]", "chair", "", "positions"),
        ("{short: 1, usual: 3}", "3", "", "minutes"),
        ("{short: 1, usual: 3}", "{usual: 3}", "", "minutes short"),
        ("{short: 1, usual: 3}", "{short: 90, usual: 3}", "", "minutes short"),
        ("{short: 1, usual: 3}", "{short: 1, usual: 3, long: 9}", "", "minutes long"),
        ("eyes_open: yes", "eyes_open: perhaps", "", "eyes_open"),
        ("reviewed_on:", "reviewed_on: last spring", "", "reviewed_on"),
        ("figure: standing\n", "", "arrive", "figure"),
        ("seconds: 30", "seconds: 2", "arrive", "seconds"),
        ("seconds: 30", "seconds: 30\ncountdown: yes", "arrive", "countdown"),
        ("{in: 4, out: 6.5}", "{in: 4}", "breath", "breath out"),
        ("{in: 4, out: 6.5}", "{in: -4, out: 6}", "breath", "breath in"),
        ("{in: 4, out: 6.5}", "{in: four, out: 6}", "breath", "breath in"),
        ("{sound}", "{arrive}", "arrive", "arrive"),
        ("Du kan høre etter.\n", "", "sound", ""),
        ("## En lyd {sound}", "## En lyd", "", "## En lyd"),
        ("## Rommet {arrive}", "Velkommen.\n\n## Rommet {arrive}", "", "Velkommen."),
        ("title: Hendene", "title: [Hendene", "", ""),
    ],
)
def test_a_file_that_cannot_be_read_names_step_and_word(old, new, step, word):
    assert WHOLE.count(old) >= 1
    with pytest.raises(PracticeError) as error:
        read(WHOLE.replace(old, new, 1))
    assert (error.value.file, error.value.step, error.value.word) == ("hendene.nb.md", step, word)
    assert "hendene.nb.md" in str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("title: Hendene\n", "", "hendene.nb.md, “title”: this field is missing"),
        ("title: Hendene", "title: '  '", "hendene.nb.md, “title”: this field is a line of text"),
        ("level: 2", "level: 6", "hendene.nb.md, “level”: this field is a whole number from 1 to 5, not 6"),
        ("level: 2", "level: yes", "hendene.nb.md, “level”: this field is a whole number from 1 to 5, not yes"),
        ("level: 2", "levle: 2", "hendene.nb.md, “levle”: this field is not part of the format"),
        (
            "direction: either",
            "direction: up",
            "hendene.nb.md, “direction”: this field is one of settles, lifts, either, not up",
        ),
        (
            "[chair, standing]",
            "[chair, chair]",
            "hendene.nb.md, “positions”: this field is a list of some of chair, floor, standing, lying, each once",
        ),
        (
            "[chair, standing]",
            "[chair, bed]",
            "hendene.nb.md, “positions”: this field is a list of some of chair, floor, standing, lying, each once, "
            "not bed",
        ),
        (
            "{short: 1, usual: 3}",
            "3",
            "hendene.nb.md, “minutes”: this field is two numbers: {short: …, usual: …}, not 3",
        ),
        (
            "{in: 4, out: 6.5}",
            "{in: 4, out: six}",
            "hendene.nb.md, step breath, “breath out”: this field is a number of seconds, not six",
        ),
        ("{in: 4, out: 6.5}", "{in: 4}", "hendene.nb.md, step breath, “breath out”: this field is missing"),
    ],
)
def test_a_refusal_says_what_belongs_there(old, new, sentence):
    with pytest.raises(PracticeError) as error:
        read(WHOLE.replace(old, new, 1))
    assert str(error.value) == sentence


@pytest.mark.parametrize("number", ["1" + "0" * 400, ".nan", ".inf", "1e400", "2026-13-45"])
def test_no_number_breaks_the_reading(number):
    with pytest.raises(PracticeError):
        read(WHOLE.replace("out: 6.5", f"out: {number}"))


@pytest.mark.parametrize(
    "text", ["", "---\n---\n", "# Hendene", "---\ntitle: x\n", "---\n- a\n---\n## A {a}\n", WHOLE.split("##")[0]]
)
def test_a_file_without_its_parts_is_refused(text):
    with pytest.raises(PracticeError):
        read(text)


def test_an_unknown_language_is_refused():
    with pytest.raises(PracticeError) as error:
        parse_practice(WHOLE, "hendene", "sv")
    assert error.value.word == "sv"


@given(st.text(max_size=200))
def test_whatever_the_text_only_a_practice_error_comes_out(text):
    for attempt in (text, WHOLE + text, WHOLE.replace("---\n\n##", f"{text}\n---\n\n##")):
        try:
            read(attempt)
        except PracticeError as error:
            assert error.file == "hendene.nb.md"


@given(st.integers(0, len(WHOLE)), st.integers(0, 40))
def test_a_hole_anywhere_in_a_file_is_read_or_refused_clearly(start, length):
    try:
        practice = read(WHOLE[:start] + WHOLE[start + length :])
    except PracticeError as error:
        assert error.message
    else:
        assert practice.steps
