"""Querysets of rows that belong to clients: whom each kind opens to is said by the acts it names (privacy/access)."""

from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q

from fotfeste.people.models import Person
from fotfeste.privacy.access import Act, clients_of

Rows = TypeVar("Rows", bound=models.Model)


class ClientRows(models.QuerySet[Rows]):
    """Rows with a `client`. Any one of `acts` opens them."""

    acts: ClassVar[tuple[Act, ...]]

    def visible_to(self, actor: Person) -> Self:
        is_open = Q()
        for act in self.acts:
            is_open |= Q(client__in=clients_of(actor, act))
        return self.filter(is_open)


class Traces(ClientRows[Any]):
    """A client's own traces: hers, and her therapist's to see while she shares them."""

    acts = (Act.BE, Act.SEE_TRACES)


class SignedRows(ClientRows[Rows]):
    """Rows with an `author` and a `signed_at`. Until they are signed they are drafts: their author's alone."""

    def visible_to(self, actor: Person) -> Self:
        return super().visible_to(actor).filter(Q(signed_at__isnull=False) | Q(author=actor))

    def only_signed(self) -> Self:
        return self.filter(signed_at__isnull=False)

    def drafts(self) -> Self:
        return self.filter(signed_at__isnull=True)
