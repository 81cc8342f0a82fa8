"""This release, and whether the database is of it: an older one, or one that a newer release has used since."""

from functools import lru_cache
from importlib.metadata import version

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

Migrations = list[tuple[str, str]]


def read_release() -> str:
    return version("fotfeste")


def applied_migrations() -> Migrations:
    """The database's own migrations, of the apps that are installed."""
    installed_apps = {config.label for config in apps.get_app_configs()}
    return sorted(key for key in MigrationRecorder(connection).applied_migrations() if key[0] in installed_apps)


def find_unknown_migrations() -> Migrations:
    """What a newer release has done to this database, as far as this one does not know it."""
    return [key for key in applied_migrations() if key not in _known_migrations()]


def describe_newer_release() -> str:
    """Empty unless a newer release has been here; else one sentence for the operator."""
    if not (unknown := find_unknown_migrations()):
        return ""
    return (
        f"A newer release of Fotfeste has used this database ({'.'.join(unknown[-1])}), and {read_release()} does not "
        "open it. Install that release again, or restore a backup from before."
    )


def describe_database() -> str:
    """One line for `fotfeste version`."""
    if sentence := describe_newer_release():
        return sentence
    if pending := find_pending_migrations():
        return f"of an older release; `fotfeste serve` brings it up to date ({len(pending)} to come)"
    latest = max(key for key in applied_migrations() if key[0] == "fotfeste")
    return f"of this release ({'.'.join(latest)})"


def find_pending_migrations() -> Migrations:
    """The last migration of each app that this database still lacks."""
    return sorted(_latest_migrations() - set(applied_migrations()))


@lru_cache(maxsize=1)
def _known_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations)


@lru_cache(maxsize=1)
def _latest_migrations() -> frozenset[tuple[str, str]]:
    """The last migration of each app, as this process's code knows them."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())
