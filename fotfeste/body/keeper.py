"""What this room holds of a client, all of it in her own key."""

from typing import Any

import msgspec

from fotfeste.body.models import AskMe, CheckIn, Moment
from fotfeste.body.vocabulary import BODY_WORDS, FEELINGS, PLACES, WISHES
from fotfeste.kit.keeper import CodeLabels, Collected, Keeper, register
from fotfeste.people.models import Person

MODELS = (CheckIn, Moment, AskMe)


def collect(client: Person) -> Collected:
    return {
        "check_ins": [
            {"at": row.at.isoformat(), **msgspec.to_builtins(row.answers)}
            for row in CheckIn.objects.filter(client=client).order_by("at")
        ],
        "moments": [
            {"at": row.at.isoformat(), "words": row.words}
            for row in Moment.objects.filter(client=client).order_by("at")
        ],
        "ask_me": [_request(row) for row in AskMe.objects.filter(client=client).order_by("at")],
    }


def _request(row: AskMe) -> dict[str, Any]:
    taken_up = row.taken_up_at.isoformat() if row.taken_up_at else None
    return {"at": row.at.isoformat(), "words": row.words, "taken_up_at": taken_up}


def forget(client: Person, keep_record: bool) -> None:
    for model in MODELS:
        model.objects.filter(client=client).delete()


def code_labels() -> CodeLabels:
    return {"words": BODY_WORDS, "places": PLACES, "feelings": FEELINGS, "wish": WISHES}


register(Keeper("body", MODELS, collect, forget, code_labels))
