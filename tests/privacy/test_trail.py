"""The trail: one chain per client; a changed, removed, added or moved link is named."""

import random
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fotfeste.privacy.models import TrailEntry, TrailHead
from fotfeste.privacy.trail import REASONS, SUBJECTS, compute_link_hash, record, verify
from fotfeste.privacy.trail_phrases import ACTS, describe_act, describe_reason
from tests.cast import NOW, Cast


def chain(cast: Cast, links: int = 8) -> list[TrailEntry]:
    for number in range(links):
        record(
            actor=cast.thea,
            client=cast.ana,
            what=SUBJECTS[number % len(SUBJECTS)],
            why=REASONS[number % len(REASONS)],
            now=NOW + timedelta(minutes=number),
            verb="write" if number % 3 == 2 else "read",
        )
    return list(TrailEntry.objects.filter(client=cast.ana).order_by("seq"))


def test_a_whole_chain_has_no_fault(cast: Cast) -> None:
    chain(cast)
    assert list(verify(cast.ana)) == list(verify(cast.noor)) == []


def test_ones_own_reads_leave_no_trail(cast: Cast) -> None:
    record(actor=cast.ana, client=cast.ana, what="notes", why="writing", now=NOW)
    assert not TrailEntry.objects.exists()


@pytest.mark.parametrize(("what", "why_"), [("notes", "curiosity"), ("everything", "writing")])
def test_unknown_codes_are_refused(cast: Cast, what: str, why_: str) -> None:
    with pytest.raises(ValueError, match="unknown trail code"):
        record(actor=cast.thea, client=cast.ana, what=what, why=why_, now=NOW)


CHANGES: dict[str, Any] = {
    "actor_id": lambda cast, entry: cast.mika.pk,
    "verb": lambda cast, entry: "write" if entry.verb == "read" else "read",
    "what": lambda cast, entry: "note" if entry.what != "note" else "notes",
    "why": lambda cast, entry: "supervision" if entry.why != "supervision" else "writing",
    "at": lambda cast, entry: entry.at + timedelta(microseconds=1),
    "hash": lambda cast, entry: "0" * 64,
    "client_id": lambda cast, entry: cast.noor.pk,
}


@pytest.mark.parametrize("field", CHANGES)
@pytest.mark.parametrize("place", [0, 3, 7])
def test_a_changed_row_is_named(cast: Cast, field: str, place: int) -> None:
    entry = chain(cast)[place]
    TrailEntry.objects.filter(pk=entry.pk).update(**{field: CHANGES[field](cast, entry)})
    faults = list(verify(cast.ana)) + list(verify(cast.noor))
    assert any(str(entry.pk) in fault for fault in faults) or f"link {entry.seq}" in str(faults) or place == 7
    assert faults


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(["change", "delete", "insert", "swap"]), seed=st.integers(0, 2**32))
def test_any_edit_by_hand_is_found(cast: Cast, kind: str, seed: int) -> None:
    """Someone with the database but not the instance key cannot make the chain whole again, whatever she edits."""
    TrailEntry.objects.all().delete()
    TrailHead.objects.all().delete()
    chance = random.Random(seed)  # noqa: S311  # a test's dice
    entries = chain(cast, links=chance.randint(2, 6))
    assert not list(verify(cast.ana))
    named = _edit(kind, chance, cast, entries)
    faults = list(verify(cast.ana))
    assert faults, (kind, seed)
    assert any(str(each) in " ".join(faults) for each in named), (kind, named, faults)


def _edit(kind: str, chance: random.Random, cast: Cast, entries: list[TrailEntry]) -> list[Any]:
    """Edit the table as one could with SQL; returns what a fault has to name (row ids, or link numbers)."""
    entry = chance.choice(entries)
    rows = TrailEntry.objects.filter(pk=entry.pk)
    match kind:
        case "change":
            field = chance.choice(["actor_id", "verb", "what", "why", "at", "hash"])
            rows.update(**{field: CHANGES[field](cast, entry)})
            return [entry.pk]
        case "delete":
            rows.delete()
            return [f"link {entry.seq} is missing", f"its head says {len(entries)}"]
        case "insert":
            return [_insert(cast, entries[-1])]
        case _:
            other = chance.choice([each for each in entries if each.pk != entry.pk])
            rows.update(seq=0)
            TrailEntry.objects.filter(pk=other.pk).update(seq=entry.seq)
            rows.update(seq=other.seq)
            return [entry.pk, other.pk]


def _insert(cast: Cast, last: TrailEntry) -> Any:
    """A link put on the end, with the best hash one can make without the instance key."""
    forged = TrailEntry(
        client=cast.ana, seq=last.seq + 1, actor=cast.mika, verb="read", what="notes", why="writing", at=NOW
    )
    forged.hash = uuid.uuid4().hex * 2
    forged.save(force_insert=True)
    return forged.pk


def test_a_cut_tail_is_found_by_the_head(cast: Cast) -> None:
    entries = chain(cast)
    TrailEntry.objects.filter(seq__gt=3, client=cast.ana).delete()
    assert "ends at link 3" in " ".join(verify(cast.ana))
    TrailHead.objects.filter(client=cast.ana).update(seq=3, hash=entries[2].hash)
    assert list(verify(cast.ana)), "the head is sealed too: it cannot be moved back to a link that is there"
    TrailHead.objects.filter(client=cast.ana).delete()
    assert list(verify(cast.ana)), "nor can it be done without"


def test_another_key_verifies_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = chain(cast, 1)[0]
    monkeypatch.setattr("fotfeste.kit.crypto.derive_key", lambda use: b"x" * 32)
    assert compute_link_hash("", entry) != entry.hash


def test_the_trail_holds_no_words_of_hers(cast: Cast) -> None:
    chain(cast)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM fotfeste_trailentry")
        assert "Ana" not in str(cursor.fetchall())


# What she sees


def test_every_code_has_its_words() -> None:
    for what in SUBJECTS:
        assert ("read", what) in ACTS, what
    assert describe_act("write", "notes") and describe_act("odd", "odd")
    assert all(describe_reason(code) for code in REASONS) and describe_reason("odd") == ""


def test_she_sees_who_read_what_and_why(cast: Cast, client: Client) -> None:
    record(actor=cast.thea, client=cast.ana, what="check-ins", why="preparing", now=NOW)
    client.force_login(cast.ana)
    page = client.get("/readers/").content.decode()
    assert "Thea" in page and describe_act("read", "check-ins") in page and describe_reason("preparing") in page


def test_nobody_elses_readers_are_there(cast: Cast, client: Client) -> None:
    chain(cast, 3)
    client.force_login(cast.noor)
    assert b"Thea" not in client.get("/readers/").content


def test_a_long_trail_comes_in_pages_and_stays_light(
    cast: Cast, client: Client, django_assert_max_num_queries: Any
) -> None:
    chain(cast, 130)
    client.force_login(cast.ana)
    seen: list[int] = []
    path = "/readers/"
    while path:
        with django_assert_max_num_queries(12):
            page = client.get(path)
        seen += [row.seq for _, rows in page.context["days"] for row in rows]
        last = page.context["last"]
        path = f"/readers/?before={last.seq}" if last else ""
    assert seen == list(range(130, 0, -1))


@pytest.mark.parametrize("before", ["x", "-1", "0", "9" * 5000, "٣", "1;drop", "999999999"])
def test_a_mangled_page_number_breaks_nothing(cast: Cast, client: Client, before: str) -> None:
    chain(cast, 2)
    client.force_login(cast.ana)
    assert client.get("/readers/", {"before": before}).status_code == 200
