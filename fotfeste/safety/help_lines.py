"""The help panel, read from `help.toml`. Nothing here reaches the database, a session or a clock."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).with_name("help.toml")


@dataclass(frozen=True)
class HelpLine:
    number: str  # as people read it
    href: str
    who: str
    what: str
    urgent: bool


@dataclass(frozen=True)
class HelpPanel:
    lines: tuple[HelpLine, ...]
    verified_on: date
    verified_how: str


def load_help_panel(language: str) -> HelpPanel:
    """The panel in Norwegian, or in English for `en`."""
    return _panel("en" if language.startswith("en") else "nb")


@lru_cache(maxsize=2)
def _panel(language: str) -> HelpPanel:
    data = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    return HelpPanel(
        lines=tuple(_line(each, language) for each in data["line"]),
        verified_on=data["verified_on"],
        verified_how=data["verified_how"][language],
    )


def _line(data: dict[str, Any], language: str) -> HelpLine:
    return HelpLine(
        number=data["number"],
        href=data["href"],
        who=data["who"][language],
        what=data["what"][language],
        urgent=data.get("urgent", False),
    )
