"""What a constellation that was held tells the pacing, and when it tells nothing."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from fotfeste.constellations.board import commands as do
from fotfeste.constellations.follow_up.services import save_check_back
from fotfeste.constellations.models import CheckBackAnswers
from fotfeste.constellations.pace_doses import demand_level
from fotfeste.pace import day_after
from fotfeste.pace.limit_terms import LimitTerms
from fotfeste.pace.models import Dose
from fotfeste.pace.services import set_limits
from tests.cast import Cast
from tests.constellations.page_setup import set_up_begun, set_up_closed, set_up_planned, withdraw_keep_consent


@pytest.mark.parametrize(
    ("mode", "method", "level"),
    [
        ("solo", "classic", 2),
        ("solo", "intention", 2),
        ("solo", "parts", 3),
        ("pair", "intention", 2),
        ("pair", "classic", 3),
        ("pair", "parts", 3),
        ("group", "intention", 4),
        ("group", "classic", 4),
        ("in_room", "parts", 4),
        ("hybrid", "classic", 4),
    ],
)
def test_how_much_each_asks(mode: str, method: str, level: int) -> None:
    assert demand_level(mode, method) == level


@pytest.mark.usefixtures("offers_mode")
@pytest.mark.parametrize("stopped", [False, True])
def test_a_closed_one_is_one_dose(cast: Cast, stopped: bool) -> None:
    around = set_up_closed(cast, stopped=stopped)
    dose = Dose.objects.get(client=cast.ana)
    chosen, (told,) = dose.session.chosen, dose.session.outcomes
    assert chosen and (chosen.family, chosen.level) == ("constellation", 3)
    assert dose.at == around.reload().closed_at
    assert 15 < chosen.minutes < 25 and told.done_minutes == chosen.minutes
    assert told.stopped_early is stopped and told.felt_worse is None


@pytest.mark.usefixtures("offers_mode")
def test_a_stop_that_was_gone_on_from_is_no_early_end(cast: Cast) -> None:
    around = set_up_begun(cast, timezone.now() - timedelta(hours=1))
    around.run_commands("Thea", do.Send("stop"), do.Resume(seen=10_000))  # type: ignore[arg-type]
    around.run_commands("Thea", *(do.SetPhase(each) for each in ("closing", "deroling", "aftercare", "closed")))  # type: ignore[arg-type]
    assert Dose.objects.get().session.outcomes[-1].stopped_early is False


@pytest.mark.usefixtures("offers_mode")
@pytest.mark.parametrize(
    ("answers", "worse"),
    [
        (CheckBackAnswers("heavier"), True),
        (CheckBackAnswers("easier"), False),
        (CheckBackAnswers("same"), False),
        (CheckBackAnswers("same", ("sleep",)), True),
        (CheckBackAnswers(effects=("sleep",)), True),
        (CheckBackAnswers("easier", ("tired",)), False),
        (CheckBackAnswers("other"), None),
        (CheckBackAnswers(words="verre"), None),
        (CheckBackAnswers(), None),
    ],
)
def test_how_it_has_been_since_is_told_to_the_same_dose(
    cast: Cast, answers: CheckBackAnswers, worse: bool | None
) -> None:
    one = set_up_closed(cast).reload()
    save_check_back(actor=cast.ana, constellation=one, row=uuid.uuid4(), answers=answers, now=timezone.now())
    assert Dose.objects.get().session.felt_worse is worse


@pytest.mark.usefixtures("offers_mode")
def test_called_off_before_the_start_is_no_dose(cast: Cast) -> None:
    set_up_planned(cast).run_commands("Thea", do.SetPhase("aftercare"), do.SetPhase("closed"))  # type: ignore[arg-type]
    assert not Dose.objects.exists()


def test_nothing_in_mode_limits(cast: Cast) -> None:
    one = set_up_closed(cast).reload()
    save_check_back(
        actor=cast.ana, constellation=one, row=uuid.uuid4(), answers=CheckBackAnswers("heavier"), now=timezone.now()
    )
    assert not Dose.objects.exists()


@pytest.mark.usefixtures("offers_mode")
def test_nothing_where_it_is_off_for_her(cast: Cast) -> None:
    set_limits(actor=cast.thea, client=cast.ana, terms=LimitTerms(pace_off=True), now=timezone.now())
    set_up_closed(cast)
    assert not Dose.objects.exists()


@pytest.mark.usefixtures("offers_mode")
def test_alone_and_without_the_yes_to_keeping_it_tells_nothing(cast: Cast) -> None:
    around = set_up_planned(cast, mode="solo")
    around.run_commands("Ana", do.Consent("take_part"), do.SetPhase("arriving"))  # type: ignore[arg-type]
    withdraw_keep_consent(cast)
    around.run_commands("Ana", *(do.SetPhase(each) for each in ("closing", "deroling", "aftercare", "closed")))  # type: ignore[arg-type]
    assert around.reload().closed_at and not Dose.objects.exists()


@pytest.mark.usefixtures("offers_mode")
def test_a_board_left_open_overnight_was_not_worked_with_all_night(cast: Cast) -> None:
    around = set_up_begun(cast, timezone.now() - timedelta(days=2))
    around.at = timezone.now()
    around.run_commands("Thea", *(do.SetPhase(each) for each in ("closing", "deroling", "aftercare", "closed")))  # type: ignore[arg-type]
    assert Dose.objects.get().session.outcomes[-1].done_minutes == 240


@pytest.mark.usefixtures("offers_mode")
def test_it_is_not_asked_about_as_a_practice_of_yesterday(cast: Cast) -> None:
    set_up_closed(cast, hours_ago=24)
    assert day_after.put_day_after_question(list(Dose.objects.all()), timezone.now()) is None
