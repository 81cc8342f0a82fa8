"""The check-in's flow by itself: no database, no form, no clock."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from fotfeste.body.check_in.flow import (
    STALE_AFTER,
    STEPS,
    Effect,
    Kept,
    KeptStep,
    Press,
    Reading,
    StepAnswer,
    answer_step,
    ends_check_in,
    finish,
    is_stale,
)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ROW = "0b1d6b3a-8a3e-4b9e-9d0a-3f6f4b7f2f11"
ANSWER = StepAnswer("body", Press.ON, {"words": ["heavy"], "row": ["another"]}, ROW, is_readable=True)


def answer(step: str, press: str, *, is_readable: bool = True, **fields: list[str]) -> StepAnswer:
    return StepAnswer(step, press, fields, ROW, is_readable)


def keep_steps(*steps: str, at: datetime = NOW) -> dict[str, KeptStep]:
    return {step: KeptStep({"row": [ROW]}, at) for step in steps}


@pytest.mark.parametrize(
    ("step", "press", "next_step"),
    [
        ("body", Press.ON, "safety"),
        ("safety", Press.ON, "feelings"),
        ("body", Press.SKIP, "safety"),
        ("body", Press.BACK, "body"),
        ("safety", Press.BACK, "body"),
        ("feelings", Press.BACK, "safety"),
        ("safety", Press.STAY, "safety"),
        ("feelings", Press.STAY, "feelings"),
        ("body", "", "safety"),
        ("body", "no button of ours", "safety"),
    ],
)
def test_a_press_keeps_the_step_and_leads_to_another(step: str, press: str, next_step: str) -> None:
    follows = answer_step({}, answer(step, press, words=["heavy"]), NOW)
    assert (follows.effect, follows.step) == (Effect.KEEP, next_step)
    assert follows.kept[step].fields["words"] == ["heavy"] and follows.kept[step].saved_at == NOW


@pytest.mark.parametrize("press", [Press.ON, Press.SAVE, Press.SKIP, "", "calm"])
def test_the_last_step_ends_it_however_it_is_left(press: str) -> None:
    follows = answer_step(keep_steps("body"), answer("feelings", press), NOW)
    assert (follows.effect, follows.step) == (Effect.READ, None) and set(follows.kept) == {"body", "feelings"}
    assert ends_check_in("feelings", press) and not ends_check_in("body", press)


def test_what_is_stored_is_what_was_typed_under_the_id_given() -> None:
    typed = {**ANSWER.fields, "csrfmiddlewaretoken": ["x"], "go": ["on"], "whose": ["x"]}
    follows = answer_step({}, replace(ANSWER, fields=typed), NOW)
    assert follows.kept["body"].fields == {"words": ["heavy"], "row": [ROW]}


def test_skipping_the_last_step_keeps_its_words_and_says_nothing_of_them() -> None:
    follows = answer_step(keep_steps("body"), answer("feelings", Press.SKIP, thought=["et tak"]), NOW)
    last = follows.kept["feelings"]
    assert follows.effect is Effect.READ and last.is_skipped and last.fields["thought"] == ["et tak"]


def test_answering_a_skipped_step_takes_the_skipping_back() -> None:
    skipped = answer_step({}, answer("body", Press.SKIP), NOW).kept
    assert not answer_step(skipped, answer("body", Press.ON), NOW).kept["body"].is_skipped


@pytest.mark.parametrize("press", [Press.ON, Press.STAY, Press.SAVE, ""])
@pytest.mark.parametrize("step", STEPS)
def test_a_step_with_a_fault_is_asked_again_and_changes_nothing(step: str, press: str) -> None:
    before = keep_steps("body")
    follows = answer_step(before, answer(step, press, is_readable=False), NOW)
    assert (follows.effect, follows.step, follows.kept) == (Effect.ASK_AGAIN, step, before)


@pytest.mark.parametrize("press", [Press.SKIP, Press.BACK])
def test_a_fault_holds_nobody_who_skips_or_goes_back(press: str) -> None:
    assert answer_step({}, answer("safety", press, is_readable=False), NOW).effect is Effect.KEEP


@pytest.mark.parametrize("step", STEPS)
def test_beginning_afresh_lets_everything_go_even_with_a_fault(step: str) -> None:
    follows = answer_step(keep_steps(*STEPS), answer(step, Press.FRESH, is_readable=False), NOW)
    assert (follows.effect, follows.step, follows.kept) == (Effect.BEGIN_AFRESH, "body", {})


def test_two_tabs_the_older_one_sent_last_stands_and_the_other_steps_stay() -> None:
    """The older page knew nothing of the safety step that the newer one has kept meanwhile."""
    newer = answer_step(keep_steps("body"), answer("safety", Press.ON, head_safe=["7"]), NOW).kept
    older = answer_step(newer, answer("body", Press.ON, words=["cold"]), NOW + timedelta(seconds=1))
    assert older.kept["safety"].fields["head_safe"] == ["7"] and older.kept["body"].fields["words"] == ["cold"]
    assert older.step == "safety"


def test_what_was_kept_is_followed_by_another_and_never_changed() -> None:
    before = keep_steps("body")
    answer_step(before, answer("safety", Press.ON), NOW)
    answer_step(before, answer("body", Press.FRESH), NOW)
    assert before == keep_steps("body")


WHOLE: Kept = keep_steps(*STEPS)


def test_a_whole_check_in_is_saved() -> None:
    follows = finish(WHOLE, Reading("answers"))
    assert (follows.effect, follows.step, follows.may_amend) == (Effect.SAVE, None, False)


def test_one_that_says_nothing_is_let_go() -> None:
    assert finish(WHOLE, Reading()).effect is Effect.BEGIN_AFRESH


def test_a_kept_step_that_cannot_be_read_leads_back_to_it_with_the_last_one_kept() -> None:
    follows = finish(WHOLE, Reading(faulty_step="body"))
    assert (follows.effect, follows.step, follows.kept) == (Effect.KEEP, "body", WHOLE)


def test_sent_twice_only_the_last_step_is_there_and_may_belong_to_what_was_sent() -> None:
    again = answer_step({}, answer("feelings", Press.SAVE), NOW)
    assert finish(again.kept, Reading("answers")).may_amend


@pytest.mark.parametrize(
    ("ages", "stale"),
    [
        ([], False),
        ([STALE_AFTER], False),
        ([STALE_AFTER + timedelta(seconds=1)], True),
        ([STALE_AFTER * 2, timedelta(0)], False),
        ([STALE_AFTER * 2, -timedelta(hours=1)], False),
    ],
)
def test_stale_when_all_of_it_is_of_another_time(ages: list[timedelta], stale: bool) -> None:
    steps = {STEPS[i]: KeptStep({}, NOW - age) for i, age in enumerate(ages)}
    assert is_stale(steps, NOW) is stale
