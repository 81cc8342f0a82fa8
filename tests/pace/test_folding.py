"""What was shown and what was believed can be worked out again, to the byte, from what is stored."""

import os
import subprocess
import sys
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from fotfeste.pace import asking, engine, folding
from fotfeste.pace.folding import Found, refold
from fotfeste.pace.keeper import collect, forget
from fotfeste.pace.models import Believed, Dose
from fotfeste.pace.queries import doses_until, history_of
from tests.cast import NOW, Cast
from tests.pace.again import Stored
from tests.pace.offering import choose, limit, offered, tell

LATER = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def offers_mode(cast: Cast) -> None:
    cast.institute.pace_mode = "offers"
    cast.institute.save()


@pytest.fixture
def lived(cast: Cast) -> Cast:
    """A mild time, limits set, another mild time, and then the offers that are proved."""
    tell(cast, choose(cast, offered(cast)), activation=2, safety=6, settled=True)
    limit(cast, tier="steady", max_level={"yoga": 2})
    dose = choose(cast, offered(cast, minutes=60), now=NOW + timedelta(minutes=61))
    tell(cast, dose, activation=0, safety=7, settled=True)
    offered(cast, minutes=600, activation=2)
    return cast


def found(**more: Any) -> dict[str, int]:
    return {kind.value: many for kind, many in refold(now=LATER, **more).items()}


def test_recorded_offers_come_again_to_the_byte_in_another_process(lived: Cast) -> None:
    dose = Dose.objects.latest("at")  # read from the database: nothing of the first answer is in hand
    asked = dose.session.asked
    assert asked and dose.engine == asking.ENGINE and len(asked.offers) > 1
    before = [each for each in doses_until(lived.ana, dose.at) if each.pk != dose.pk]
    stored = Stored(asked=asked, history=history_of(before, dose.at), state=dose.session.state)
    again = subprocess.run(
        [sys.executable, "-m", "tests.pace.again"],
        input=msgspec.json.encode(stored), capture_output=True, check=True,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )  # fmt: skip
    assert again.stdout == msgspec.json.encode(asked.offers)
    assert [asking.why(offer, "nb") for offer in msgspec.json.decode(again.stdout)]


def test_a_belief_is_kept_with_each_new_offer_and_equals_its_history(lived: Cast) -> None:
    assert Believed.objects.get().engine == asking.ENGINE
    assert Believed.objects.get().held.belief["sessions"][0]["after"]["activation"] == 2
    assert found() == {"equal": 1}


def test_what_is_told_later_changes_nothing_that_was_believed_then(lived: Cast) -> None:
    dose = Dose.objects.earliest("at")
    tell(lived, dose, activation=0, settled=True, now=NOW + timedelta(minutes=700))
    assert found() == {"equal": 1}


def test_a_report_that_was_changed_is_seen(lived: Cast) -> None:
    dose = Dose.objects.earliest("at")
    (told,) = dose.session.outcomes
    dose.session = msgspec.structs.replace(dose.session, outcomes=(msgspec.structs.replace(told, activation=0),))
    dose.save()
    assert found() == {"differing": 1}
    assert found(write=True) == {"differing": 1}  # a person looks first
    assert found() == {"differing": 1}


def test_another_arithmetic_under_the_same_version_is_seen(lived: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "ORDINARY", engine.State(activation=2, safety=6))
    assert found() == {"differing": 1}


def test_an_earlier_versions_belief_is_stale_until_it_is_replaced(lived: Cast) -> None:
    Believed.objects.update(engine="engine 0")
    assert found() == {"stale": 1}
    assert Believed.objects.get().engine == "engine 0"
    assert found(write=True) == {"stale": 1}
    assert found() == {"equal": 1}


def test_a_client_from_before_beliefs_were_kept(lived: Cast) -> None:
    Believed.objects.all().delete()
    assert found(write=True) == {"stale": 1}
    assert found() == {"equal": 1}


def test_what_the_engine_cannot_read_stops_nobody_else(lived: Cast) -> None:
    held = Believed.objects.get()
    held.held = msgspec.structs.replace(held.held, limits={"unknown": 1})
    held.save()
    Dose.objects.create(client=lived.noor, at=NOW, session=Dose.objects.earliest("at").session, engine="engine 0")
    assert found(write=True) == {"refused": 1, "stale": 1}


def test_it_is_sealed_in_her_copy_and_goes_with_her(lived: Cast) -> None:
    (raw,) = Believed.objects.extra(select={"raw": "held"}).values_list("raw", flat=True)
    assert b"sessions" not in bytes(raw)
    assert collect(lived.ana)["believed"][0]["history"] == Believed.objects.get().held.history
    forget(lived.ana, keep_record=True)
    assert not Believed.objects.exists()


def test_the_row_opens_after_it_was_replaced(lived: Cast) -> None:
    offered(lived, minutes=1200, activation=0)
    assert Believed.objects.count() == 1 and Believed.objects.get().at == NOW + timedelta(minutes=1200)
    assert Found.EQUAL in folding.refold(now=LATER)
