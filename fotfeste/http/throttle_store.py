"""Where tries at the door are counted: a small file that all workers of this machine share, and nobody can read."""

from typing import Any

from django.db import connections
from django.utils.crypto import salted_hmac


def hash_cache_key(key: str, key_prefix: str, version: int) -> str:
    """A name for what is counted from which neither an e-mail address nor an address on the net can be guessed."""
    return salted_hmac("fotfeste counts", f"{key_prefix}:{version}:{key}", algorithm="sha256").hexdigest()


class ThrottleRouter:
    """The counts lie in their own file, and nothing else does."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return "counts" if model._meta.app_label == "django_cache" else None

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return (db == "counts") == (app_label == "django_cache")


def create_throttle_table() -> None:
    """The table, if it is not there yet. Called by one process at a time (`installation.prepare_database`)."""
    from django.core.management import call_command

    call_command("createcachetable", database="counts", verbosity=0)
    connections["counts"].close()
