"""Numbered places for the floor of a room: a number, an arrow, and a code a phone can read. Pure."""

from dataclasses import dataclass

import qrcode  # type: ignore[import-untyped]  # it has no types of its own
from qrcode.constants import ERROR_CORRECT_M  # type: ignore[import-untyped]

MAX_PLACES = 40
QUIET_MODULES = 4  # modules of white around a code, as ISO/IEC 18004 asks


@dataclass(frozen=True)
class QrCode:
    """A QR code as one SVG path over a square of `side` modules."""

    path: str
    side: int


@dataclass(frozen=True)
class FloorPlace:
    number: int
    code: QrCode


def make_qr_code(text: str) -> QrCode:
    matrix = make_qr_matrix(text)
    runs = (
        f"M{x + QUIET_MODULES} {y + QUIET_MODULES}h1v1h-1z"
        for y, row in enumerate(matrix)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    return QrCode("".join(runs), len(matrix) + 2 * QUIET_MODULES)


def make_qr_matrix(text: str) -> list[list[bool]]:
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    return [[bool(cell) for cell in row] for row in code.get_matrix()]


def make_floor_places(address: str, many: int) -> list[FloorPlace]:
    """`address`: of the board page of whoever scans it; each place adds its number."""
    return [FloorPlace(n, make_qr_code(f"{address}?anchor={n}")) for n in range(1, min(max(many, 1), MAX_PLACES) + 1)]
