"""Reading the request a person is writing."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from fotfeste.kit.compiled_queries import compiled_query
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
    drafts = _find_drafts(client.pk)
    if not drafts:
        return None
    draft = drafts[0]
    return RequestDraft("".join(draft.fields.get("words", [])), draft.saved_at)


@compiled_query
def _find_drafts(client: UUID) -> QuerySet[Draft]:
    return Draft.objects.filter(person=client, form=REQUEST_DRAFT)
