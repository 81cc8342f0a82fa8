"""Writes of this room: anchors, and 'something did not feel right'."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fotfeste.kit.audit_log import audited_transaction, record_act, record_acts
from fotfeste.kit.drafts import DraftSlug, delete_draft
from fotfeste.kit.errors import Sentence
from fotfeste.kit.file_erasure import erase_on_commit
from fotfeste.kit.idempotency import create_once
from fotfeste.people.models import Person
from fotfeste.privacy import trail
from fotfeste.privacy.access import Act, NotVisible, require
from fotfeste.safety.models import Anchor, AnchorKind, HarmEntry, HarmTo
from fotfeste.safety.queries import find_harm_readers

MAX_ANCHORS = 40
HARM_DRAFT = DraftSlug.HARM


class TooManyAnchors(Sentence):
    """There is room for a good handful, so that the page stays one a tired person can read."""


class NoReader(Sentence):
    """The one it was meant for cannot read it (any more). Nothing was sent."""


@transaction.atomic
def add_anchor(*, actor: Person, client: Person, row: uuid.UUID, kind: AnchorKind, words: str, now: datetime) -> Anchor:
    """Keep one anchor. Raises TooManyAnchors."""
    require(actor, Act.KEEP, client)
    anchor, is_new = create_once(Anchor, row, client=client, kind=kind, words=words, created_at=now)
    if is_new and Anchor.objects.filter(client=client).count() > MAX_ANCHORS:
        raise TooManyAnchors(_("There is room for {most} here. You can take one away first.").format(most=MAX_ANCHORS))
    return anchor


@transaction.atomic
def remove_anchor(*, actor: Person, anchor: Anchor) -> None:
    require(actor, Act.BE, anchor.client)
    anchor.delete()
    erase_on_commit()


@audited_transaction()
def send_harm_entry(
    *,
    actor: Person,
    client: Person,
    row: uuid.UUID,
    to: HarmTo,
    words: str,
    now: datetime,
    expected_reader: Person | None = None,
    draft: str = HARM_DRAFT,
) -> HarmEntry:
    """Keep her words for one reader, fixed here. Nobody is told; the reader finds it at the next visit.

    Needs no consent to keep and works while resting: it is a message, not a trace. `expected_reader` is whom the page
    named; raises NoReader if that place is empty or somebody else's by now. `draft` is the form it was written in.
    """
    require(actor, Act.BE, client)
    if existing := HarmEntry.objects.filter(pk=row, client=client).first():
        return existing
    reader = next((each.person for each in find_harm_readers(client) if each.to == to), None)
    if reader is None or (expected_reader and expected_reader.pk != reader.pk):
        raise NoReader(_("This person cannot be reached here any more. Nothing was sent. You can choose again."))
    entry, is_new = create_once(HarmEntry, row, client=client, to=to, reader=reader, words=words, at=now)
    if is_new:
        record_act(entry, "send", actor=actor, at=now)
    delete_draft(person=client, form=draft)
    return entry


@audited_transaction()
def mark_read(*, actor: Person, entry: HarmEntry, now: datetime) -> None:
    """The reader has opened it: notes when, the first time, and leaves a link in the client's trail every time."""
    if entry.reader_id != actor.pk or not HarmEntry.objects.visible_to(actor).filter(pk=entry.pk).exists():
        raise NotVisible
    unread = HarmEntry.objects.filter(pk=entry.pk, read_at__isnull=True)
    record_acts(list(unread), "read", actor=actor, at=now)
    unread.update(read_at=now)
    trail.record(actor=actor, client=entry.client, what="harm entry", why="harm log", now=now)
