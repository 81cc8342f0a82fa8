"""Forgetting: her words for good, the record too unless the law keeps it; a restored backup forgets again."""

import json
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core.cache import cache
from django.db import connection, models, transaction
from django.http import Http404
from django.test import Client

from fotfeste.body.models import Moment
from fotfeste.care.models import Note
from fotfeste.kit.errors import KeyGone
from fotfeste.kit.keeper import keepers
from fotfeste.kit.keyring import keyring
from fotfeste.kit.models import DataKey
from fotfeste.people.models import Person, Role
from fotfeste.people.services import end_bond, grant_role, invite
from fotfeste.privacy.access import Act, clients_of
from fotfeste.privacy.forgetting import (
    WorksHere,
    count_unreadable_tombstones,
    forget_client,
    read_tombstones,
    replay_tombstones,
)
from fotfeste.privacy.models import TrailEntry, TrailHead
from fotfeste.privacy.trail import record, verify
from tests.cast import NOW, PASSWORD, Cast
from tests.history import make_year_of_use
from tests.people.keys import give_code_app

STAYS = {"TrailEntry", "TrailHead", "DataKey", "Person"}
RECORD = {"Note", "Addition", "ClientLimits", "Bond", "RoleGrant"}


@pytest.fixture(autouse=True)
def own_tombstones(tmp_path: Path, settings: Any) -> Path:
    cache.clear()
    settings.FOTFESTE_TOMBSTONES = tmp_path / "stones" / "tombstones.jsonl"
    return Path(settings.FOTFESTE_TOMBSTONES)


@pytest.fixture
def cast_with_history(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr("tests.history.DAYS", 24)  # some days of it hold a row of every table
    monkeypatch.setattr("tests.history.NOTES", 12)
    make_year_of_use(cast, until=NOW)
    give_code_app(cast.ana)
    EmailAddress.objects.create(user=cast.ana, email=cast.ana.email, verified=True)
    SocialAccount.objects.create(user=cast.ana, provider="https://id.example.no", uid="subject-1")
    invitation, _ = invite(actor=cast.thea, role=Role.CLIENT, name="Ana", now=NOW)
    type(invitation).objects.filter(pk=invitation.pk).update(accepted_by=cast.ana, accepted_at=NOW)
    return cast


def health_care(cast: Cast) -> None:
    cast.thea.practice.basis = "helsehjelp"
    cast.thea.practice.save()


def forget(cast: Cast) -> Person:
    with keyring():
        forget_client(actor=cast.ana, client=cast.ana, now=NOW)
    return Person.objects.get(pk=cast.ana.pk)


def left_of(person: Person) -> set[str]:
    """The tables that still hold a row of hers, by every link that is hers and not merely a mention."""
    left = set()
    kept: set[type[Any]] = {model for keeper in keepers() for model in keeper.models}
    for model in kept:
        for name in ("client", "person", "user", "owner"):
            own = any(field.name == name for field in model._meta.get_fields() if isinstance(field, models.Field))
            if own and model._default_manager.filter(**{name: person.pk}).exists():
                left.add(model.__name__)
    return left


def test_nothing_of_hers_is_left(cast_with_history: Cast) -> None:
    assert len(left_of(cast_with_history.ana)) > 12, "there was something to forget"
    assert left_of(forget(cast_with_history)) <= STAYS


def test_the_person_is_an_empty_shell_that_cannot_sign_in(cast_with_history: Cast, client: Client) -> None:
    gone = forget(cast_with_history)
    assert gone.name == "" and gone.email.endswith("@forgotten.invalid") and not gone.is_active
    assert not gone.check_password(PASSWORD) and not gone.has_usable_password()
    client.post("/account/login/", {"login": "ana@example.org", "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    assert not Authenticator.objects.filter(user=gone).exists()


def test_her_keys_are_destroyed_so_an_old_copy_of_a_row_no_longer_opens(cast_with_history: Cast) -> None:
    moment = Moment.objects.filter(client=cast_with_history.ana).exclude(words__isnull=True).first()
    note = Note.objects.filter(client=cast_with_history.ana).first()
    assert moment and note
    forget(cast_with_history)
    assert not DataKey.objects.filter(owner=cast_with_history.ana, wrapped__isnull=False).exists()
    assert all(DataKey.objects.filter(owner=cast_with_history.ana).values_list("destroyed_at", flat=True))
    for old, field in ((moment, "words"), (note, "body")):
        with pytest.raises(KeyGone):
            getattr(old, field)


def test_no_address_or_name_of_hers_is_in_any_table(cast_with_history: Cast) -> None:
    forget(cast_with_history)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # the tables' own names
            assert "ana@example.org" not in str(cursor.fetchall()).lower(), table


def test_the_law_keeps_the_journal_and_only_that(cast_with_history: Cast) -> None:
    health_care(cast_with_history)
    notes = Note.objects.only_signed().filter(client=cast_with_history.ana).count()
    assert notes
    gone = forget(cast_with_history)
    assert left_of(gone) <= STAYS | RECORD and "Note" in left_of(gone)
    assert Note.objects.filter(client=gone).count() == notes
    assert Note.objects.filter(client=gone).first().body  # type: ignore[union-attr]  # it still opens
    with pytest.raises(KeyGone), transaction.atomic():
        Moment.objects.create(client=gone, at=NOW, words="nytt")
    assert not clients_of(cast_with_history.thea, Act.READ_NOTES).exists(), "kept, but read by nobody in daily work"


def test_a_journal_written_before_the_bond_ended_is_kept_too(cast_with_history: Cast) -> None:
    health_care(cast_with_history)
    end_bond(client=cast_with_history.ana, therapist=cast_with_history.thea, now=NOW)
    assert "Note" in left_of(forget(cast_with_history))


def test_the_trail_stays_whole(cast_with_history: Cast) -> None:
    record(actor=cast_with_history.thea, client=cast_with_history.ana, what="notes", why="preparing", now=NOW)
    before = TrailEntry.objects.filter(client=cast_with_history.ana).count()
    gone = forget(cast_with_history)
    assert TrailEntry.objects.filter(client=gone).count() == before
    assert not list(verify(gone)) and TrailHead.objects.filter(client=gone).exists()


def test_others_are_untouched(cast_with_history: Cast) -> None:
    Moment.objects.create(client=cast_with_history.noor, at=NOW, words="Noors eget")
    forget(cast_with_history)
    assert Moment.objects.get(client=cast_with_history.noor).words == "Noors eget"
    assert Person.objects.get(pk=cast_with_history.thea.pk).name == "Thea"


def test_nobody_forgets_another(cast: Cast) -> None:
    for actor in (cast.thea, cast.noor, cast.sol):
        with pytest.raises(Http404):
            forget_client(actor=actor, client=cast.ana, now=NOW)


def test_someone_who_works_here_does_not_vanish(cast: Cast, own_tombstones: Path) -> None:
    grant_role(person=cast.ana, role=Role.THERAPIST, by=cast.sol, now=NOW)
    ana = Person.objects.get(pk=cast.ana.pk)
    with pytest.raises(WorksHere):
        forget_client(actor=ana, client=ana, now=NOW)
    assert not own_tombstones.exists()


# Tombstones


def test_a_tombstone_is_written(cast_with_history: Cast, own_tombstones: Path) -> None:
    forget(cast_with_history)
    (stone,) = read_tombstones()
    assert stone == {"person": str(cast_with_history.ana.pk), "at": NOW.isoformat(), "keep_record": False}
    assert own_tombstones.stat().st_mode & 0o077 == 0


def test_where_no_tombstone_can_be_written_nothing_is_forgotten(cast_with_history: Cast, own_tombstones: Path) -> None:
    own_tombstones.mkdir(parents=True)  # a folder where the file should be
    with pytest.raises(OSError):
        forget(cast_with_history)
    assert Person.objects.get(pk=cast_with_history.ana.pk).is_active
    assert Moment.objects.filter(client=cast_with_history.ana).exists()
    assert DataKey.objects.filter(owner=cast_with_history.ana, wrapped__isnull=False).count() == 2


def test_a_restored_backup_forgets_again(cast_with_history: Cast) -> None:
    keys = {key.pk: key.wrapped for key in DataKey.objects.filter(owner=cast_with_history.ana)}
    person = Person.objects.filter(pk=cast_with_history.ana.pk).values().get()
    forget(cast_with_history)
    # The backup comes back: account, keys and a moment.
    Person.objects.filter(pk=cast_with_history.ana.pk).update(
        email=person["email"], is_active=True, password=person["password"]
    )
    for pk, wrapped in keys.items():
        DataKey.objects.filter(pk=pk).update(wrapped=wrapped, destroyed_at=None)
    Moment.objects.create(client=cast_with_history.ana, at=NOW, words="fra sikkerhetskopien")
    with keyring():
        assert replay_tombstones(now=NOW) == 1
        assert replay_tombstones(now=NOW) == 0, "once is enough"
    assert left_of(Person.objects.get(pk=cast_with_history.ana.pk)) <= STAYS
    assert not DataKey.objects.filter(owner=cast_with_history.ana, wrapped__isnull=False).exists()
    assert len(list(read_tombstones())) == 1


def test_a_torn_line_does_not_hide_the_others(cast_with_history: Cast, own_tombstones: Path) -> None:
    own_tombstones.parent.mkdir(parents=True)
    own_tombstones.write_text('{"person": "' + str(cast_with_history.noor.pk)[:10])
    forget(cast_with_history)
    assert [stone["person"] for stone in read_tombstones()] == [str(cast_with_history.ana.pk)]
    assert replay_tombstones(now=NOW) == 0
    assert count_unreadable_tombstones() == 1


def test_without_a_file_there_is_nothing_to_do(cast: Cast) -> None:
    assert replay_tombstones(now=NOW) == 0


def test_a_tombstone_names_nobody(cast_with_history: Cast, own_tombstones: Path) -> None:
    forget(cast_with_history)
    assert "ana" not in json.dumps(list(read_tombstones())).lower().replace(str(cast_with_history.ana.pk), "")


# The pages


@pytest.fixture
def ana(cast_with_history: Cast, client: Client) -> Client:
    client.force_login(cast_with_history.ana)
    return client


def test_the_first_page_says_what_happens_and_deletes_nothing(cast_with_history: Cast, ana: Client) -> None:
    assert ana.get("/forget/").status_code == 200
    assert ana.get("/forget/", {"step": "sure"}).status_code == 200
    assert Person.objects.get(pk=cast_with_history.ana.pk).is_active


@pytest.mark.parametrize("typed", [{}, {"sure": "on"}, {"password": PASSWORD}, {"sure": "on", "password": "feil"}])
def test_it_takes_a_tick_and_the_password(cast_with_history: Cast, ana: Client, typed: dict[str, str]) -> None:
    answer = ana.post("/forget/?step=sure", typed)
    assert answer.status_code == 200 and Person.objects.get(pk=cast_with_history.ana.pk).is_active
    assert PASSWORD not in answer.content.decode()


def test_guessing_the_password_here_is_slowed_down_too(cast_with_history: Cast, ana: Client) -> None:
    for _ in range(5):
        ana.post("/forget/", {"sure": "on", "password": "feil"})
    assert ana.post("/forget/", {"sure": "on", "password": PASSWORD}).status_code == 200
    assert Person.objects.get(pk=cast_with_history.ana.pk).is_active


def test_then_everything_is_gone_and_every_session_ended(cast_with_history: Cast, ana: Client) -> None:
    other = Client()
    other.force_login(cast_with_history.ana)
    answer = ana.post("/forget/?step=sure", {"sure": "on", "password": PASSWORD})
    assert answer["Location"] == "/forgotten/" and answer["Clear-Site-Data"] == '"cache", "storage"'
    assert ana.get("/forgotten/").status_code == 200
    for each in (ana, other):
        assert each.get("/consents/")["Location"].startswith("/account/login/")


def test_the_page_says_it_when_the_law_keeps_the_journal(cast_with_history: Cast, ana: Client) -> None:
    before = ana.get("/forget/").context["keeps_record"]
    health_care(cast_with_history)
    assert (before, ana.get("/forget/").context["keeps_record"]) == (False, True)


def test_the_default_place_of_tombstones_is_outside_the_database() -> None:
    assert str(settings.FOTFESTE_TOMBSTONES) != str(connection.settings_dict["NAME"])
