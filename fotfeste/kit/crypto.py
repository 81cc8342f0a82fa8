"""Sealing with AES-256-GCM and the instance key that wraps every data key.

A sealed value is ``version (1 byte) | key id (16) | nonce (12) | ciphertext and tag``. The associated data names the
place (``model|field|row id|key id``), so bytes copied to another row or column do not open.
"""

import os
import uuid
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from fotfeste.kit.errors import InstanceKeyMissing, SealBroken

VERSION = b"\x01"
KEY_BYTES = 32
NONCE_BYTES = 12
HEAD_BYTES = 1 + 16 + NONCE_BYTES


class KeyUse(StrEnum):
    """What a key is derived for. Stored data stands on these words: they stay, whatever the code is called."""

    DATA_KEYS = "wrap"
    TRAIL = "trail"
    AUDIT_LOG = "audit log"
    BACKUP = "backup"
    TRANSIENT_ANSWERS = "passing"
    SECOND_FACTOR = "second factor"
    INVITATION_LINK = "link to hand over"
    GUEST_LINK = "link for a guest"
    SESSION = "browser session"


def new_key() -> bytes:
    return os.urandom(KEY_BYTES)


def seal(plain: bytes, key: bytes, key_id: uuid.UUID, place: str) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    associated_data = f"{place}|{key_id}".encode()
    return VERSION + key_id.bytes + nonce + AESGCM(key).encrypt(nonce, plain, associated_data)


def read_key_id(sealed_value: bytes) -> uuid.UUID:
    """The id of the data key that sealed these bytes. Raises SealBroken for anything too short or unknown."""
    if len(sealed_value) <= HEAD_BYTES or sealed_value[:1] != VERSION:
        raise SealBroken("not a sealed value")
    return uuid.UUID(bytes=bytes(sealed_value[1:17]))


def open_sealed(sealed_value: bytes, key: bytes, place: str) -> bytes:
    key_id = read_key_id(sealed_value)
    nonce, body = sealed_value[17:HEAD_BYTES], sealed_value[HEAD_BYTES:]
    try:
        return AESGCM(key).decrypt(nonce, body, f"{place}|{key_id}".encode())
    except InvalidTag as broken:
        raise SealBroken(f"sealed value at {place} does not open") from broken


def write_instance_key(path: Path) -> None:
    """Make a new instance key, readable by its owner only. Never overwrites: FileExistsError if there is one."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(new_key().hex().encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def read_instance_key() -> bytes:
    return _read_key(Path(settings.FOTFESTE_KEY_FILE))


def derive_key(use: KeyUse) -> bytes:
    """A key for one named use, derived from the instance key (HKDF-SHA256), so that no key serves two purposes."""
    return _derive(read_instance_key(), use.value)


@lru_cache(maxsize=8)
def _derive(key: bytes, use: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"fotfeste {use}".encode()).derive(key)


@lru_cache(maxsize=8)
def _read_key(path: Path) -> bytes:
    try:
        key = bytes.fromhex(path.read_text().strip())
    except (OSError, ValueError) as missing:
        raise InstanceKeyMissing(f"No readable instance key at {path}.") from missing
    if len(key) != KEY_BYTES:
        raise InstanceKeyMissing(f"The instance key at {path} has {len(key)} bytes, expected {KEY_BYTES}.")
    return key
