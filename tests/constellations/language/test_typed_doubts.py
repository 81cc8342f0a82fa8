"""Names, doubts and questions: what is not clear is asked about, and whatever is typed is answered."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fotfeste.constellations.board import OutsideView
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import Answer, Phase, Presence, Signal
from fotfeste.constellations.board.view_types import OutsideSelf
from tests.constellations.language.view_builders import (
    make_family,
    make_figure,
    make_figure_off_board,
    make_seat,
    make_view,
    understand_english,
)

P = Phase


# ---- names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Min indre kritiker", "min INDRE kritiker", "indre kritiker", "min indre kritikr"])
def test_a_name_is_known_with_other_case_without_its_article_and_with_a_slip(name: str) -> None:
    assert understand_english(f"turn {name} around").commands == (do.Move("kr", heading=90),)


def test_short_names_allow_no_slip() -> None:
    assert not understand_english("turn Mar around").commands


def test_two_of_one_name_are_asked_about_and_can_be_told_apart() -> None:
    two = make_view({"a": make_figure("Bror", 200, 200), "b": make_figure("bror", 800, 800)})
    heard = understand_english("turn bror around", two)
    assert not heard.commands and not heard.is_clear
    assert "Bror 1" in heard.say and "bror 2" in heard.say
    assert understand_english("turn bror 2 around", two).commands == (do.Move("b", heading=180),)


def test_a_label_that_is_called_me_is_not_taken_for_oneself() -> None:
    both = make_view({"mo": make_figure("Mor", 200, 200), "x": make_figure("Me", 800, 800)}, me={"figure": "mo"})
    heard = understand_english("turn me around", both)
    assert not heard.commands and "my figure" in heard.say and "figure Me" in heard.say
    assert understand_english("turn my figure around", both).commands == (do.Move("mo", heading=180),)
    assert understand_english("turn figure Me around", both).commands == (do.Move("x", heading=180),)


def test_a_figure_without_a_name_can_be_named_by_its_number() -> None:
    blind = make_view({"a": make_figure("", 200, 200), "b": make_figure("", 800, 800), "c": make_figure("?", 500, 500)})
    assert understand_english("turn figure 2 around", blind).commands == (do.Move("b", heading=180),)
    assert understand_english("snu figur 3 rundt", blind).commands == (do.Move("c", heading=180),)


def test_a_stop_is_a_stop_whatever_a_figure_is_called() -> None:
    odd = make_view(
        {"a": make_figure("Stopp", 200, 200), "b": make_figure("Stop", 800, 800), "c": make_figure_off_board("Pause")}
    )
    for said in ("stop", "stopp", "Stopp.", "STOP!"):
        assert understand_english(said, odd).commands == (do.Send(Signal.STOP),)
    assert understand_english("turn Stopp around", odd).commands == (do.Move("a", heading=180),)


def test_a_label_that_is_a_word_of_the_line() -> None:
    odd = make_view({"a": make_figure("Venstre", 200, 200), "b": make_figure("To steg", 800, 800)})
    assert understand_english("snu Venstre rundt", odd).commands == (do.Move("a", heading=180),)
    assert understand_english("flytt To steg to steg opp", odd).commands == (do.Move("b", 800, 640),)


# ---- not clear -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "add Mormor",
        "legg til",
        "place Mor",
        "plasser Onkel i midten",
        "turn Mor",
        "three steps",
        "Mor tre steg",
        "remove Mor",
        "fjern Mor",
        "leave",
        "dance",
        "",
        "?",
        "place Mor two steps left of Onkel",
        "offer Iben",
        "add resource Sten and place it in the middle",
        "Mor merker",
        "reveal Min indre kritikr",
        "zone",
        "line from Mor",
        "activation 99",
        "put away 3",
        "I say it",
        "place Stein two steps ahead",
        "place Mor next to Stein",
    ],
)
def test_what_is_not_clear_is_asked_about(said: str) -> None:
    heard = understand_english(said)
    assert heard.commands == ()
    assert not heard.is_clear
    assert heard.say


def test_what_cannot_be_undone_wants_the_whole_name() -> None:
    assert understand_english("remove indre kritiker from the constellation").commands == (do.TakeAway("kr"),)
    heard = understand_english("remove min indre kritikr from the constellation")
    assert not heard.commands and "Min indre kritiker" in heard.say


def test_next_is_counted_from_the_phase_that_was_shown() -> None:
    assert understand_english("next", phase_seen="moving").commands
    heard = understand_english("next", phase_seen="sensing")
    assert not heard.commands and not heard.is_clear


def test_after_a_stop_next_is_not_taken_for_going_on() -> None:
    stopped = make_view(phase="grounding", before="moving")
    assert not understand_english("next", stopped).commands
    assert understand_english("go on", stopped).commands == (do.Resume(40),)
    assert understand_english("to closing", stopped).commands == (do.SetPhase(P.CLOSING, 40),)


def test_the_client_says_yes_or_not_yet_after_her_stop() -> None:
    stopped = make_view(phase="grounding", me={"role": "client", "may": ["agree", "send"]})
    assert understand_english("ja", stopped).commands == (do.Agree(True),)
    assert understand_english("not yet", stopped).commands == (do.Agree(False),)
    assert understand_english("go on", stopped).commands == (do.Agree(True),)
    assert understand_english("til sansing", make_view(me={"role": "client", "may": ["proposephase"]})).commands == (
        do.ProposePhase(P.SENSING),
    )


def test_out_of_a_role() -> None:
    one = make_view(phase="deroling", me={"figure": "mo", "owes": ["mo"], "may": ["letgo"]})
    for said in (
        "I step out of my role",
        "jeg trer ut av rollen",
        "tre ut",
        "step out",
        "jeg trer ut av rollen som Mor",
    ):
        assert understand_english(said, one).commands == (do.LetGo("mo"),), said
    assert understand_english("step out", make_view(me={"owes": ["mo"]})).commands == (do.StepOut(),)
    two = make_view(phase="deroling", me={"owes": ["mo", "gone"], "may": ["letgo"]})
    assert understand_english("step out of the role of Mor", two).commands == (do.LetGo("mo"),)
    assert not understand_english("step out of the role of Far", two).commands


def test_sentences_are_said_changed_or_left() -> None:
    offered = [{"id": f"q{n}", "to": "s0", "mine": True, "words": "…", "answer": "offered"} for n in (1, 2)]
    one, two = make_view(sentences=offered[:1]), make_view(sentences=offered)
    assert understand_english("jeg sier det", one).commands == (do.Reply("q1", Answer.SPOKEN),)
    assert understand_english("nei takk", one).commands == (do.Reply("q1", Answer.DECLINED),)
    assert understand_english("jeg sier heller: jeg er her", one).commands == (
        do.Reply("q1", Answer.CHANGED, "jeg er her"),
    )
    assert not understand_english("I say it", two).commands
    assert understand_english("I say it 2", two).commands == (do.Reply("q2", Answer.SPOKEN),)


# ---- questions -------------------------------------------------------------------------------------------------------


def test_questions_are_answered_and_change_nothing() -> None:
    for said in ("where is Far?", "hvor er Far?", "hvor står Far"):
        assert understand_english(said).say.startswith("Far stands at the top")
    for said in ("what does Mor see?", "hva ser Mor?", "hva kan Mor se nå?"):
        assert "Min indre kritiker" in understand_english(said).say
    assert "Iben" in understand_english("hvem er her?").say
    assert "“" in understand_english("hjelp").say
    assert "Jeg" in understand_english("describe").say


def test_one_looks_through_ones_own_eyes_only_where_that_is_the_rule() -> None:
    own = make_view(me={"figure": "mo", "inside": "own"})
    assert understand_english("what do I see?", own).is_clear
    heard = understand_english("what does Far see?", own)
    assert not heard.is_clear and "Mor" not in heard.say
    assert not understand_english("what do I see?", make_view(me={"inside": ""})).is_clear


# ---- whatever is typed -----------------------------------------------------------------------------------------------

BITS = """place put move turn take add remove plasser flytt snu legg til fjern Mor Far Jeg Stein Iben Jon two to steg
    steps left of venstre for høyre bak foran facing vendt mot bort , : . offer tilby merker notices stands står sees
    what hva where hvor next neste stop ja nei line strek fra zone sone 3 -7 9999999999999999 ½ 1,5 ' " « » figure 2"""
LINES = st.lists(st.sampled_from(BITS.split()), max_size=9).map(" ".join)


@settings(max_examples=400)
@given(st.one_of(st.text(max_size=60), LINES), st.booleans())
def test_whatever_is_typed_is_answered_and_names_nothing_that_is_not_shown(said: str, blind: bool) -> None:
    figures = {key: each | {"label": ""} for key, each in make_family().items()} if blind else make_family()
    at = make_view(figures, me={"figure": "mo"})
    heard = understand_english(said, at)
    assert heard.commands or heard.say
    known = {*figures, *(seat.id for seat in at.seats), ""}
    for command in heard.commands:
        for name in ("figure", "seat", "to", "start", "end", "mark", "sentence", "perception"):
            if isinstance(named := getattr(command, name, ""), str) and not isinstance(named, Phase):
                assert named in known, (said, command)


@pytest.mark.parametrize("said", ["stop", "next", "Mor", "leave the constellation", "x" * 5000, "\x00\ud83d", "İ ǅ ﬃ"])
def test_outside_nothing_is_done(said: str) -> None:
    lobby = OutsideView(0, "", OutsideSelf("s2", "representative", Presence.LOBBY, "Jon"))
    assert understand_english(said, lobby).commands == ()
    assert make_seat("s2", "Jon")["name"] == "Jon"
