"""Names that stored data stand on: those of every release are all still there (docs/adr/0018)."""

import json
import re
from pathlib import Path
from uuid import UUID

from django.apps import apps

from fotfeste.body.ask_me.request_draft import REQUEST_DRAFT
from fotfeste.body.check_in.check_in_draft import DRAFT_NAMES
from fotfeste.constellations.board import events
from fotfeste.constellations.follow_up.services import check_back_draft_name as check_back_draft
from fotfeste.constellations.guests.room_codes import HASH_SALT
from fotfeste.constellations.models import Constellation
from fotfeste.kit import audit_anchor
from fotfeste.kit.audit_log import KEYS_TABLE, TRAIL_TABLE, entry_place
from fotfeste.kit.crypto import KeyUse
from fotfeste.kit.drafts import DraftSlug
from fotfeste.kit.encrypted_stream import FILE_USE, MARK_USE
from fotfeste.kit.fields import SealedText
from fotfeste.privacy.trail import CHECKSUM_WORD, END_WORD
from fotfeste.safety.services import HARM_DRAFT

BASE = Path(__file__).resolve().parents[2]
FROZEN = json.loads((BASE / "tests/shared/frozen_names.json").read_text())


def models() -> list[type]:
    return list(apps.get_app_config("fotfeste").get_models())


def test_every_sealed_field_keeps_the_name_it_is_bound_to() -> None:
    """Each model declares it itself, so that a class may be renamed and an inherited name is not taken for its own."""
    fields = [(m, f) for m in models() for f in m._meta.get_fields() if isinstance(f, SealedText)]  # type: ignore[attr-defined]
    sealed = [f"{vars(model)['SEALED_NAME']}|{field.name}" for model, field in fields]
    assert set(FROZEN["sealed"]) <= set(sealed) and len(sealed) == len(set(sealed))


def test_every_table_keeps_its_name() -> None:
    assert set(FROZEN["tables"]) <= {m._meta.db_table for m in models()}  # type: ignore[attr-defined]


def test_every_kind_of_board_event_can_still_be_read() -> None:
    for kind, (version, sealed, fields) in FROZEN["kinds"].items():
        found = events.KINDS[kind]
        assert version <= found.V and set(sealed) <= set(found.SEALED) and set(fields) <= set(found.__struct_fields__)


def test_words_that_keys_are_derived_from_stay() -> None:
    assert set(FROZEN["key_uses"]) <= {use.value for use in KeyUse}
    assert set(FROZEN["stream_uses"]) == {FILE_USE.decode(), MARK_USE.decode()}
    assert FROZEN["room_code_salt"] == HASH_SALT


def test_words_inside_sealed_values_of_the_trail_stay() -> None:
    assert FROZEN["trail_words"] == [CHECKSUM_WORD, END_WORD]


def test_words_that_entries_of_the_audit_log_stand_on_stay() -> None:
    assert FROZEN["audit_words"] == [audit_anchor.PLACE, entry_place(7), TRAIL_TABLE, KEYS_TABLE]


def test_what_drafts_lie_under_stays() -> None:
    assert set(FROZEN["drafts"]) <= {slug.value for slug in DraftSlug}
    one = Constellation(pk=UUID(int=11))
    names = [*DRAFT_NAMES.values(), REQUEST_DRAFT, HARM_DRAFT, check_back_draft(one)]
    assert set(names) == set(FROZEN["draft_names"])


def test_nothing_else_spells_these_words() -> None:
    """Keys and drafts are named through the constants, so that this list is the whole list."""
    source = "\n".join(path.read_text() for path in (BASE / "fotfeste").rglob("*.py"))
    assert not re.findall(r'derive_key\([\w.]*["\'].*', source)
    assert not re.findall(r'\bform(?:__\w+)?="[a-z-]+"', source)
