"""What `explain` says: plain and warm in both languages, no commands, no praise, no numbers, nothing untranslated."""

import re
from itertools import product

import pytest
from hypothesis import given
from msgspec.structs import replace

from fotfeste.pace.engine import (
    GROUNDING,
    Item,
    Limits,
    Offer,
    PaceInputError,
    Reason,
    Session,
    State,
    explain,
    observe,
    propose,
)
from fotfeste.pace.engine.reason_phrases import EXTRA_SENTENCES, WHAT_PHRASES, WHY_PHRASES

from .engine_cases import CALM, Case, cases, limits, menus, mostly_mild_states, settled_history, some_examples

FORBIDDEN = {
    "nb": "må skal bør flink riktig prøv fokuser vi pasient helbrede risiko overveldet",
    "en": "must should just simply well great try relax patient healing risk overwhelm",
}
SHORT = {"short": 3.0}


def offer_with(*codes: str) -> Offer:
    return Offer("x", "yoga", 1, 3, reasons=[Reason(code, SHORT.get(code)) for code in codes])


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_reason_has_words_that_keep_the_voice(language: str) -> None:
    every = [
        offer_with(why, what, *also)
        for why, what in product(WHY_PHRASES, WHAT_PHRASES)
        for also in ([], *([a] for a in EXTRA_SENTENCES))
    ]
    for offer in every:
        sentences = explain(offer, language)
        assert sentences[0].startswith(("Fordi ", "Because "))
        for sentence in sentences:
            assert sentence.endswith(".")
            assert sentence[0].isupper()
            assert not set(re.findall(r"\w+", sentence.lower())) & set(FORBIDDEN[language].split()), sentence
            assert not re.search(r"[!\d]", sentence)
            assert len(sentence.split()) <= 21


def test_the_tables_say_the_same_things_in_both_languages() -> None:
    for table in (WHY_PHRASES, WHAT_PHRASES, EXTRA_SENTENCES):
        for words in table.values():
            assert set(words) == {"nb", "en"}
            assert words["nb"] != words["en"]


@some_examples
@given(cases(), mostly_mild_states, limits, menus)
def test_every_offer_can_be_explained(case: Case, state: State, terms: Limits, menu: list[Item]) -> None:
    history, _, now = case
    for offer in propose(observe(history, terms), state, menu, terms, now):
        for language in ("nb", "en"):
            sentences = explain(offer, language)
            assert 1 <= len(sentences) <= 3
            assert all(sentences)
            assert explain(Offer.from_dict(offer.to_dict()), language) == sentences


def explain_item(state: State, history: list[Session], now: float, item: Item) -> list[str]:
    terms = Limits("robust", with_therapist=True)
    longer = Item("longer", "yoga", 1, 10)
    offers = propose(observe(history, terms), state, [item, longer], terms, now)
    return explain(next(offer for offer in offers if offer.id == item.id), "nb")


def test_the_words_follow_the_day_and_the_last_time() -> None:
    short = Item("hands", "orienting", 1, 2, "settles")
    lifting = replace(short, direction="lifts")
    history = settled_history(12, Limits("robust"))
    now = history[-1].t_days + 1
    assert explain_item(State(1.5, 7), history, now, short) == [
        "Fordi det er litt uro nå, og denne er kort.",
        "Den leder mot ro.",
    ]
    assert explain_item(State(-1.5, 7), history, now, lifting)[1] == "Den leder mot litt mer liv i kroppen."
    assert explain_item(State(-1.5, 7), history, now, short) == ["Fordi det kjennes litt tungt nå, og denne er kort."]
    assert explain_item(CALM, history, now, short)[0].startswith("Fordi det er ganske rolig nå")
    assert explain_item(CALM, [], 0, short)[0].startswith("Fordi dette er ganske nytt")
    assert explain_item(CALM, history, now + 90, short)[0].startswith("Fordi det er en stund siden sist")
    hard = [*history[:-1], replace(history[-1], after=replace(history[-1].after, activation=4))]
    assert explain_item(CALM, hard, now, short)[0].startswith("Fordi forrige gang ble det mye")
    silent = [*history[:-1], Session(history[-1].t_days, CALM, (), history[-1].chosen, 5)]
    assert explain_item(CALM, silent, now, short)[0].startswith("Fordi det er uvisst hvordan det var sist")


def test_grounding_is_explained_and_unknown_words_are_refused() -> None:
    assert explain(GROUNDING, "nb") == ["Jording er her uansett hvordan dagen er."]
    assert explain(GROUNDING, "en") == ["Grounding is here whatever the day is like."]
    with pytest.raises(PaceInputError):
        explain(GROUNDING, "sv")
    with pytest.raises(PaceInputError):
        explain(offer_with("because I say so"), "nb")
    with pytest.raises(PaceInputError):
        explain(None, "nb")  # type: ignore[arg-type]
