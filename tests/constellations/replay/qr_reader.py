"""Reading a QR code back from its modules: byte mode, error correction level M, as ISO/IEC 18004 lays them out.

Written from the standard, without the library that draws them; no error is corrected, for nothing is dirty here.
"""

import re
from collections.abc import Iterator

QUIET = 4
MASKS = (
    lambda i, j: (i + j) % 2,
    lambda i, j: i % 2,
    lambda i, j: j % 3,
    lambda i, j: (i + j) % 3,
    lambda i, j: (i // 2 + j // 3) % 2,
    lambda i, j: i * j % 2 + i * j % 3,
    lambda i, j: (i * j % 2 + i * j % 3) % 2,
    lambda i, j: ((i + j) % 2 + i * j % 3) % 2,
)
# Version: places of the alignment patterns, (blocks, data codewords of each) at level M.
VERSIONS: dict[int, tuple[tuple[int, ...], tuple[tuple[int, int], ...]]] = {
    3: ((6, 22), ((1, 44),)),
    4: ((6, 26), ((2, 32),)),
    5: ((6, 30), ((2, 43),)),
    6: ((6, 34), ((4, 27),)),
    7: ((6, 22, 38), ((4, 31),)),
    8: ((6, 24, 42), ((2, 38), (2, 39))),
    9: ((6, 26, 46), ((3, 36), (2, 37))),
}


def read_qr_code(side: int, path: str) -> str:
    size = side - 2 * QUIET
    dark = {(int(y) - QUIET, int(x) - QUIET) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", path)}
    version = (size - 17) // 4
    mask = MASKS[int("".join("01"[(8, j) in dark] for j in (2, 3, 4)), 2) ^ 0b101]
    bits = [((i, j) in dark) ^ (not mask(i, j)) for i, j in _data_module_order(size, version)]
    words = [int("".join("01"[bit] for bit in bits[k : k + 8]), 2) for k in range(0, len(bits) - 7, 8)]
    stream = "".join(f"{word:08b}" for word in _deinterleave(words, VERSIONS[version][1]))
    assert stream[:4] == "0100", "byte mode"
    long = int(stream[4:12], 2)
    return bytes(int(stream[12 + 8 * k : 20 + 8 * k], 2) for k in range(long)).decode()


def _deinterleave(words: list[int], blocks: tuple[tuple[int, int], ...]) -> list[int]:
    """Data codewords lie interleaved over the blocks."""
    sizes = [size for many, size in blocks for _each in range(many)]
    made: list[list[int]] = [[] for _each in sizes]
    stream = iter(words)
    for row in range(max(sizes)):
        for block, size in enumerate(sizes):
            if row < size:
                made[block].append(next(stream))
    return [word for block in made for word in block]


def _data_module_order(size: int, version: int) -> Iterator[tuple[int, int]]:
    """Up and down in columns of two from the right, past the timing column and around what is no data."""
    upward, right = True, size - 1
    while right > 0:
        right -= right == 6
        for k in range(size):
            i = size - 1 - k if upward else k
            yield from ((i, j) for j in (right, right - 1) if not _is_fixed(i, j, size, version))
        upward, right = not upward, right - 2


def _is_fixed(i: int, j: int, size: int, version: int) -> bool:
    corners = (i < 9 and j < 9) or (i < 9 and j >= size - 8) or (i >= size - 8 and j < 9)
    told = version >= 7 and ((i < 6 and j >= size - 11) or (j < 6 and i >= size - 11))
    return corners or told or i == 6 or j == 6 or _is_aligning(i, j, size, VERSIONS[version][0])


def _is_aligning(i: int, j: int, size: int, at: tuple[int, ...]) -> bool:
    finders = {(6, 6), (6, at[-1]), (at[-1], 6)}
    return any(abs(i - a) <= 2 and abs(j - b) <= 2 for a in at for b in at if (a, b) not in finders)
