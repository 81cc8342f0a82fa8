"""Catalogues of translations: one `.po` for each room and language, and beside it the `.mo` that Django reads.

They are compiled when the package is built, or by `make` in a checkout; what is installed is never written to. Nothing
here needs Django: the build has none.
"""

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

BASE = Path(__file__).resolve().parent.parent
TRANSLATED = ("nb",)
NOT_COMPILED = "The translations are not compiled. In a checkout, `make .venv/run-ready` compiles them."


def find_po_files(language: str, base: Path = BASE) -> dict[str, Path]:
    """Each room's file, by the room's name."""
    return {file.parts[-5]: file for file in sorted(base.glob(f"*/locale/{language}/LC_MESSAGES/django.po"))}


def read_catalogs(language: str) -> dict[str, Catalog]:
    return {room: read_catalog(file) for room, file in find_po_files(language).items()}


def read_catalog(file: Path) -> Catalog:
    return read_po(BytesIO(file.read_bytes()), locale=file.parts[-3])


def compile_catalogs(base: Path = BASE) -> None:
    """Write the `.mo` of each `.po` under `base` that has none or an older one."""
    for file in _stale_files(base):
        fresh = file.with_suffix(f".{os.getpid()}")
        with fresh.open("wb") as compiled:
            write_mo(compiled, read_catalog(file))
        fresh.replace(file.with_suffix(".mo"))  # at once: another process may be reading it


def _stale_files(base: Path) -> Iterator[Path]:
    for language in TRANSLATED:
        for file in find_po_files(language, base).values():
            compiled = file.with_suffix(".mo")
            if not compiled.is_file() or compiled.stat().st_mtime_ns < file.stat().st_mtime_ns:
                yield file


def is_compiled() -> bool:
    files = [file for language in TRANSLATED for file in find_po_files(language).values()]
    return all(file.with_suffix(".mo").is_file() for file in files)
