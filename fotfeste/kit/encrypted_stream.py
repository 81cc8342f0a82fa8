"""A sealed file of any length, written and opened piece by piece (AES-256-GCM, the STREAM construction).

``head | piece | piece | …``. The head is ``magic | key mark (8) | salt (32)``; each file has a key of its own, derived
from the given key and its salt, and every piece is bound to the whole head. A piece's nonce is its number and whether
it is the last: a changed, missing, swapped or added byte does not open (Hoang, Reyhanitabar, Rogaway, Vizár 2015).
"""

import os
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"fotfeste sealed stream 1\n"
# What its keys are derived for: backups stand on these words.
FILE_USE, MARK_USE = b"fotfeste stream file", b"fotfeste stream mark"
MARK_BYTES, SALT_BYTES, TAG_BYTES, COUNT_BYTES = 8, 32, 16, 11
HEAD_BYTES = len(MAGIC) + MARK_BYTES + SALT_BYTES
PIECE_BYTES = 64 * 1024


class StreamBroken(Exception):
    """The file is damaged, cut short, added to, or not of this kind."""


class OtherKey(StreamBroken):
    """The file was sealed with another key."""


class SealedWriter:
    """`write` as often as you like, then `close` once: without it the file has no end and does not open."""

    def __init__(self, file: BinaryIO, key: bytes):
        head = MAGIC + _derive_key_mark(key) + os.urandom(SALT_BYTES)
        self._file, self._pieces, self._waiting = file, _Pieces(key, head), bytearray()
        file.write(head)

    def write(self, plain: bytes) -> None:
        self._waiting += plain
        while len(self._waiting) > PIECE_BYTES:  # the last piece is sealed as such, so one always waits
            self._file.write(self._pieces.seal(bytes(self._waiting[:PIECE_BYTES]), last=False))
            del self._waiting[:PIECE_BYTES]

    def close(self) -> None:
        self._file.write(self._pieces.seal(bytes(self._waiting), last=True))


def open_stream(file: BinaryIO, key: bytes) -> Iterator[bytes]:
    """The plain pieces. Nothing may be trusted as whole before the iterator has ended. Raises StreamBroken."""
    pieces = _Pieces(key, _read_head(file, key))
    piece = file.read(PIECE_BYTES + TAG_BYTES)
    while next_piece := file.read(PIECE_BYTES + TAG_BYTES):
        yield pieces.open(piece, last=False)
        piece = next_piece
    yield pieces.open(piece, last=True)


def _read_head(file: BinaryIO, key: bytes) -> bytes:
    head = file.read(HEAD_BYTES)
    if len(head) < HEAD_BYTES or not head.startswith(MAGIC):
        raise StreamBroken("not a sealed file")
    if head[len(MAGIC) : -SALT_BYTES] != _derive_key_mark(key):
        raise OtherKey("sealed with another key")
    return head


class _Pieces:
    """Seals and opens the pieces of one file in their order."""

    def __init__(self, key: bytes, head: bytes):
        self._aead = AESGCM(_derive_key(key, head[-SALT_BYTES:], FILE_USE, 32))
        self._head, self._count = head, 0

    def seal(self, plain: bytes, *, last: bool) -> bytes:
        return self._aead.encrypt(self._nonce(last), plain, self._head)

    def open(self, piece: bytes, *, last: bool) -> bytes:
        try:
            return self._aead.decrypt(self._nonce(last), piece, self._head)
        except (InvalidTag, ValueError) as broken:
            raise StreamBroken("changed or cut short") from broken

    def _nonce(self, last: bool) -> bytes:
        nonce = self._count.to_bytes(COUNT_BYTES, "big") + bytes([last])
        self._count += 1
        return nonce


def _derive_key_mark(key: bytes) -> bytes:
    """Tells another key from damage; says nothing about the key itself."""
    return _derive_key(key, None, MARK_USE, MARK_BYTES)


def _derive_key(key: bytes, salt: bytes | None, use: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=use).derive(key)
