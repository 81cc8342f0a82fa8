"""Whoever edits the trail in the database is named, however it is edited: 300 edits always, 10,000 in the long run."""

import os
import random
import re
import uuid
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from fotfeste.config.cli import main
from fotfeste.people.models import Person, Role
from fotfeste.privacy.audit import begin_audit_log
from fotfeste.privacy.models import TrailChecksum, TrailEntry, TrailHead
from fotfeste.privacy.trail import REASONS, SUBJECTS, record, verify_all
from tests.cast import NOW, Cast, person
from tests.http.test_gate import undone

EDITS = 10_000 if os.environ.get("FOTFESTE_LONG") == "1" else 300
SEED = 20_261_123
ENTRIES, HEADS, WHOLE = (model._meta.db_table for model in (TrailEntry, TrailHead, TrailChecksum))
COLUMNS = [str(field.column) for field in TrailEntry._meta.concrete_fields]
Rows = dict[Any, tuple[Any, ...]]
Chain = tuple[Rows, Any]
State = tuple[dict[Any, Chain], Any]


class Table:
    """The trail as someone with the database file sees it: plain SQL, no model in between."""

    def __init__(self, dice: random.Random, people: list[Person], history: list[State]):
        self.dice, self.people, self.history = dice, people, history

    def to_stored_value(self, value: Any) -> Any:
        if isinstance(value, uuid.UUID):
            return value.hex if connection.vendor == "sqlite" else value
        return connection.ops.adapt_datetimefield_value(value) if hasattr(value, "isoformat") else value

    def run(self, sql: str, *values: Any) -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                sql.format(entries=ENTRIES, heads=HEADS, whole=WHOLE), [self.to_stored_value(value) for value in values]
            )
            return int(cursor.rowcount)

    def entry(self) -> TrailEntry:
        return self.dice.choice(list(TrailEntry.objects.order_by("client", "seq")))

    def client(self) -> Person:
        return self.entry().client

    def set(self, entry: TrailEntry, **changes: Any) -> None:
        columns = ", ".join(f"{column} = %s" for column in changes)
        self.run(f"UPDATE {{entries}} SET {columns} WHERE id = %s", *changes.values(), entry.pk)  # noqa: S608  # column names of our own

    def set_head(self, client: Person, **changes: Any) -> None:
        columns = ", ".join(f"{column} = %s" for column in changes)
        self.run(f"UPDATE {{heads}} SET {columns} WHERE client_id = %s", *changes.values(), client.pk)  # noqa: S608  # column names of our own

    def forged_hash(self) -> str:
        """The best there is without the instance key: noise, nothing, or a seal that stands elsewhere."""
        elsewhere = [
            *TrailEntry.objects.values_list("hash", flat=True),
            *TrailHead.objects.values_list("hash", flat=True),
        ]
        return str(self.dice.choice([*elsewhere, f"{self.dice.getrandbits(256):064x}", "", "0" * 64, "æ" * 64]))


def change(table: Table) -> None:
    entry, dice = table.entry(), table.dice
    others = {
        "id": uuid.UUID(int=dice.getrandbits(128)),
        "client_id": dice.choice([each for each in table.people if each.pk != entry.client_id]).pk,
        "seq": dice.randint(0, 40),
        "actor_id": dice.choice([each for each in table.people if each.pk != entry.actor_id]).pk,
        "verb": dice.choice(["write", "read", "", "read\x1fnotes", "READ"]),
        "what": dice.choice([*SUBJECTS, "", "notes "]),
        "why": dice.choice([*REASONS, "", "writing\x1f"]),
        "at": entry.at + timedelta(microseconds=dice.choice([1, -1, 10**6, 10**12])),
        "hash": table.forged_hash(),
    }
    columns = dice.sample(list(others), dice.choice([1, 1, 1, 2, 3]))
    table.set(entry, **{column: others[column] for column in columns})


def delete(table: Table) -> None:
    chain = list(TrailEntry.objects.filter(client=table.client()).order_by("seq"))
    place = table.dice.choice([0, len(chain) - 1, table.dice.randrange(len(chain))])
    for entry in chain[place : place + table.dice.choice([1, 1, 2, 5])]:
        table.run("DELETE FROM {entries} WHERE id = %s", entry.pk)


def insert(table: Table) -> None:
    model, dice = table.entry(), table.dice
    client = dice.choice(table.people)
    ends = TrailEntry.objects.filter(client=client).count()
    values = {
        **{column: getattr(model, column) for column in COLUMNS},
        "id": uuid.UUID(int=dice.getrandbits(128)),
        "client_id": client.pk,
        "hash": table.forged_hash(),
        "seq": dice.choice([0, ends + 1, ends + 2, dice.randint(0, 30)]),
        "actor_id": dice.choice(table.people).pk,
    }
    marks = ", ".join(["%s"] * len(COLUMNS))
    table.run(f"INSERT INTO {{entries}} ({', '.join(COLUMNS)}) VALUES ({marks})", *(values[c] for c in COLUMNS))  # noqa: S608


def reorder(table: Table) -> None:
    """Two links of one chain change places, or a whole piece of it is turned round."""
    chain = list(TrailEntry.objects.filter(client=table.client()).order_by("seq"))
    begin = table.dice.randrange(len(chain))
    piece = (
        chain[begin : begin + table.dice.randint(2, 6)]
        if table.dice.random() < 0.5
        else table.dice.sample(chain, min(2, len(chain)))
    )
    for entry in piece:
        table.set(entry, seq=entry.seq + 1000)
    for entry, other in zip(piece, reversed(piece), strict=True):
        table.set(entry, seq=other.seq)


def swap_clients(table: Table) -> None:
    """The link at one place of a chain is exchanged for the one at the same place of another's."""
    entry = table.entry()
    other = TrailEntry.objects.filter(seq=entry.seq).exclude(client=entry.client).order_by("pk").first()
    if other is None:
        raise IntegrityError("no such place in another chain")
    table.set(entry, seq=5000)
    table.set(other, client_id=entry.client_id)
    table.set(entry, client_id=other.client_id, seq=entry.seq)


def move_head(table: Table) -> None:
    client = table.client()
    places = TrailEntry.objects.filter(client=client).count()
    which = table.dice.choice([{"seq"}, {"hash"}, {"seq", "hash"}])
    new = {"seq": table.dice.randint(0, places + 2), "hash": table.forged_hash()}
    table.set_head(client, **{column: new[column] for column in which})


def behead(table: Table) -> None:
    table.run("DELETE FROM {heads} WHERE client_id = %s", table.client().pk)


def cut_tail(table: Table) -> None:
    """Cut the tail and move the head back to where it would have stood, with a seal taken from anywhere."""
    entry = table.entry()
    table.run("DELETE FROM {entries} WHERE client_id = %s AND seq >= %s", entry.client_id, entry.seq)
    before = TrailEntry.objects.filter(client=entry.client_id, seq=entry.seq - 1).first()
    borrowed = table.dice.choice([before.hash if before else "", table.forged_hash()])
    table.set_head(entry.client, seq=entry.seq - 1, hash=borrowed)


def set_back(table: Table) -> None:
    """A whole chain with its head as it truly was once, before its later links or before its first."""
    client = table.client()
    rows, head = table.dice.choice(table.history)[0].get(client.pk, ({}, None))
    table.run("DELETE FROM {entries} WHERE client_id = %s AND seq > %s", client.pk, len(rows))
    if head is None:
        table.run("DELETE FROM {heads} WHERE client_id = %s", client.pk)
    else:
        table.set_head(client, seq=head[1], hash=head[2])


def meddle_with_whole(table: Table) -> None:
    older = table.dice.choice(table.history)[1] or ("0" * 64, "")
    if table.dice.random() < 0.2:
        table.run("DELETE FROM {whole}")
    else:
        new = table.dice.choice([older, (older[0], table.forged_hash()), (table.forged_hash(), older[1])])
        table.run("UPDATE {whole} SET sum = %s, seal = %s", *new)


def several(table: Table) -> None:
    for edit in table.dice.sample(SIMPLE, table.dice.randint(2, 4)):
        edit(table)


SIMPLE: list[Callable[[Table], None]] = [
    change,
    delete,
    insert,
    reorder,
    swap_clients,
    move_head,
    behead,
    cut_tail,
    set_back,
    meddle_with_whole,
]


def state() -> State:
    """Every client's links by place and her head; and what is sealed about all of them."""
    heads = {row[0]: row for row in TrailHead.objects.values_list("client_id", "seq", "hash")}
    found: dict[Any, Chain] = {client: ({}, head) for client, head in heads.items()}
    for row in TrailEntry.objects.values_list("seq", *COLUMNS).order_by("seq"):
        client = row[1 + COLUMNS.index("client_id")]
        found.setdefault(client, ({}, None))[0][row[0]] = row
    return found, TrailChecksum.objects.values_list("sum", "seal").first()


def find_unnamed(history: list[State], after: State, faults: list[str]) -> list[Any]:
    """What was edited without a fault that says where: the client and the place in her chain.

    A chain that stands exactly as it once stood, head and all, cannot be told by itself: there it is enough, and
    needed, that the chains together are named.
    """
    before, together = history[-1][0], [fault for fault in faults if fault.startswith("the chains together")]
    missed: list[Any] = [] if together or after[1] == history[-1][1] else ["the whole"]
    for client in {*before, *after[0]}:
        was, now = before.get(client, ({}, None)), after[0].get(client, ({}, None))
        hers = [fault for fault in faults if fault.startswith(str(client))]
        if was != now and not (together if stood_once(history, client, now) else says_where(was, now, hers)):
            missed.append((client, hers))
    return missed


def stood_once(history: list[State], client: Any, chain: Chain) -> bool:
    return any(each[0].get(client, ({}, None)) == chain for each in history) or chain == ({}, (client, 0, ""))


def says_where(was: Chain, now: Chain, faults: list[str]) -> bool:
    """Whether the first fault gives the first place that differs, or the one before it, after which it is missing."""
    places = sorted({*was[0], *now[0]})
    first = next((place for place in places if was[0].get(place) != now[0].get(place)), None)
    numbers = {int(each) for each in re.findall(r"\b(?:link|says) (\d+)", faults[0])} if faults else set()
    return bool(faults) and (first is None or bool(numbers & {first, first - 1}))


@pytest.fixture
def people(cast: Cast) -> list[Person]:
    """Three clients, and two who were never read."""
    return [person("Rosa", Role.CLIENT), cast.noor, cast.ana, cast.mika, cast.thea]


def make_chains(cast: Cast, people: list[Person]) -> list[State]:
    """Chains of one, six and twelve links, and how the trail stood after each of them."""
    history = [state()]
    for client, length in zip(people, (1, 6, 12), strict=False):
        for number in range(length):
            now, what, why = (
                NOW + timedelta(minutes=number),
                SUBJECTS[number % len(SUBJECTS)],
                REASONS[number % len(REASONS)],
            )
            record(actor=cast.thea, client=client, what=what, why=why, now=now)
            history.append(state())
    return history


def test_the_command_says_so_too(cast: Cast, people: list[Person], capsys: pytest.CaptureFixture[str]) -> None:
    begin_audit_log()
    history, dice = make_chains(cast, people), random.Random(SEED)  # noqa: S311
    assert main(["trail", "verify"]) == 0 and "3 trails are whole" in capsys.readouterr().out
    for edit in (change, delete, behead, cut_tail):
        with undone():
            edit(Table(dice, people, history))
            assert main(["trail", "verify"]) == 1 and "whole" not in capsys.readouterr().out


def test_a_chain_taken_out_with_its_head_is_missed(cast: Cast, people: list[Person]) -> None:
    make_chains(cast, people)
    TrailEntry.objects.filter(client=cast.ana).delete()
    TrailHead.objects.filter(client=cast.ana).delete()
    assert "the chains together" in str(verify_all())
    record(actor=cast.thea, client=cast.noor, what="notes", why="writing", now=NOW)
    assert "the chains together" in str(verify_all()), "a later reading does not seal it over"


def test_what_was_there_before_is_sealed_by_the_migration(cast: Cast, people: list[Person]) -> None:
    make_chains(cast, people)
    TrailChecksum.objects.all().delete()
    assert "the chains together" in str(verify_all())
    then = MigrationLoader(None).project_state([("fotfeste", "0002_trail_whole")]).apps
    import_module("fotfeste.migrations.0002_trail_whole").seal_what_is_there(then, None)
    assert verify_all() == (3, [])


def test_every_edit_of_the_trail_is_named(cast: Cast, people: list[Person]) -> None:
    dice = random.Random(SEED)  # noqa: S311  # a test's dice
    history, done, missed = make_chains(cast, people), Counter[str](), []
    assert verify_all() == (3, [])
    while done.total() < EDITS:
        edit = dice.choice([*SIMPLE, several])
        with undone():
            try:
                with transaction.atomic():
                    edit(Table(dice, people, history))
            except (IntegrityError, IndexError):  # the database itself refuses it, or nothing is left to edit
                continue
            edited = state()
            if edited in history:  # untouched, or all of it as it once stood: SECURITY.md names that as accepted
                continue
            done[edit.__name__] += 1
            if found := find_unnamed(history, edited, verify_all()[1]):
                missed.append((edit.__name__, found))
    print(f"\n{done.total()} edits of the trail, {len(missed)} unnamed: {dict(done)}")
    assert not missed, missed[:3]
    assert set(done) == {each.__name__ for each in [*SIMPLE, several]}
    assert verify_all() == (3, [])
