"""Whoever edits what is audited, or the audit log, is named: 300 edits always, 10,000 in the long run."""

import json
import os
import random
import uuid
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, connection, models, transaction

from fotfeste.kit import audit_anchor
from fotfeste.kit.audit_rows import audited_models, row_name
from fotfeste.kit.fields import SealedText
from fotfeste.kit.models import AuditEntry, AuditHead
from fotfeste.privacy.audit import verify_everything
from fotfeste.privacy.models import TrailChecksum, TrailEntry, TrailHead
from tests.cast import Cast
from tests.http.test_gate import undone
from tests.privacy.test_audit_log import audited_cast, current_end

__all__ = ["audited_cast"]  # the fixture

EDITS = 10_000 if os.environ.get("FOTFESTE_LONG") == "1" else 300
SEED = 20_261_130
Row = dict[str, Any]
Content = dict[str, dict[str, tuple[Any, ...]]]


class Database:
    """The tables as someone with the database alone sees them: plain SQL, no model in between."""

    def __init__(self, dice: random.Random):
        self.dice = dice

    def choose_model(self) -> type[models.Model]:
        return self.dice.choice([model for model in audited_models().values() if model._base_manager.exists()])

    def choose_row(self, model: type[models.Model]) -> Row:
        columns = [field.attname for field in model._meta.concrete_fields]
        return self.dice.choice(list(model._base_manager.order_by("pk").values(*columns)))

    def run(self, sql: str, *values: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, [to_stored_value(value) for value in values])

    def update(self, model: type[models.Model], pk: Any, changes: Row) -> None:
        names = ", ".join(f"{quote(column_of(model, name))} = %s" for name in changes)
        key = quote(model._meta.pk.column)
        self.run(f"UPDATE {quote(model._meta.db_table)} SET {names} WHERE {key} = %s", *changes.values(), pk)  # noqa: S608

    def delete(self, model: type[models.Model], where: str, *values: Any) -> None:
        self.run(f"DELETE FROM {quote(model._meta.db_table)} WHERE {where}", *values)  # noqa: S608

    def insert(self, model: type[models.Model], row: Row) -> None:
        names = ", ".join(quote(column_of(model, name)) for name in row)
        marks = ", ".join(["%s"] * len(row))
        self.run(f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})", *row.values())  # noqa: S608


def quote(name: str | None) -> str:
    assert name
    return connection.ops.quote_name(name)


def column_of(model: type[models.Model], attname: str) -> str:
    return next(str(field.column) for field in model._meta.concrete_fields if field.attname == attname)


def to_stored_value(value: Any) -> Any:
    if isinstance(value, dict):
        return json.dumps(value)
    if isinstance(value, uuid.UUID):
        return value.hex if connection.vendor == "sqlite" else value
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


def mutate(database: Database, model: type[models.Model], field: Any, value: Any) -> Any:
    """Another value that the column could hold: best one that stands elsewhere in it."""
    elsewhere = [each for each in model._base_manager.values_list(field.attname, flat=True) if each != value]
    if field.is_relation:
        elsewhere += list(field.related_model._base_manager.values_list("pk", flat=True))
    if isinstance(value, datetime):
        elsewhere += [value + timedelta(microseconds=1), value - timedelta(days=9)]
    if isinstance(field, SealedText):
        elsewhere += [bytes(value[:-1]) + bytes([value[-1] ^ 1])] if value else [b"\1" * 60]
    if isinstance(field, models.CharField) and not field.is_relation:
        elsewhere += ["x", "client", "therapist"]
    if isinstance(field, models.BooleanField):
        elsewhere += [not value]
    if isinstance(field, models.JSONField):
        elsewhere += [{"name": "x"}]
    if isinstance(field, models.IntegerField):
        elsewhere += [1 + (value or 0)]
    different = [each for each in elsewhere if each != value and each not in (None, "")] or [None]
    return database.dice.choice(different)


def change_row(database: Database) -> None:
    model = database.choose_model()
    row = database.choose_row(model)
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    field = database.dice.choice(fields)
    new = mutate(database, model, field, row[field.attname])
    database.update(model, row[model._meta.pk.attname], {field.attname: new})


def delete_row(database: Database) -> None:
    model = database.choose_model()
    key = model._meta.pk
    database.delete(model, f"{quote(key.column)} = %s", database.choose_row(model)[key.attname])


def insert_row(database: Database) -> None:
    """A copy of a row under a new id, for somebody else or at another time."""
    model = database.choose_model()
    row = database.choose_row(model)
    if "id" not in row:
        raise IntegrityError("one row only")
    together = {name for names in model._meta.unique_together for name in names}
    fields = [field for field in model._meta.concrete_fields if field.unique or field.name in together]
    changed = {field.attname: mutate(database, model, field, row[field.attname]) for field in fields}
    new = uuid.UUID(int=database.dice.getrandbits(128)) if isinstance(row["id"], uuid.UUID) else row["id"] + 1000
    database.insert(model, {**row, **changed, "id": new})


def exchange_ids(database: Database) -> None:
    """Two rows of one table take each other's place."""
    model = database.choose_model()
    key = model._meta.pk.attname
    one, other = database.choose_row(model)[key], database.choose_row(model)[key]
    if not isinstance(one, uuid.UUID):
        raise IntegrityError("one row only")
    between = uuid.UUID(int=database.dice.getrandbits(128))
    for before, after in ((one, between), (other, one), (between, other)):
        database.update(model, before, {key: after})


def change_entry(database: Database) -> None:
    entry, other = database.choose_row(AuditEntry), database.choose_row(AuditEntry)
    changes = {
        "body": database.dice.choice([other["body"], bytes(entry["body"])[:-1] + b"\0"]),
        "hash": database.dice.choice([other["hash"], "0" * 64, ""]),
        "seq": current_end().seq + database.dice.randint(1, 9),
    }
    column = database.dice.choice(list(changes))
    database.update(AuditEntry, entry["seq"], {column: changes[column]})


def delete_entries(database: Database) -> None:
    first = database.dice.randint(1, max(current_end().seq, 1))  # an edit before this one may have emptied it
    database.delete(AuditEntry, "seq >= %s AND seq < %s", first, first + database.dice.choice([1, 2, 5, 1000]))


def cut_log_with_its_head(database: Database) -> None:
    """The log as it truly once was; with luck, the rows too."""
    end = database.dice.randint(0, max(current_end().seq - 1, 0))
    last = AuditEntry.objects.filter(seq=end).first()
    database.delete(AuditEntry, "seq > %s", end)
    database.run(f"UPDATE {AuditHead._meta.db_table} SET seq = %s, hash = %s", end, last.hash if last else "")  # noqa: S608


def move_audit_head(database: Database) -> None:
    database.run(f"UPDATE {AuditHead._meta.db_table} SET seq = seq + %s", database.dice.choice([-1, 1]))  # noqa: S608


def empty_tables(database: Database) -> None:
    of_trail, of_log = [TrailEntry, TrailHead, TrailChecksum], [AuditEntry, AuditHead]
    for model in database.dice.choice([of_trail, of_log, of_trail + of_log]):
        database.run(f"DELETE FROM {model._meta.db_table}")  # noqa: S608


def several(database: Database) -> None:
    for edit in database.dice.sample(SIMPLE, database.dice.randint(2, 3)):
        edit(database)


SIMPLE: list[Callable[[Database], None]] = [
    change_row,
    change_row,
    change_row,
    delete_row,
    insert_row,
    exchange_ids,
    change_entry,
    delete_entries,
    cut_log_with_its_head,
    move_audit_head,
    empty_tables,
]


def content() -> Content:
    """Every audited row, and the log itself, by table."""
    tables: dict[str, type[models.Model]] = {**audited_models(), "audit log": AuditEntry, "audit head": AuditHead}
    tables |= {"trail": TrailEntry, "trail heads": TrailHead, "trail checksum": TrailChecksum}
    return {name: {row_name(row[0]): row for row in read_rows(model)} for name, model in tables.items()}


def read_rows(model: type[models.Model]) -> list[tuple[Any, ...]]:
    columns = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    return [tuple(map(comparable, row)) for row in model._base_manager.values_list("pk", *columns)]


def comparable(value: Any) -> Any:
    return None if value == "" else bytes(value) if isinstance(value, bytes | memoryview) else value


def find_unnamed(before: Content, after: Content, faults: list[str]) -> list[tuple[str, str]]:
    """Each edited row of an audited table that no fault names by its table and its id; anything else, by any fault.

    Where the log was edited together with the row, what it knew of the row may be gone: then the log has to be named.
    """
    missed: list[tuple[str, str]] = []
    if before["audit log"] != after["audit log"] and any(fault.startswith("audit log") for fault in faults):
        return missed
    for table in before:
        rows = {row for row in {*before[table], *after[table]} if before[table].get(row) != after[table].get(row)}
        if table in audited_models():
            missed += [(table, row) for row in rows if not any(f.startswith(f"{table} {row}:") for f in faults)]
        elif rows and not faults:
            missed.append((table, "any"))
    return missed


def test_every_edit_of_what_is_audited_is_named(audited_cast: Cast) -> None:
    audit_anchor.confirm_intent(current_end())
    dice, before = random.Random(SEED), content()  # noqa: S311  # a test's dice
    done, missed = Counter[str](), []
    assert verify_everything()[1].faults == []
    while done.total() < EDITS:
        edit = dice.choice([*SIMPLE, several])
        with undone():
            try:
                with transaction.atomic():
                    edit(Database(dice))
                    connection.check_constraints()
            except (
                IntegrityError,
                IndexError,
                ObjectDoesNotExist,
            ):  # the database itself refuses it, or nothing is left to edit
                continue
            after = content()
            if after == before:
                continue
            done[edit.__name__] += 1
            if found := find_unnamed(before, after, verify_everything()[1].faults):
                missed.append((edit.__name__, found))
    print(f"\n{done.total()} edits of what is audited, {len(missed)} unnamed: {dict(done)}")
    assert not missed, missed[:3]
    assert set(done) == {each.__name__ for each in [*SIMPLE, several]}
    assert verify_everything()[1].faults == []
