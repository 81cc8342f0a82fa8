"""What was shown and what was believed can be worked out again, to the byte, from what is stored."""

import os
import subprocess
import sys
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from fotfeste.pace import belief_replay, engine, engine_adapter
from fotfeste.pace.belief_replay import ReplayResult, replay_beliefs
from fotfeste.pace.keeper import collect, forget
from fotfeste.pace.models import Believed, Dose
from fotfeste.pace.queries import build_history, doses_until
from tests.cast import NOW, Cast
from tests.pace.offer_scenario import choose_offer, offers_for_ana, report_outcome, set_ana_limits
from tests.pace.recompute_offers import StoredQuestion

LATER = NOW + timedelta(days=1)


pytestmark = pytest.mark.usefixtures("offers_mode")


@pytest.fixture
def cast_with_history(cast: Cast) -> Cast:
    """A mild time, limits set, another mild time, and then the offers that are proved."""
    report_outcome(cast, choose_offer(cast, offers_for_ana(cast)), activation=2, safety=6, settled=True)
    set_ana_limits(cast, tier="steady", max_level={"yoga": 2})
    dose = choose_offer(cast, offers_for_ana(cast, minutes=60), now=NOW + timedelta(minutes=61))
    report_outcome(cast, dose, activation=0, safety=7, settled=True)
    offers_for_ana(cast, minutes=600, activation=2)
    return cast


def replay_counts(**more: Any) -> dict[str, int]:
    return {kind.value: many for kind, many in replay_beliefs(now=LATER, **more).items()}


def test_recorded_offers_come_again_to_the_byte_in_another_process(cast_with_history: Cast) -> None:
    dose = Dose.objects.latest("at")  # read from the database: nothing of the first answer is in hand
    asked = dose.session.asked
    assert asked and dose.engine == engine_adapter.ENGINE_VERSION and len(asked.offers) > 1
    before = [each for each in doses_until(cast_with_history.ana, dose.at) if each.pk != dose.pk]
    stored = StoredQuestion(asked=asked, history=build_history(before, dose.at), state=dose.session.state)
    again = subprocess.run(
        [sys.executable, "-m", "tests.pace.recompute_offers"],
        input=msgspec.json.encode(stored),
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )
    assert again.stdout == msgspec.json.encode(asked.offers)
    assert [engine_adapter.explain_offer(offer, "nb") for offer in asked.offers]


def test_a_belief_is_kept_with_each_new_offer_and_equals_its_history(cast_with_history: Cast) -> None:
    assert Believed.objects.get().engine == engine_adapter.ENGINE_VERSION
    belief = engine.Belief.from_dict(Believed.objects.get().held.belief)
    assert belief.sessions[0].after.activation == 2
    assert replay_counts() == {"equal": 1}


def test_what_is_told_later_changes_nothing_that_was_believed_then(cast_with_history: Cast) -> None:
    dose = Dose.objects.earliest("at")
    report_outcome(cast_with_history, dose, activation=0, settled=True, now=NOW + timedelta(minutes=700))
    assert replay_counts() == {"equal": 1}


def test_a_report_that_was_changed_is_seen(cast_with_history: Cast) -> None:
    dose = Dose.objects.earliest("at")
    (told,) = dose.session.outcomes
    dose.session = msgspec.structs.replace(dose.session, outcomes=(msgspec.structs.replace(told, activation=0),))
    dose.save()
    assert replay_counts() == {"differing": 1}
    assert replay_counts(write=True) == {"differing": 1}  # a person looks first
    assert replay_counts() == {"differing": 1}


def test_another_arithmetic_under_the_same_version_is_seen(
    cast_with_history: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_adapter, "REFERENCE_STATE", engine.State(activation=2, safety=6))
    assert replay_counts() == {"differing": 1}


def test_an_earlier_versions_belief_is_stale_until_it_is_replaced(cast_with_history: Cast) -> None:
    Believed.objects.update(engine="engine 0")
    assert replay_counts() == {"stale": 1}
    assert Believed.objects.get().engine == "engine 0"
    assert replay_counts(write=True) == {"stale": 1}
    assert replay_counts() == {"equal": 1}


def test_a_client_from_before_beliefs_were_kept(cast_with_history: Cast) -> None:
    Believed.objects.all().delete()
    assert replay_counts(write=True) == {"stale": 1}
    assert replay_counts() == {"equal": 1}


def test_what_the_engine_cannot_read_stops_nobody_else(cast_with_history: Cast) -> None:
    held = Believed.objects.get()
    held.held = msgspec.structs.replace(held.held, limits={**held.held.limits, "tier": "unknown"})
    held.save()
    Dose.objects.create(
        client=cast_with_history.noor, at=NOW, session=Dose.objects.earliest("at").session, engine="engine 0"
    )
    assert replay_counts(write=True) == {"refused": 1, "stale": 1}


def test_it_is_sealed_in_her_copy_and_goes_with_her(cast_with_history: Cast) -> None:
    (raw,) = Believed.objects.extra(select={"raw": "held"}).values_list("raw", flat=True)
    assert b"sessions" not in bytes(raw)
    assert collect(cast_with_history.ana)["believed"][0]["history"] == Believed.objects.get().held.history
    forget(cast_with_history.ana, keep_record=True)
    assert not Believed.objects.exists()


def test_the_row_opens_after_it_was_replaced(cast_with_history: Cast) -> None:
    offers_for_ana(cast_with_history, minutes=1200, activation=0)
    assert Believed.objects.count() == 1 and Believed.objects.get().at == NOW + timedelta(minutes=1200)
    assert ReplayResult.EQUAL in belief_replay.replay_beliefs(now=LATER)
