"""What is translated and what is not: the strings in the source beside the rooms' catalogues.

Source strings are English. Extraction uses Babel over Django's `templatize`, so that no system tool is needed.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.extract import extract
from django.utils.translation.template import templatize

from fotfeste.ops.catalogs import BASE, find_po_files, read_catalogs

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

Key = tuple[str | None, str]


class SourceMessage(NamedTuple):
    key: Key
    where: str


def extract_messages() -> Iterator[SourceMessage]:
    """Every translatable string, with the file and line it stands in."""
    for path in sorted(BASE.rglob("*")):
        if "/migrations/" not in str(path) and path.suffix in {".py", ".html", ".txt"}:
            yield from _extract_from_file(path)


def _extract_from_file(path: Path) -> Iterator[SourceMessage]:
    text = path.read_text(encoding="utf-8")
    source = text if path.suffix == ".py" else templatize(text, origin=str(path))
    for line, message, _comments, context in extract("python", BytesIO(source.encode()), KEYWORDS):
        singular = message[0] if isinstance(message, tuple) else message
        yield SourceMessage((context, singular), f"{path.relative_to(BASE.parent)}:{line}")


def find_translation_faults(language: str) -> Iterator[str]:
    """Missing, empty, fuzzy, contradicting, unused and misplaced translations, one line each."""
    translations: dict[Key, tuple[str, object]] = {}
    for room, catalog in read_catalogs(language).items():
        for message in catalog:
            yield from _find_message_faults(room, message, translations)
    source_messages = dict(extract_messages())
    yield from (
        f"{where}: not translated: {key[1]!r}" for key, where in source_messages.items() if key not in translations
    )
    yield from (
        f"{room}: no longer used: {key[1]!r}" for key, (room, _) in translations.items() if key not in source_messages
    )
    yield from _find_place_faults(language)


def _find_message_faults(room: str, message: object, translations: dict[Key, tuple[str, object]]) -> Iterator[str]:
    msgid, string = message.id, message.string  # type: ignore[attr-defined]  # Babel ships no types
    if not msgid:
        return
    key: Key = (message.context, msgid[0] if isinstance(msgid, tuple) else msgid)  # type: ignore[attr-defined]
    if message.fuzzy or not all(string if isinstance(string, tuple) else (string,)):  # type: ignore[attr-defined]
        yield f"{room}: empty or fuzzy: {key[1]!r}"
    if key in translations and translations[key][1] != string:
        yield f"{room}: translated otherwise in {translations[key][0]}: {key[1]!r}"
    translations.setdefault(key, (room, string))


def _find_place_faults(language: str) -> Iterator[str]:
    read, place = set(find_po_files(language).values()), f"fotfeste/<room>/locale/{language}/LC_MESSAGES/django.po"
    for file in sorted(BASE.rglob(f"locale/{language}/**/*.po")):
        if file not in read:
            yield f"{file.relative_to(BASE.parent)}: not read; the place is {place}"
