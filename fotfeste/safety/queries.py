"""What a client's pages show of her anchors, and who can read 'something did not feel right'."""

from dataclasses import dataclass

from django.db.models import QuerySet

from fotfeste.kit.compiled_queries import compiled_query
from fotfeste.people.models import Bond, Institute, Person
from fotfeste.privacy.access import Act, is_lead, is_permitted
from fotfeste.safety.models import ANCHOR_ORDER, Anchor, HarmTo


@dataclass(frozen=True)
class HarmReader:
    """Someone the client can tell, and in which place that person stands."""

    to: HarmTo
    person: Person
    institute: str = ""

    @property
    def key(self) -> str:
        """Names place and person, so that words never go to somebody else than the page named."""
        return f"{self.to}:{self.person.pk}"


def list_anchors(client: Person) -> list[Anchor]:
    """Her anchors, places first, in the order she added them."""
    return _find_own_anchors(client)


@compiled_query
def _find_own_anchors(client: Person) -> QuerySet[Anchor]:
    return Anchor.objects.visible_to(client).filter(client=client).order_by(*ANCHOR_ORDER)


def find_harm_readers(client: Person) -> list[HarmReader]:
    """Her therapist and the institute's lead, each only while that person can open the entry."""
    return [reader for reader in (_find_therapist(client), _find_lead()) if reader]


def _find_therapist(client: Person) -> HarmReader | None:
    open_bonds = Bond.objects.filter(client=client, until__isnull=True, therapist__is_active=True)
    for bond in open_bonds.select_related("therapist").order_by("-since"):
        if is_permitted(bond.therapist, Act.FOLLOW, client.pk):
            return HarmReader(HarmTo.THERAPIST, bond.therapist)
    return None


def _find_lead() -> HarmReader | None:
    institute = Institute.objects.select_related("lead").first()
    if institute is None or institute.lead is None or not institute.lead.is_active or not is_lead(institute.lead):
        return None
    return HarmReader(HarmTo.LEAD, institute.lead, institute.name)
