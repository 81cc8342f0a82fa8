"""Making a home ready: folders, keys, database, collected files; and telling a demo from a real one."""

import fcntl
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fotfeste.kit.crypto import write_instance_key
from fotfeste.ops.catalogs import NOT_COMPILED, is_compiled

NOT_FOUNDED = "There is no installation here yet. Run `fotfeste init` first."


class WrongDatabase(Exception):
    """A demo was pointed at a real database, or a real server at a demo one."""


class InvalidSetting(Exception):
    """An option or a setting cannot be meant as it stands. With a sentence for the operator."""


class NotWritable(Exception):
    """A place the house has to write to lets nothing be written. With a sentence for the operator."""


def set_environment(home: Path, *, demo: bool) -> None:
    """Set the environment that settings read. Call before Django loads. Nothing is made."""
    os.environ["FOTFESTE_HOME"] = str(home)
    os.environ["FOTFESTE_DEMO"] = "1" if demo else "0"


def write_secret_key(home: Path) -> None:
    """Makes the home, too, where there is none."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = home / "secret.key"
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50) + "\n")


def write_keys(home: Path, key_file: Path) -> None:
    write_secret_key(home)
    if not key_file.exists():
        write_instance_key(key_file)


def require_translations() -> None:
    """Stops before anything is prepared: without its catalogues the house would speak English to everyone."""
    if not is_compiled():
        raise SystemExit(NOT_COMPILED)


def prepare_database() -> None:
    """Tables as this release wants them. Two servers may start at once: the second waits, then finds them."""
    from django.core.management import call_command

    from fotfeste.http.throttle_store import create_throttle_table

    with _lock_preparation():
        if _has_migrations_to_come():
            _back_up_before_migrating()
            call_command("migrate", verbosity=0, interactive=False)
        create_throttle_table()
        _begin_audit_log()


@contextmanager
def _lock_preparation() -> Iterator[None]:
    """SQLite's own lock does not cover the change to a write-ahead log, nor looking for a table before making it."""
    from django.conf import settings

    with (Path(settings.FOTFESTE_HOME) / "preparing.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # let go when the file is closed, also by a process that is killed
        yield


def _back_up_before_migrating() -> None:
    """An upgrade begins with a way back; where none can be made, nothing is migrated."""
    from django.conf import settings
    from django.utils import timezone

    from fotfeste.ops.backup.create import make_backup
    from fotfeste.ops.backup.refusals import report_refusal
    from fotfeste.ops.backup.retention import MAX_KEEP_DAYS

    if settings.FOTFESTE_DEMO or not has_tables():
        return
    with report_refusal("upgrade") as outcome:
        make_backup(folder=settings.FOTFESTE_BACKUPS, now=timezone.now(), keep_days=MAX_KEEP_DAYS)
    if outcome.code:
        raise SystemExit(outcome.code)


def _begin_audit_log() -> None:
    """A database from before the log is looked through once; what does not lie where it was sealed is named."""
    from fotfeste.privacy.audit import begin_audit_log

    for fault in begin_audit_log():
        print(f"Not as it was sealed: {fault}. It does not open; keep a copy of the database and look into it.")


def _has_migrations_to_come() -> bool:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def require_writable(*folders: Path) -> None:
    """Raises NotWritable for the first that is there and cannot be written to. What is missing has its own sentence."""
    for folder in folders:
        try:
            tempfile.TemporaryFile(dir=folder).close()
        except FileNotFoundError:
            continue
        except OSError as fault:
            raise NotWritable(
                f"Nothing can be written in {folder} ({fault.strerror}). Look at the disk, and at whom the folder "
                "belongs to; nothing was changed."
            ) from fault


def require_writable_database() -> None:
    """Raises NotWritable. Asks the file before it is opened: opening one means writing beside it."""
    from django.db import connection

    if connection.vendor == "sqlite":
        if has_database() and not os.access(file := connection.settings_dict["NAME"], os.W_OK):
            raise NotWritable(f"The database {file} only lets itself be read. Whom does it belong to?")
        return
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_read_only")
        if cursor.fetchone() != ("off",):
            raise NotWritable("The database only lets itself be read. Nothing was changed.")


def has_database() -> bool:
    """Whether there is one to look into. Asking SQLite itself would leave an empty file."""
    from django.db import connection

    return connection.vendor != "sqlite" or Path(connection.settings_dict["NAME"]).exists()


def has_tables() -> bool:
    from django.db import connection

    from fotfeste.people.models import Institute

    return has_database() and Institute._meta.db_table in connection.introspection.table_names()


def has_institute() -> bool:
    from fotfeste.people.models import Institute

    return has_tables() and Institute.objects.exists()


def require_database_kind(*, demo: bool) -> None:
    """Raises WrongDatabase unless it is new, or of the wanted kind and no newer release. People without mark: real."""
    from django.db import connection

    from fotfeste.people.models import Institute, Person

    if not has_tables():
        if demo and has_database() and connection.introspection.table_names():
            raise WrongDatabase(
                "This database already holds something else. The demo makes its own; it was not touched."
            )
        return
    refuse_newer_database()
    # One column only: a database from an older release lacks the newer ones until it is migrated.
    is_demo = Institute.objects.values_list("is_demo", flat=True).first()
    is_real = is_demo is False or (is_demo is None and Person.objects.exists())
    if demo and is_real:
        raise WrongDatabase("This is a real installation. The demo does not open it; nothing was changed.")
    if not demo and is_demo:
        raise WrongDatabase(
            "This is a demo database. A real server does not open it; run `fotfeste init` in a new home."
        )


def require_ready() -> None:
    """Raises WrongDatabase for a demo database, or where `fotfeste init` has not been run. Makes nothing."""
    from django.conf import settings

    require_database_kind(demo=False)
    if not settings.FOTFESTE_KEY_FILE.exists() or not has_institute():
        raise WrongDatabase(NOT_FOUNDED)


def require_tables() -> None:
    """Raises WrongDatabase where neither `fotfeste init` nor the demo has made any, and for a newer release."""
    if not has_tables():
        raise WrongDatabase(NOT_FOUNDED)
    refuse_newer_database()


def refuse_newer_database() -> None:
    """Raises WrongDatabase where a newer release has been: it would be read and written in a shape it no longer has."""
    from fotfeste.ops.release import describe_newer_release

    if sentence := describe_newer_release():
        raise WrongDatabase(f"{sentence} Nothing was changed.")


def create_tombstone_list(path: Path) -> None:
    """Empty from the first day: a list that is missing later is lost, and a restore asks about it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600, exist_ok=True)
