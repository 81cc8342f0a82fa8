"""Rows of other people all around: clients with links in their trails, boards with events, browsers signed in.

Raw SQL, since ten million rows are also wanted. What is sealed in a real house is bytes of a usual length here, which
nobody opens. In `VALUES`, `i` is the number of the row, `id(…)` an id made of a number, `ago(…)` so many seconds ago.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

EACH = 100  # links of one client, events of one board, sessions of one person
MANY = 200_000  # above this the database need not ask of every row whether what it points at is there
SEALED_BYTES = 120
BIG_TABLES = ("fotfeste_trailentry", "fotfeste_boardevent", "fotfeste_eventwords", "fotfeste_browsersession")
AROUND = ("fotfeste_person", "fotfeste_trailhead", "fotfeste_constellation", "fotfeste_seat")
CLEAR = '{"figure":"0123456789abcdef","x":120,"y":340,"heading":90}'
GROUP = f"1 + (i - 1) / {EACH}"
PLACE = f"1 + (i - 1) %% {EACH}"

VALUES = {
    "person": {"id": "id(i)", "email": "'other' || i || '@example.org'", "password": "'!'", "language": "'nb'",
               "is_active": "true", "created_at": "ago(i)"},
    "trailhead": {"client_id": "id(i)", "seq": str(EACH), "hash": "'x'"},
    "constellation": {"id": "id(i)", "client_id": "id(i)", "facilitator_id": "id(1)", "mode": "'pair'",
                      "method": "'classic'", "blind": "0", "phase": "'closed'", "created_at": "ago(i)",
                      "code_hash": "''"},
    "seat": {"id": "id(i)", "constellation_id": "id(i)", "client_id": "id(i)", "person_id": "id(i)",
             "role": "'client'", "link_hash": "''", "invited_at": "ago(i)"},
    "trailentry": {"id": "id(i)", "client_id": f"id({GROUP})", "seq": PLACE, "actor_id": "id(1 + i %% %(groups)s)",
                   "verb": "'read'", "what": "'client page'", "why": "'preparing'", "at": "ago(i)", "hash": "'x'"},
    "boardevent": {"id": "id(i)", "constellation_id": f"id({GROUP})", "seq": PLACE,
                   "kind": "CASE i %% 50 WHEN 0 THEN 'Kept' ELSE 'Moved' END", "v": "1", "clear": f"'{CLEAR}'",
                   "seat_id": f"id({GROUP})", "command": "id(i)", "at": "ago(i)"},
    "eventwords": {"id": "id(i)", "event_id": "id(i)", "client_id": f"id({GROUP})", "said": "SEALED"},
    "browsersession": {"session_key": "'other' || i", "session_data": f"'{'s' * 400}'",
                       "expire_date": "ago(-3600 - i %% 36000)", "began_at": "ago(i %% 36000)",
                       "last_used_at": "ago(i %% 1800)", "person_id": f"id({GROUP})"},
}  # fmt: skip


@dataclass(frozen=True)
class Dialect:
    id: str
    ago: str
    sealed: str

    def write(self, expression: str) -> str:
        """The innermost brackets hold no others but those of a group."""
        expression = re.sub(r"\bid\(((?:[^()]|\([^()]*\))*)\)", lambda m: self.id.format(m[1]), expression)
        expression = re.sub(r"\bago\(([^()]*)\)", lambda m: self.ago.format(m[1]), expression)
        return expression.replace("SEALED", self.sealed)


DIALECTS = {
    "sqlite": Dialect(
        "printf('%%032x', {})",
        "datetime(%(now)s, printf('%%+d seconds', -({})))",
        f"zeroblob({SEALED_BYTES})",
    ),
    "postgresql": Dialect(
        "lpad(to_hex({}), 32, '0')::uuid",
        "(%(now)s::timestamptz - ({}) * interval '1 second')",
        f"decode(repeat('00', {SEALED_BYTES}), 'hex')",
    ),
}


def add_other_rows(rows: int, now: datetime) -> None:
    """So many in each of the big tables, and the people and boards they belong to."""
    asks_rows = connection.vendor == "sqlite" or rows <= MANY
    with connection.cursor() as cursor:
        if not asks_rows:
            cursor.execute("SET LOCAL session_replication_role = replica")
        for name, values in VALUES.items():
            table = f"fotfeste_{name}"
            count = rows if table in BIG_TABLES else rows // EACH
            known: dict[str, Any] = {"count": count, "groups": rows // EACH, "now": now}
            sql = _write_insert(table, values)
            cursor.execute(sql, {key: value for key, value in known.items() if f"%({key})s" in sql})
        if not asks_rows:
            cursor.execute("SET LOCAL session_replication_role = origin")


def _write_insert(table: str, values: dict[str, str]) -> str:
    dialect = DIALECTS[connection.vendor]
    written = ", ".join(map(dialect.write, values.values()))
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %(count)s)"
    return f"INSERT INTO {table} ({', '.join(values)}) {numbers} SELECT {written} FROM n"  # noqa: S608  # our own words


def update_statistics() -> None:
    """As PostgreSQL does by itself after a while. SQLite plans without any, here as on a real installation."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join((*BIG_TABLES, *AROUND))}")
