"""Reading the check-in a person is in the middle of."""

import uuid

from fotfeste.body.check_in.flow import STEPS, Kept, KeptStep
from fotfeste.body.models import CheckIn
from fotfeste.kit.drafts import DraftSlug
from fotfeste.kit.idempotency import new_id, row_id
from fotfeste.kit.models import Draft
from fotfeste.people.models import Person

DRAFT_NAMES = {step: f"{DraftSlug.CHECK_IN}-{step}" for step in STEPS}


def find_kept_steps(client: Person) -> dict[str, KeptStep]:
    """The steps of the check-in she is in the middle of, by name."""
    names = {draft: step for step, draft in DRAFT_NAMES.items()}
    drafts = Draft.objects.filter(person=client, form__in=names).order_by("form")
    return {names[draft.form]: KeptStep(draft.fields, draft.saved_at) for draft in drafts}


def choose_check_in_id(
    draft: Kept, client: Person, posted_id: str | None = None, *, may_be_sent: bool = False
) -> uuid.UUID:
    """The id an unfinished check-in will have: from its kept steps, or else the form; a new one once that was sent.

    A last step with nothing kept beside it may be a form sent twice: its id stays, so that it makes one row.
    """
    if may_be_sent and not draft:
        return row_id(posted_id)
    draft_ids = (step.fields.get("row", [""])[0] for step in draft.values())
    known_id = next(filter(None, draft_ids), posted_id)
    if not known_id:
        return new_id()
    row = row_id(known_id)
    return new_id() if CheckIn.objects.filter(pk=row, client=client).exists() else row


def read_check_in_ids(draft: Kept) -> set[str]:
    """The ids that the kept steps say their check-in will have: one, unless tabs crossed."""
    return {row for step in draft.values() for row in step.fields.get("row", []) if row}
