"""Reading the request a person is writing."""

from dataclasses import dataclass
from datetime import datetime

from fotfeste.kit.drafts import DraftSlug
from fotfeste.kit.models import Draft
from fotfeste.people.models import Person

REQUEST_DRAFT = DraftSlug.ASK_ME


@dataclass(frozen=True)
class RequestDraft:
    words: str
    saved_at: datetime


def find_request_draft(client: Person) -> RequestDraft | None:
    """What she has written and not sent."""
    draft = Draft.objects.filter(person=client, form=REQUEST_DRAFT).first()
    if draft is None:
        return None
    return RequestDraft("".join(draft.fields.get("words", [])), draft.saved_at)
