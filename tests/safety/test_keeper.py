import json
import uuid

import pytest

from fotfeste.kit.keeper import keepers
from fotfeste.safety.models import Anchor, AnchorKind, HarmEntry, HarmTo
from fotfeste.safety.services import add_anchor, send_harm_entry
from tests.cast import NOW, Cast

KEEPER = next(k for k in keepers() if k.room == "safety")


def leave_things(cast: Cast) -> None:
    for client in (cast.ana, cast.noor):
        add_anchor(
            actor=client, client=client, row=uuid.uuid4(), kind=AnchorKind.TOUCH, words=f"koppen til {client}", now=NOW
        )
    send_harm_entry(actor=cast.ana, client=cast.ana, row=uuid.uuid4(), to=HarmTo.THERAPIST, words="for fort", now=NOW)


def test_everything_of_hers_and_nothing_of_others_is_handed_over(cast: Cast) -> None:
    leave_things(cast)
    handed = json.dumps(KEEPER.collect(cast.ana), ensure_ascii=False)
    assert "koppen til Ana" in handed and "for fort" in handed and "Thea" in handed
    assert "Noor" not in handed


@pytest.mark.parametrize("keep_record", [True, False])
def test_all_of_hers_goes_and_the_others_stay(cast: Cast, keep_record: bool) -> None:
    leave_things(cast)
    KEEPER.forget(cast.ana, keep_record)
    assert not HarmEntry.objects.exists()
    assert [a.client for a in Anchor.objects.all()] == [cast.noor]


def test_all_tables_of_the_room_are_named() -> None:
    assert set(KEEPER.models) == {Anchor, HarmEntry}
