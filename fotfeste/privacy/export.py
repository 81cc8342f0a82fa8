"""One's own copy: everything every room keeps about a client, as JSON, as tables and as a page to read, in one zip."""

import csv
import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from fotfeste.kit.keeper import keepers
from fotfeste.people.models import Person
from fotfeste.privacy.access import Act, require
from fotfeste.privacy.readable_export import Part, build_parts, collect_code_labels, format_value

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def build_copy(*, actor: Person, client: Person, now: datetime) -> bytes:
    """The zip. Only she herself gets it; nothing of it is stored on the server."""
    require(actor, Act.BE, client)
    rooms = {keeper.room: keeper.collect(client) for keeper in keepers()}
    tables = {name: rows for room in rooms.values() for name, rows in room.items()}
    files = {
        _("read-me.html"): _render_page(build_parts(tables, collect_code_labels()), now),
        "copy.css": _read_style(),
        "data.json": msgspec.json.format(msgspec.json.encode({"made_at": now, **rooms}), indent=2),
        **{f"tables/{name}.csv": _write_csv(rows) for name, rows in tables.items() if rows},
    }
    return _zip_files(files, now)


def build_file_name(now: datetime) -> str:
    """Says nothing about what it is a copy of."""
    name = _("copy")
    return f"{name}-{timezone.localdate(now):%Y-%m-%d}.zip"


def _render_page(parts_of_copy: Iterable[Part], now: datetime) -> bytes:
    return render_to_string("privacy/copy.html", {"parts": list(parts_of_copy), "made": format_value(now)}).encode()


def _read_style() -> bytes:
    path = finders.find("css/copy.css")
    if not path:
        return b""
    return Path(str(path)).read_bytes()


def _write_csv(rows: list[dict[str, Any]]) -> bytes:
    flat_rows = [_flatten_row(row) for row in rows]
    columns = list(dict.fromkeys(name for row in flat_rows for name in row))
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, restval="")
    writer.writeheader()
    writer.writerows(flat_rows)
    return buffer.getvalue().encode("utf-8-sig")  # the mark lets spreadsheets read æ, ø and å


def _flatten_row(row: dict[str, Any], prefix: str = "") -> dict[str, str]:
    cells: dict[str, str] = {}
    for name, value in row.items():
        if isinstance(value, dict):
            cells |= _flatten_row(value, f"{prefix}{name}.")
        else:
            cells[f"{prefix}{name}"] = _format_cell(value)
    return cells


def _format_cell(value: Any) -> str:
    """A text that begins like a formula gets a ' in front: a spreadsheet must not run what someone once wrote."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode().strip('"')
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA_STARTS) else text


def _zip_files(files: dict[str, bytes], now: datetime) -> bytes:
    buffer = io.BytesIO()
    timestamp = timezone.localtime(now).timetuple()[:6]
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, timestamp), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
