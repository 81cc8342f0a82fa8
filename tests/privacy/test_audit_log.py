"""The audit log: what was signed stays signed, and where the log ends is known outside the database."""

import uuid
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.conf import settings
from django.db import OperationalError, transaction

from fotfeste.care.models import Note
from fotfeste.care.notes.services import add_to_note, begin_note, discard_draft, sign_note
from fotfeste.care.practice_basis.services import set_legal_basis
from fotfeste.config.cli import main
from fotfeste.institute.staff.services import end_staff_role
from fotfeste.kit import audit_anchor
from fotfeste.kit.audit_anchor import SLOT_BYTES, LogEnd, read_anchor
from fotfeste.kit.audit_log import NotInTransaction, audited_transaction, record_act, record_acts
from fotfeste.kit.audit_rows import audited_models, audited_table
from fotfeste.kit.models import AuditEntry, AuditHead, DataKey
from fotfeste.ops.checks.database import audit_log_findings
from fotfeste.pace.limit_terms import LimitTerms
from fotfeste.pace.services import set_limits
from fotfeste.people.models import Bond, Invitation, PracticeBasis, Role, RoleGrant, TherapistPractice
from fotfeste.people.openid.id_token import Identity
from fotfeste.people.openid.links import link_identity, unlink_identity
from fotfeste.people.services import accept_invitation, begin_bond, end_bond, end_role, grant_role, invite
from fotfeste.privacy import audit, trail
from fotfeste.privacy.audit import adopt_added_table, anchor_again, begin_audit_log, verify_everything
from fotfeste.privacy.forgetting import forget_client
from fotfeste.privacy.models import Consent, ConsentTo, TrailChecksum, TrailEntry, TrailHead
from fotfeste.privacy.services import give_consent, withdraw_consent
from fotfeste.safety.models import HarmEntry, HarmTo
from fotfeste.safety.services import mark_read, send_harm_entry
from tests.cast import NOW, Cast, gather


def faults() -> list[str]:
    return verify_everything()[1].faults


@pytest.fixture
def audited_cast(cast: Cast) -> Cast:
    """A cast whose every audited act was done through the product's own services."""
    begin_audit_log()
    ana, thea = cast.ana, cast.thea
    withdraw_consent(actor=ana, client=ana, to=ConsentTo.SHARE, now=NOW)
    give_consent(actor=ana, client=ana, to=ConsentTo.SHARE, now=NOW)
    note = write_note(cast)
    sign_note(actor=thea, note=note, seen=note.changed_at, now=NOW)
    add_to_note(actor=thea, note=note, row=uuid.uuid4(), body="en retting", now=NOW)
    discard_draft(actor=thea, note=write_note(cast))
    set_limits(actor=thea, client=ana, terms=LimitTerms(paused=True), now=NOW)
    entry = send_harm_entry(actor=ana, client=ana, row=uuid.uuid4(), to=HarmTo.THERAPIST, words="noe", now=NOW)
    mark_read(actor=thea, entry=entry, now=NOW)
    _invitation, token = invite(actor=thea, role=Role.CLIENT, name="Siri", now=NOW)
    accept_invitation(token=token, email="siri@example.org", password="x" * 20, name="Siri", language="nb", now=NOW)
    link_identity(person=cast.mika, identity=Identity("https://id.example.no", "subject-0"), now=NOW)
    end_staff_role(actor=cast.sol, grant=RoleGrant.objects.get(person=cast.mika), now=NOW)
    link_identity(person=thea, identity=Identity("https://id.example.no", "subject-1"), now=NOW)
    link_identity(person=cast.sol, identity=Identity("https://id.example.no", "subject-2"), now=NOW)
    return cast


def write_note(cast: Cast) -> Note:
    return begin_note(actor=cast.thea, client=cast.ana, row=uuid.uuid4(), body="ord", tab=uuid.uuid4(), now=NOW)


def test_a_day_of_acts_leaves_a_whole_log(audited_cast: Cast) -> None:
    assert faults() == []


def test_every_column_of_an_audited_row_is_in_its_digest() -> None:
    models = audited_models()
    assert set(models) == {
        "addition", "bond", "consent", "harm entry", "institute", "institution sign-in", "invitation", "limits", "note",
        "practice", "role",
    }  # fmt: skip  # one table beside the other
    for model in models.values():
        fields = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
        assert list(audited_table(model).columns) == fields, model


UNSIGNED: dict[str, Callable[[Cast], Any]] = {
    "a signed note is deleted": lambda cast: (
        Note.objects.get(signed_at__isnull=False).additions.all()._raw_delete(using="default"),
        Note.objects.all()._raw_delete(using="default"),
    ),
    "a note gets another author": lambda cast: Note._base_manager.update(author=cast.mika),
    "a note is unsigned": lambda cast: Note._base_manager.update(signed_at=None),
    "a bond is put in": lambda cast: Bond.objects.create(client=cast.noor, therapist=cast.mika, since=NOW),
    "a bond that ended goes on": lambda cast: Bond.objects.update(until=NOW),
    "a yes is put in": lambda cast: Consent.objects.create(
        client=cast.noor, to="keep", version=1, given_at=NOW, withdrawn_at=NOW
    ),
    "a no becomes a yes": lambda cast: Consent.objects.filter(withdrawn_at__isnull=False).delete(),
    "a role is put in": lambda cast: RoleGrant.objects.create(person=cast.noor, role=Role.THERAPIST, since=NOW),
    "a harm entry gets another reader": lambda cast: HarmEntry.objects.update(reader=cast.mika),
    "another identity opens an account": lambda cast: SocialAccount.objects.filter(user=cast.thea).update(uid="mine"),
    "an identity opens somebody else's account": lambda cast: SocialAccount.objects.update(user=cast.sol),
    "an identity is put in": lambda cast: SocialAccount.objects.create(user=cast.noor, provider="x", uid="mine"),
    "an identity is taken away": lambda cast: SocialAccount.objects.filter(user=cast.thea).delete(),
    "an invitation is opened again": lambda cast: Invitation.objects.update(accepted_at=None),
}


@pytest.mark.parametrize("what", UNSIGNED)
def test_what_was_signed_cannot_be_unsigned_unseen(audited_cast: Cast, what: str) -> None:
    UNSIGNED[what](audited_cast)
    assert faults()


def test_linking_and_unlinking_are_acts(audited_cast: Cast) -> None:
    unlink_identity(person=audited_cast.thea, now=NOW)
    link_identity(person=audited_cast.thea, identity=Identity("https://id.example.no", "subject-3"), now=NOW)
    grant_role(person=audited_cast.thea, role=Role.CLIENT, by=None, now=NOW)
    assert not SocialAccount.objects.filter(user=audited_cast.thea).exists() and faults() == []


def test_identities_from_before_are_taken_for_right_once(cast: Cast) -> None:
    """The log began before it knew of them; whoever makes the migration run again puts nothing in by that."""
    with audited_transaction():
        for name, model in audited_models().items():
            if name != "institution sign-in":
                record_acts(model._base_manager.all(), "adopt")
    SocialAccount.objects.create(user=cast.thea, provider="https://id.example.no", uid="subject-1")
    assert any("institution sign-in" in fault for fault in faults())
    migrate = import_module("fotfeste.migrations.0008_identities_audited").adopt
    migrate(apps, None)
    assert faults() == []
    SocialAccount.objects.create(user=cast.sol, provider="https://id.example.no", uid="mine")
    migrate(apps, None)
    assert any("institution sign-in" in fault for fault in faults())


def test_a_log_that_begins_knows_every_table_at_once(audited_cast: Cast) -> None:
    SocialAccount.objects.create(user=audited_cast.noor, provider="https://id.example.no", uid="mine")
    adopt_added_table("institution sign-in")
    assert any("institution sign-in" in fault for fault in faults())


def test_empty_trail_tables_are_missing_and_not_whole(audited_cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    for model in (TrailEntry, TrailHead, TrailChecksum):
        model._base_manager.all()._raw_delete(using="default")
    assert main(["trail", "verify"]) == 1
    said = capsys.readouterr().out
    assert "missing" in said and "whole" not in said


def test_all_tables_emptied_together_are_missing_too(audited_cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    for model in (TrailEntry, TrailHead, TrailChecksum, AuditEntry, AuditHead):
        model._base_manager.all()._raw_delete(using="default")
    assert main(["trail", "verify"]) == 1
    assert "missing" in capsys.readouterr().out
    begin_audit_log()  # as the next start does
    assert any("missing" in fault for fault in faults()) and not AuditEntry.objects.exists(), "it is not begun anew"


def test_an_act_after_a_set_back_does_not_seal_it_over(audited_cast: Cast) -> None:
    audit_anchor.confirm_intent(current_end())
    cut_last_entries(2)
    assert any("set back" in fault for fault in faults())
    for _again in range(3):
        begin_bond(client=audited_cast.noor, therapist=audited_cast.thea, now=NOW)
        end_bond(client=audited_cast.noor, therapist=audited_cast.thea, now=NOW)
    assert any("set back" in fault for fault in faults())


def current_end() -> LogEnd:
    head = AuditHead.objects.get()
    return LogEnd(head.seq, head.hash)


def cut_last_entries(number: int) -> None:
    """With the head where it then rightly stood: the log by itself is whole."""
    AuditEntry.objects.filter(seq__gt=current_end().seq - number)._raw_delete(using="default")
    last = AuditEntry.objects.order_by("-seq").first()
    assert last
    AuditHead.objects.update(seq=last.seq, hash=last.hash)


def test_check_sees_a_set_back_without_reading_the_whole_log(audited_cast: Cast) -> None:
    audit_anchor.confirm_intent(current_end())
    assert list(audit_log_findings()) == []
    cut_last_entries(1)
    assert "set back" in str(list(audit_log_findings()))
    settings.FOTFESTE_AUDIT_ANCHOR.unlink()
    assert "nothing on this machine" in str(list(audit_log_findings()))


def test_an_unconfirmed_last_intent_is_no_fault_and_is_told(audited_cast: Cast) -> None:
    confirmed = current_end()
    audit_anchor.confirm_intent(confirmed)
    audit_anchor.write_intent(LogEnd(confirmed.seq + 1, "f" * 64), after=confirmed, is_known=True)
    _chains, report = verify_everything()
    assert report.faults == [] and "begun and not kept" in report.notes[0]


def test_a_torn_anchor_falls_back_to_the_place_before(audited_cast: Cast) -> None:
    audit_anchor.confirm_intent(current_end())
    held = read_anchor()
    assert held
    path, content = settings.FOTFESTE_AUDIT_ANCHOR, bytearray(settings.FOTFESTE_AUDIT_ANCHOR.read_bytes())
    content[(held.turn % 2) * SLOT_BYTES + 40] ^= 1
    path.write_bytes(content)
    before = read_anchor()
    assert before and before.turn == held.turn - 1 and before.intended == held.confirmed
    assert faults() == []
    path.write_bytes(b"\0" * 2 * SLOT_BYTES)
    assert any(str(path) in fault for fault in faults())


def test_the_anchor_is_for_its_owner_only_and_says_nothing_in_clear(audited_cast: Cast) -> None:
    path = settings.FOTFESTE_AUDIT_ANCHOR
    assert path.stat().st_mode & 0o777 == 0o600
    assert current_end().hash.encode() not in path.read_bytes()


def test_what_the_log_holds_of_a_person_dies_with_her_key(audited_cast: Cast) -> None:
    """Nothing of hers is in clear in any entry, and after she is forgotten none of them says that it was about her."""
    names = [
        audited_cast.ana.pk.hex,
        str(audited_cast.ana.pk),
        *(row.pk.hex for row in Bond.objects.filter(client=audited_cast.ana)),
    ]
    content = b"".join(bytes(entry.body) for entry in AuditEntry.objects.all())
    assert not any(name.encode() in content for name in names)
    forget_client(actor=audited_cast.ana, client=audited_cast.ana, now=NOW)
    assert faults() == []
    assert not DataKey.objects.filter(owner=audited_cast.ana, wrapped__isnull=False).exists()


def test_a_link_forgotten_where_the_record_is_kept_is_an_act_too(audited_cast: Cast) -> None:
    """The key that seals what the log says of it stays: the log has to know that the row is gone on purpose."""
    ana = audited_cast.ana
    TherapistPractice.objects.filter(therapist=audited_cast.thea).update(basis=PracticeBasis.HEALTH_CARE)
    with audited_transaction():
        record_act(TherapistPractice.objects.get(therapist=audited_cast.thea), "set")
        record_act(SocialAccount.objects.create(user=ana, provider="https://id.example.no", uid="subject-9"), "link")
    forget_client(actor=ana, client=ana, now=NOW)
    assert faults() == [] and not SocialAccount.objects.filter(user=ana).exists()


@pytest.mark.parametrize("basis", PracticeBasis)
def test_a_former_therapist_who_is_forgotten_leaves_a_whole_log(audited_cast: Cast, basis: PracticeBasis) -> None:
    """Her practice basis and the invitations she sent outlast the key under which the log spoke of them."""
    thea, mika = audited_cast.thea, audited_cast.mika
    grant_role(person=mika, role=Role.THERAPIST, by=audited_cast.sol, now=NOW)
    set_legal_basis(actor=mika, basis=basis)
    grant_role(person=thea, role=Role.CLIENT, by=audited_cast.sol, now=NOW)
    begin_bond(client=thea, therapist=mika, now=NOW)
    end_role(person=thea, role=Role.THERAPIST, now=NOW)
    forget_client(actor=thea, client=thea, now=NOW)
    assert faults() == []
    Invitation.objects.filter(invited_by=thea).update(expires_at=NOW)
    assert len(faults()) == Invitation.objects.filter(invited_by=thea).count()


def test_a_key_that_nobody_destroyed_by_an_act_is_missed(audited_cast: Cast) -> None:
    DataKey.objects.filter(owner=audited_cast.noor).update(wrapped=None, destroyed_at=NOW)
    assert any("data key" in fault for fault in faults())


def test_a_failed_act_leaves_nothing(audited_cast: Cast) -> None:
    before = current_end()
    with pytest.raises(RuntimeError), audited_transaction():
        begin_bond(client=audited_cast.noor, therapist=audited_cast.mika, now=NOW)
        raise RuntimeError
    assert current_end() == before and faults() == []
    with audited_transaction():
        with pytest.raises(RuntimeError), audited_transaction():
            begin_bond(client=audited_cast.noor, therapist=audited_cast.mika, now=NOW)
            raise RuntimeError
        end_bond(client=audited_cast.ana, therapist=audited_cast.thea, now=NOW)
    assert current_end().seq == before.seq + 1 and faults() == []


def test_an_act_outside_a_transaction_is_a_fault_of_the_program(cast: Cast) -> None:
    with pytest.raises(NotInTransaction):
        record_act(Bond.objects.first(), "begin")  # type: ignore[arg-type]


def test_a_machine_that_is_new_to_the_log_trusts_it_once(audited_cast: Cast) -> None:
    settings.FOTFESTE_AUDIT_ANCHOR.unlink()
    assert any("audit-anchor" in fault for fault in faults())
    begin_audit_log()
    assert faults() == []


def test_the_command_anchors_again_and_says_so(audited_cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    audit_anchor.confirm_intent(current_end())
    end = current_end().seq
    cut_last_entries(1)
    assert main(["trail", "anchor"]) == 0
    assert f"at entry {end - 1}, before at {end}" in capsys.readouterr().out
    assert not any("set back" in fault for fault in faults())


def test_a_database_that_cannot_be_read_is_one_sentence_and_no_verdict(
    audited_cast: Cast, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As on a copy of the disk that is mounted for reading alone: SQLite wants to write beside its file."""

    def fail() -> None:
        raise OperationalError("unable to open database file")

    monkeypatch.setattr(audit, "verify_everything", fail)
    assert main(["trail", "verify"]) == 2
    assert "The database refused" in capsys.readouterr().err


def test_a_second_anchor_is_not_made_by_a_reading(audited_cast: Cast) -> None:
    was, now = anchor_again()
    trail.record(actor=audited_cast.thea, client=audited_cast.ana, what="notes", why="preparing", now=NOW)
    held = read_anchor()
    assert held and held.confirmed == now and held.intended == current_end() and was.seq


def test_no_audited_row_is_written_but_through_an_act() -> None:
    """Migrations and tests apart, the product writes these rows only where an act is recorded beside it."""
    import re
    from pathlib import Path

    names = "|".join(model.__name__ for model in audited_models().values())
    writes = re.compile(rf"\b(?:{names})\.objects[^\n]*\.(?:create|update|delete|bulk_create|get_or_create)\(")
    root = Path(apps.get_app_config("fotfeste").path)
    for path in root.rglob("*.py"):
        text = path.read_text()
        if "migrations" not in path.parts and writes.search(text):
            assert "record_act" in text or path.name == "keeper.py", path


@pytest.mark.django_db(transaction=True)
def test_an_act_is_kept_though_its_confirmation_cannot_be_written(transactional_db: None) -> None:
    cast, path = gather(), settings.FOTFESTE_AUDIT_ANCHOR

    def take_the_file_away() -> None:
        path.unlink()
        path.mkdir()

    try:
        with audited_transaction():
            begin_bond(client=cast.noor, therapist=cast.mika, now=NOW)
            transaction.on_commit(take_the_file_away)
        assert Bond.objects.filter(client=cast.noor, therapist=cast.mika).exists()
    finally:
        path.rmdir()
