"""Looking for words where none may lie: raw bytes in every dress they could wear."""

import base64
import binascii
import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

PACKED = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")
BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}")
LONGEST_OPENED = 2_000_000


def dresses(word: str) -> Iterator[bytes]:
    """The word in the encodings that a program might have left it in."""
    yield from (word.encode(code) for code in ("utf-8", "latin-1", "utf-16-le", "utf-16-be"))
    yield word.encode("unicode_escape")  # as a log writes it
    yield word.encode("unicode_escape").replace(b"\\x", b"\\u00")  # as JSON does
    yield "".join(c if c.isascii() else "".join(f"%{b:02X}" for b in c.encode()) for c in word).encode()
    yield word.encode().hex().encode()
    yield word.encode().hex().upper().encode()
    for shift in range(3):  # where the word may begin within the groups of base64
        whole = base64.b64encode(b"\0" * shift + word.encode())
        part = whole[4 if shift else 0 : -4]
        yield part
        yield part.translate(bytes.maketrans(b"+/", b"-_"))


def found_in(body: bytes, words: Iterable[str]) -> set[str]:
    """Which of the words lie in these bytes, packed ones opened too."""
    seen = [body, *_inflate_pieces(body)]
    lowered = [each.lower() for each in seen]
    return {
        word
        for word in words
        if any(dress in each for dress in dresses(word) for each in seen)
        or any(word.lower().encode() in each for each in lowered)
    }


def _inflate_pieces(body: bytes) -> Iterator[bytes]:
    for place in PACKED.finditer(body):
        with suppress(zlib.error):
            yield zlib.decompressobj(wbits=47).decompress(body[place.start() :], LONGEST_OPENED)
    for run in BASE64.findall(body):
        with suppress(zlib.error, binascii.Error):
            plain = base64.b64decode(run.translate(bytes.maketrans(b"-_", b"+/")) + b"==", validate=False)
            if PACKED.match(plain):
                yield zlib.decompressobj(wbits=47).decompress(plain, LONGEST_OPENED)


def files_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below, by its path. Collected static files are the program's own and are left out."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "static" not in path.relative_to(folder).parts[:1]:
            yield str(path.relative_to(folder)), path.read_bytes()
