"""A sealed stream opens whole or not at all."""

import io
import os
import random

import pytest

from fotfeste.kit.encrypted_stream import (
    HEAD_BYTES,
    PIECE_BYTES,
    TAG_BYTES,
    OtherKey,
    SealedWriter,
    StreamBroken,
    open_stream,
)

KEY = bytes(range(32))
BLOCK = PIECE_BYTES + TAG_BYTES


def seal_stream(plain: bytes, key: bytes = KEY) -> bytes:
    file = io.BytesIO()
    writer = SealedWriter(file, key)
    for start in range(0, len(plain), 10_007):
        writer.write(plain[start : start + 10_007])
    writer.close()
    return file.getvalue()


def read(body: bytes, key: bytes = KEY) -> bytes:
    return b"".join(open_stream(io.BytesIO(body), key))


def is_refused(body: bytes) -> bool:
    try:
        read(body)
    except StreamBroken:
        return True
    return False


@pytest.mark.parametrize("length", [0, 1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES])
def test_what_went_in_comes_out(length: int) -> None:
    plain = random.Random(length).randbytes(length)  # noqa: S311
    assert read(seal_stream(plain)) == plain


def test_nothing_of_it_lies_in_clear_and_no_two_files_are_alike() -> None:
    plain = b"steinene ved elva" * 5000
    one, two = seal_stream(plain), seal_stream(plain)
    assert b"steinene" not in one and one[HEAD_BYTES : HEAD_BYTES + 64] != two[HEAD_BYTES : HEAD_BYTES + 64]


def test_it_is_not_opened_by_another_key() -> None:
    with pytest.raises(OtherKey):
        read(seal_stream(b"noe"), os.urandom(32))


def test_it_has_no_end_until_it_is_closed() -> None:
    file = io.BytesIO()
    SealedWriter(file, KEY).write(b"x" * (3 * PIECE_BYTES))
    assert is_refused(file.getvalue())


def test_every_byte_counts() -> None:
    body = seal_stream(b"kort")
    for place in range(len(body)):
        changed = bytearray(body)
        changed[place] ^= 1 << (place % 8)
        assert is_refused(bytes(changed)), place


def test_pieces_are_neither_missing_nor_swapped_nor_added() -> None:
    body = seal_stream(os.urandom(4 * PIECE_BYTES + 5))
    other = seal_stream(os.urandom(4 * PIECE_BYTES + 5))
    pieces = [body[start : start + BLOCK] for start in range(HEAD_BYTES, len(body), BLOCK)]
    head = body[:HEAD_BYTES]
    for kept in range(len(pieces)):
        assert is_refused(head + b"".join(pieces[:kept])), f"cut after {kept}"
    for a, b in ((0, 1), (1, 3), (3, 4), (0, 4)):
        swapped = [*pieces]
        swapped[a], swapped[b] = swapped[b], swapped[a]
        assert is_refused(head + b"".join(swapped)), (a, b)
    assert is_refused(head + b"".join([*pieces[:2], pieces[1], *pieces[2:]])), "one twice"
    assert is_refused(head + b"".join([*pieces[:2], *pieces[3:]])), "one left out"
    assert is_refused(body + b"\0") and is_refused(body + pieces[-1]) and is_refused(body[:-1]) and is_refused(b"")
    assert is_refused(other[:HEAD_BYTES] + body[HEAD_BYTES:]) and is_refused(head + other[HEAD_BYTES:])
