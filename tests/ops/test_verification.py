"""Once a day the house verifies itself: what was named stays said, whatever is done to the row afterwards."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fotfeste.ops.checks.database import audit_log_findings
from fotfeste.ops.chores import CHORES
from fotfeste.ops.verification import faults_file
from fotfeste.people.models import Bond
from fotfeste.people.services import end_bond
from fotfeste.privacy.audit import begin_audit_log, verify_everything
from tests.cast import NOW, Cast


@pytest.fixture
def house(cast: Cast, tmp_path: Path, settings: Any) -> Cast:
    settings.FOTFESTE_HOME = tmp_path
    begin_audit_log()
    return cast


def verify_on_day(day: int) -> None:
    CHORES["verification"](NOW + timedelta(days=day))


def test_what_a_later_act_seals_over_was_named_and_stays_said(house: Cast) -> None:
    bond = Bond.objects.create(client=house.noor, therapist=house.mika, since=NOW)  # past the house's own services
    verify_on_day(0)
    end_bond(client=house.noor, therapist=house.mika, actor=house.mika, now=NOW)
    assert verify_everything()[1].faults == [], "an act seals its row as it then lies there"
    verify_on_day(1)
    (line,) = faults_file().read_text().splitlines()
    assert line.startswith(f"{NOW:%Y-%m-%d} ") and bond.pk.hex in line
    (finding,) = audit_log_findings()
    assert f"{NOW:%Y-%m-%d}" in finding and str(faults_file()) in finding


def test_what_goes_on_being_wrong_is_one_line_for_its_owner_alone(house: Cast) -> None:
    Bond.objects.create(client=house.noor, therapist=house.mika, since=NOW)
    verify_on_day(0)
    verify_on_day(1)
    assert len(faults_file().read_text().splitlines()) == 1
    assert faults_file().stat().st_mode & 0o777 == 0o600


def test_where_all_holds_there_is_no_file_and_nothing_to_say(house: Cast) -> None:
    verify_on_day(0)
    assert not faults_file().exists() and list(audit_log_findings()) == []
