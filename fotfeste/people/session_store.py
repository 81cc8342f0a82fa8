"""Django's sessions in the database, of which whoever reads the table can use nothing.

The key lies in the cookie alone; the row is found by its hash, so that what stands in the table opens no session. What
the row holds is sealed under the instance key and bound to that hash: a reset that is under way, or a code app that is
being set up, is read by nobody, and no row can be given what another holds.
"""

import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import QuerySet
from django.utils import timezone

from fotfeste.kit.compiled_queries import compiled_query
from fotfeste.kit.crypto import KeyUse
from fotfeste.kit.errors import SealBroken
from fotfeste.kit.tokens import hash_of_token, open_token, seal_token
from fotfeste.people.models import BrowserSession

NO_HOLDER = uuid.UUID(int=0)  # a session need not be anybody's


class SessionStore(DatabaseStore):
    """Asked by key like any other; only the hash of the key reaches the database."""

    @classmethod
    def get_model_class(cls) -> type[BrowserSession]:
        return BrowserSession

    def load(self) -> dict[str, Any]:
        rows = _find_row(hash_of_token(self.session_key), timezone.now()) if self.session_key else []
        if not rows:
            self._session_key = None
            return {}
        return self.decode_row(rows[0])

    def exists(self, session_key: str | None) -> bool:
        return bool(session_key) and BrowserSession.objects.filter(pk=hash_of_token(str(session_key))).exists()

    def delete(self, session_key: str | None = None) -> None:
        if key := session_key or self.session_key:
            BrowserSession.objects.filter(pk=hash_of_token(key)).delete()

    def create_model_instance(self, data: dict[str, Any]) -> BrowserSession:
        key_hash = hash_of_token(self._get_or_create_session_key())  # type: ignore[attr-defined]  # Django's own
        plain = self.serializer().dumps(data)
        return BrowserSession(
            session_key=key_hash,
            session_data=seal_token(plain, KeyUse.SESSION, NO_HOLDER, _place(key_hash)),
            expire_date=self.get_expiry_date(),
            person_id=data.get(SESSION_KEY),
            began_at=_read_time(data.get("began_s")),
            last_used_at=_read_time(data.get("seen_s")),
        )

    # Whoever asks without waiting asks the same: the inherited ones would look for, and write, the key itself.

    async def aload(self) -> dict[str, Any]:
        return await sync_to_async(self.load)()

    async def aexists(self, session_key: str | None) -> bool:
        return await sync_to_async(self.exists)(session_key)

    async def adelete(self, session_key: str | None = None) -> None:
        await sync_to_async(self.delete)(session_key)

    async def acreate_model_instance(self, data: dict[str, Any]) -> BrowserSession:
        return await sync_to_async(self.create_model_instance)(data)

    def decode_row(self, row: BrowserSession) -> dict[str, Any]:
        """What the row holds; nothing when it was not sealed for this very row."""
        try:
            plain = open_token(row.session_data, KeyUse.SESSION, _place(row.session_key))
        except SealBroken:
            return {}
        return dict(self.serializer().loads(plain))


def load_sessions(keys: Iterable[str]) -> dict[str, Mapping[str, object]]:
    """What these sessions hold, by key, in one question; one that is over is not there."""
    by_hash = {hash_of_token(key): key for key in keys}
    rows = _find_rows(by_hash.values()) if by_hash else ()
    return {by_hash[row.session_key]: SessionStore().decode_row(row) for row in rows}


@compiled_query
def _find_row(key_hash: str, now: datetime) -> QuerySet[BrowserSession]:
    return BrowserSession.objects.filter(pk=key_hash, expire_date__gt=now)


def _find_rows(keys: Iterable[str]) -> Any:
    return BrowserSession.objects.filter(pk__in=[hash_of_token(key) for key in keys], expire_date__gt=timezone.now())


def _place(key_hash: str) -> str:
    return f"session|{key_hash}"


def _read_time(at_s: float | None) -> datetime:
    """Not told yet between signing in and the first page after it: that is now."""
    return timezone.now() if at_s is None else datetime.fromtimestamp(at_s, UTC)
