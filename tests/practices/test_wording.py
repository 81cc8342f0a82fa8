"""How a practice speaks: each unwelcome word and bare command is named, and invitations are left in peace."""

import pytest

from fotfeste.practices import wording_rules
from tests.practices.planting import assert_found, plant


@pytest.mark.parametrize(
    ("name", "sentence", "word"),
    [
        ("jording.nb.md", "Du kan lukke øynene.", "lukke øynene"),
        ("jording.nb.md", "Kanskje vil du ha\nlukkede øyne.", "lukkede øyne"),
        ("jording.nb.md", "Om du vil, lukk øynene.", "lukk øynene"),
        ("jording.nb.md", "Du må kjenne etter.", "må"),
        ("jording.nb.md", "Nå skal du kjenne etter.", "skal"),
        ("jording.nb.md", "Du bør sitte rett.", "bør"),
        ("jording.nb.md", "Det er lov å slappe helt av.", "slappe helt av"),
        ("jording.nb.md", "Du kan puste dypt.", "puste dypt"),
        ("jording.nb.md", "Kanskje tar du noen dype åndedrag.", "dype åndedrag"),
        ("jording.nb.md", "Du kan holde pusten litt.", "holde pusten"),
        ("jording.nb.md", "Du kan puste raskere.", "puste raskere"),
        ("jording.nb.md", "Det er riktig slik.", "riktig"),
        ("jording.nb.md", "Så flink du er.", "flink"),
        ("jording.nb.md", "Nå puster vi sammen.", "vi"),
        ("jording.nb.md", "Dette helbreder.", "helbreder"),
        ("jording.nb.md", "Det kurerer uro.", "kurerer"),
        ("jording.nb.md", "Øvelsen behandler PTSD.", "behandler"),
        ("jording.nb.md", "Så fint!", "!"),
        ("jording.nb.md", "Så fint 🌿.", "🌿"),
        ("jording.nb.md", "Kjenn føttene dine.", "kjenn"),
        ("jording.nb.md", "Der er gulvet. Så løft armene.", "løft"),
        ("jording.nb.md", "«Press mot gulvet», kan noen si.", "press"),
        ("jording.nb.md", "Brett deg sammen.", "brett"),
        ("jording.en.md", "You might close your eyes.", "close your eyes"),
        ("jording.en.md", "Perhaps with your eyes closed.", "eyes closed"),
        ("jording.en.md", "You must feel it.", "must"),
        ("jording.en.md", "You have to feel it.", "have to"),
        ("jording.en.md", "You can relax now.", "relax"),
        ("jording.en.md", "Perhaps you take a deep breath.", "deep breath"),
        ("jording.en.md", "You could hold your breath.", "hold your breath"),
        ("jording.en.md", "You could breathe in rapidly.", "breathe in rapidly"),
        ("jording.en.md", "This heals.", "heals"),
        ("jording.en.md", "It cures worry.", "cures"),
        ("jording.en.md", "It treats anxiety.", "treats"),
        ("jording.en.md", "You are just here.", "just"),
        ("jording.en.md", "Feel your feet.", "feel"),
        ("jording.en.md", "Here is the floor. Now press into it.", "press"),
        ("jording.en.md", "Don't move.", "don't"),
        ("jording.en.md", "Unbutton yourself slowly.", "unbutton"),
    ],
)
def test_unwelcome_words_and_bare_commands_are_named(practices_folder, name, sentence, word):
    anchor = "seconds: 25\nshort: yes\n\n"
    assert_found(plant(practices_folder, name, anchor, f"{anchor}{sentence} "), name, "ground", word)


@pytest.mark.parametrize("place", ["title: ", "purpose: ", "discomfort: "])
def test_the_front_matter_is_read_too(practices_folder, place):
    assert_found(plant(practices_folder, "jording.nb.md", place, f"{place}Slapp av. "), "jording.nb.md", "", "Slapp av")


@pytest.mark.parametrize("place", ["## Det som bærer", "> Noe under deg", "- Kjenn etter under føttene"])
def test_titles_softer_texts_and_options_are_read_too(practices_folder, place):
    faults = plant(practices_folder, "jording.nb.md", place, f"{place} og lukk øynene")
    assert_found(faults, "jording.nb.md", "ground", "lukk øynene")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nb", "Om du vil, la armene hvile. Rundt deg er det ro. Kanskje kjenner du noe. Press er ikke farlig."),
        ("nb", "Ser du noe? Setet bærer. Legen din vet det. Du trenger ikke det. Snu seg er lov. Hvor mange er det?"),
        ("nb", "Hendene kan få ligge. Så langt det er godt, og ikke lenger. Med åpne øyne er det fint."),
        ("en", "If you like, press your feet down. Rest may come. Around you there is quiet. Turning is allowed."),
        (
            "en",
            "You don't have to. It does not need to mean anything. Your health is yours. Touch is not for everyone.",
        ),
        ("en", "Either is fine. Perhaps notice the floor. Looking is enough. The curtain moves."),
    ],
)
def test_invitations_are_left_in_peace(language, sentence):
    assert list(wording_rules.find_unwelcome_words(sentence, language)) == []
    assert list(wording_rules.find_bare_commands(sentence, language)) == []


def test_heavy_reading_names_the_heaviest_step(practices_folder):
    heavy = "Oppmerksomhetstrening forutsetter sammenhengende tilstedeværelse " * 40
    faults = plant(practices_folder, "jording.nb.md", "Som regel finnes det", f"{heavy}. Som regel finnes det")
    assert_found(faults, "jording.nb.md", "sound", "Oppmerksomhetstrening")


def test_lix_is_björnssons():
    assert wording_rules.compute_lix("Jeg ser et tre. Det er grønt.") == pytest.approx(7 / 2)
    assert wording_rules.compute_lix("Fjellheimen ligger stille.") == pytest.approx(3 + 100 * 1 / 3)
    assert wording_rules.compute_lix("") == 0
