"""What was deleted leaves the database's files too, as far as the engine allows (docs/adr/0022).

SQLite overwrites what is deleted (`secure_delete`), but the pages from before it stand in the write-ahead log until
that is folded into the file and cut to nothing. PostgreSQL keeps rows that are gone until they are vacuumed, and even
then overwrites only what it writes anew.
"""

import logging
import sqlite3
from collections.abc import Iterable
from contextlib import closing

from django.db import DatabaseError, connection, models, transaction

log = logging.getLogger(__name__)
MAX_WAIT_S = 2.0  # nobody waits longer for it; whoever is in the way, a backup for example, is waited for by a chore


def erase_on_commit(tables_with_clear_words: Iterable[type[models.Model]] = ()) -> None:
    """For what a person deletes on purpose. A failure is logged and mended by the chore; the deletion stands."""
    tables = list(tables_with_clear_words)
    if connection.vendor == "sqlite":
        transaction.on_commit(fold_in_log, robust=True)
    elif tables:
        transaction.on_commit(lambda: rewrite_tables(tables), robust=True)


def erase_deleted_rows() -> None:
    """What a chore does again and again. Raises TimeoutError where somebody was in the way all the time."""
    is_done = fold_in_log() if connection.vendor == "sqlite" else _vacuum_dead_rows()
    if not is_done:
        raise TimeoutError("what was deleted still stands in the database's files")


def fold_in_log() -> bool:
    """SQLite: everything from the log into the file, and the log cut to nothing. False while others are in the way.

    On a connection of its own, which waits less long than others do: who writes meanwhile waits with it.
    """
    path = str(connection.settings_dict["NAME"])
    with closing(sqlite3.connect(path, timeout=MAX_WAIT_S, isolation_level=None)) as own:
        is_busy, _pages, _folded = own.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if is_busy:
        log.warning("the log could not be folded in while others read; a chore does it")
    return not is_busy


def rewrite_tables(tables: Iterable[type[models.Model]]) -> bool:
    """PostgreSQL: small tables in new files, without the rows that are gone. False while others are in the way.

    The planner's statistics hold values of a table as they stand there: they are made anew, and their own file too.
    """
    if connection.vendor != "postgresql":
        return True
    if connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"]:
        log.info("tables are rewritten by a chore: behind a pooler, how long to wait would be set for somebody else")
        return False
    names = [connection.ops.quote_name(table._meta.db_table) for table in tables]
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{MAX_WAIT_S}s'")
        try:
            for name in names:
                cursor.execute(f"VACUUM (FULL, ANALYZE) {name}")
            cursor.execute("VACUUM FULL pg_catalog.pg_statistic")
        except DatabaseError:
            log.warning("a table could not be rewritten while others use it; a chore does it")
            return False
        finally:
            cursor.execute("RESET lock_timeout")
    return True


def _vacuum_dead_rows() -> bool:
    """PostgreSQL: tables that hold rows which are gone. Their places in indexes go too, however few they are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_stat_user_tables WHERE n_dead_tup > 0 AND schemaname = current_schema()")
        for (name,) in cursor.fetchall():
            cursor.execute(f"VACUUM (INDEX_CLEANUP ON) {connection.ops.quote_name(name)}")
    return True
