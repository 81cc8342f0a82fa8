"""Names that stored data stand on: those of release 0.1 are all still there (docs/adr/0018)."""

import json
import re
from pathlib import Path

from django.apps import apps

from fotfeste.constellations.board import events
from fotfeste.kit.fields import SealedText

BASE = Path(__file__).resolve().parents[2]
FROZEN = json.loads((BASE / "tests/shared/frozen_names.json").read_text())
KEY_WORDS = {"backup", "passing", "trail", "wrap"}
KEY_PLACES = {"second factor", "link to hand over", "link for a guest"}
DRAFTS = {"ask-me", "tell"}


def models() -> list[type]:
    return list(apps.get_app_config("fotfeste").get_models())


def test_every_sealed_field_keeps_the_name_it_is_bound_to() -> None:
    sealed = {f"{m.__name__}|{f.name}" for m in models() for f in m._meta.get_fields() if isinstance(f, SealedText)}  # type: ignore[attr-defined]
    assert set(FROZEN["sealed"]) <= sealed and len(FROZEN["sealed"]) > 10


def test_every_table_keeps_its_name() -> None:
    assert set(FROZEN["tables"]) <= {m._meta.db_table for m in models()}  # type: ignore[attr-defined]


def test_every_kind_of_board_event_can_still_be_read() -> None:
    for kind, (version, sealed, fields) in FROZEN["kinds"].items():
        found = events.KINDS[kind]
        assert version <= found.V and set(sealed) <= set(found.SEALED) and set(fields) <= set(found.__struct_fields__)


def test_words_that_keys_are_derived_from_stay() -> None:
    source = "\n".join(path.read_text() for path in (BASE / "fotfeste").rglob("*.py"))
    assert set(re.findall(r'derived_key\("([a-z ]+)"\)', source)) >= KEY_WORDS
    assert set(re.findall(r'^[A-Z_]+ = "([a-z -]+)"$', source, re.M)) >= KEY_PLACES | DRAFTS
