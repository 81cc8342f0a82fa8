"""What lies inside a backup, in order: a manifest, the rows of each table, and an end that counts and hashes them.

Each part is msgpack behind its length; the whole is a sealed stream (kit/encrypted_stream.py) under a key of its own.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import BinaryIO

import msgspec

from fotfeste.kit.crypto import KeyUse, derive_key
from fotfeste.kit.encrypted_stream import SealedWriter, StreamBroken, open_stream

LENGTH_BYTES = 4
ROWS_AT_ONCE = 200


class Manifest(msgspec.Struct, tag="manifest"):
    """`tables` names each table's columns; `forgotten` is how many tombstones there were."""

    made_at: datetime
    release: str
    migrations: list[tuple[str, str]]
    tables: dict[str, list[str]]
    forgotten: int


class Rows(msgspec.Struct, tag="rows"):
    table: str
    rows: list[bytes]


class Sum(msgspec.Struct, frozen=True):
    count: int
    sha256: bytes


class End(msgspec.Struct, tag="end"):
    tables: dict[str, Sum]


Part = Manifest | Rows | End
Sums = dict[str, Sum]


class Tally:
    """Counts and hashes rows as they pass."""

    def __init__(self, tables: Iterable[str]):
        self._hashes = {table: hashlib.sha256() for table in tables}
        self._counts = dict.fromkeys(self._hashes, 0)

    def add(self, table: str, row: bytes) -> None:
        self._hashes[table].update(len(row).to_bytes(LENGTH_BYTES, "big") + row)
        self._counts[table] += 1

    def sums(self) -> Sums:
        return {table: Sum(self._counts[table], digest.digest()) for table, digest in self._hashes.items()}


def hash_contents(sums: Sums) -> str:
    """One SHA-256 over every table and row: equal for equal contents, in whichever database they lie."""
    ordered = [(table, sums[table].count, sums[table].sha256) for table in sorted(sums)]
    return hashlib.sha256(msgspec.msgpack.encode(ordered)).hexdigest()


def write_archive(file: BinaryIO, manifest: Manifest, rows: Iterable[tuple[str, Iterator[bytes]]]) -> Sums:
    """Seal everything into `file` and say what went in."""
    tally, writer = Tally(manifest.tables), SealedWriter(file, derive_key(KeyUse.BACKUP))
    _put_record(writer, manifest)
    for table, its_rows in rows:
        while batch := list(islice(its_rows, ROWS_AT_ONCE)):
            for row in batch:
                tally.add(table, row)
            _put_record(writer, Rows(table, batch))
    _put_record(writer, End(tally.sums()))
    writer.close()
    return tally.sums()


def _put_record(writer: SealedWriter, part: Part) -> None:
    body = msgspec.msgpack.encode(part)
    writer.write(len(body).to_bytes(LENGTH_BYTES, "big") + body)


class Archive:
    """A backup being read. `sums` is set once the whole has been read and proved; nothing before that is to be kept."""

    def __init__(self, file: BinaryIO):
        self._parts = _parts(open_stream(file, derive_key(KeyUse.BACKUP)))
        first = next(self._parts, None)
        if not isinstance(first, Manifest):
            raise StreamBroken("no manifest")
        self.manifest = first
        self.sums: Sums = {}

    def rows(self) -> Iterator[Rows]:
        """Every row, once. Raises StreamBroken where the file does not hold what its end says it holds."""
        tally = Tally(self.manifest.tables)
        for part in self._parts:
            if isinstance(part, Rows):
                for row in part.rows:
                    tally.add(part.table, row)
                yield part
            elif isinstance(part, End) and next(self._parts, None) is None and part.tables == tally.sums():
                self.sums = part.tables
        if not self.sums:
            raise StreamBroken("the end does not fit")


def verify_archive(file: BinaryIO) -> Archive:
    """Open every byte and keep nothing. Raises StreamBroken."""
    archive = Archive(file)
    for _ in archive.rows():
        pass
    return archive


def _parts(pieces: Iterator[bytes]) -> Iterator[Part]:
    """Nothing but sealed bytes comes here, so a fault of form is a broken stream like any other."""
    buffer = bytearray()
    for piece in pieces:
        buffer += piece
        while (record_length := _record_length(buffer)) is not None and len(buffer) >= record_length:
            yield msgspec.msgpack.decode(buffer[LENGTH_BYTES:record_length], type=Part)
            del buffer[:record_length]
    if buffer:
        raise StreamBroken("ends within a part")


def _record_length(buffer: bytearray) -> int | None:
    if len(buffer) < LENGTH_BYTES:
        return None
    return LENGTH_BYTES + int.from_bytes(buffer[:LENGTH_BYTES], "big")
