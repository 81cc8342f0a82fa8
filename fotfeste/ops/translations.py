"""Translations: one `.po` file per room in `locale/<language>/`, compiled together into Django's catalogue.

Source strings are English. Extraction and compilation use Babel, so that no system tool is needed.
"""

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

BASE = Path(__file__).resolve().parent.parent
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
TRANSLATED = ("nb",)

Key = tuple[str | None, str]


class Found(NamedTuple):
    key: Key
    where: str


def found_in_source() -> Iterator[Found]:
    """Every translatable string, with the file and line it stands in."""
    for path in sorted(BASE.rglob("*")):
        if "/migrations/" not in str(path) and path.suffix in {".py", ".html", ".txt"}:
            yield from _found_in(path)


def _found_in(path: Path) -> Iterator[Found]:
    text = path.read_text(encoding="utf-8")
    source = text if path.suffix == ".py" else templatize(text, origin=str(path))
    for line, message, _comments, context in extract("python", BytesIO(source.encode()), KEYWORDS):
        singular = message[0] if isinstance(message, tuple) else message
        yield Found((context, singular), f"{path.relative_to(BASE.parent)}:{line}")


def catalogs(language: str) -> dict[str, Catalog]:
    """One catalogue per room file."""
    files = sorted((BASE / "locale" / language).glob("*.po"))
    return {file.stem: read_po(BytesIO(file.read_bytes()), locale=language) for file in files}


def merge_catalogs(language: str) -> Catalog:
    whole = Catalog(locale=language, charset="utf-8")
    for catalog in catalogs(language).values():
        for message in catalog:
            if message.id:
                whole.add(message.id, message.string, flags=message.flags, context=message.context)
    return whole


def compile_catalog(language: str) -> Path:
    """Write `django.mo` for one language and return its path."""
    target = BASE / "locale" / language / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(f".{os.getpid()}")
    with fresh.open("wb") as file:
        write_mo(file, merge_catalogs(language))
    return fresh.replace(target)  # at once: another process may be reading it


def faults(language: str) -> Iterator[str]:
    """Missing, empty, fuzzy, contradicting and unused translations, one line each."""
    known: dict[Key, tuple[str, object]] = {}
    for room, catalog in catalogs(language).items():
        for message in catalog:
            yield from _faults_of(room, message, known)
    used = dict(found_in_source())
    yield from (f"{where}: not translated: {key[1]!r}" for key, where in used.items() if key not in known)
    yield from (f"{room}.po: no longer used: {key[1]!r}" for key, (room, _) in known.items() if key not in used)


def _faults_of(room: str, message: object, known: dict[Key, tuple[str, object]]) -> Iterator[str]:
    msgid, string = message.id, message.string  # type: ignore[attr-defined]  # Babel ships no types
    if not msgid:
        return
    key: Key = (message.context, msgid[0] if isinstance(msgid, tuple) else msgid)  # type: ignore[attr-defined]
    if message.fuzzy or not all(string if isinstance(string, tuple) else (string,)):  # type: ignore[attr-defined]
        yield f"{room}.po: empty or fuzzy: {key[1]!r}"
    if key in known and known[key][1] != string:
        yield f"{room}.po: translated otherwise in {known[key][0]}.po: {key[1]!r}"
    known.setdefault(key, (room, string))
