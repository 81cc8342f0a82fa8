"""What this room holds of a client: her limits and their reviews (the therapist's record), her doses and what
the engine believes from them (her own)."""

import msgspec

from fotfeste.kit.keeper import Collected, Keeper, register
from fotfeste.pace.models import Believed, ClientLimits, Dose, Review
from fotfeste.people.models import Person


def collect(client: Person) -> Collected:
    """All of it, for her own copy."""
    limits = ClientLimits.objects.filter(client=client).select_related("set_by").order_by("set_at")
    doses = Dose.objects.filter(client=client).order_by("at")
    believed = Believed.objects.filter(client=client)
    reviews = Review.objects.filter(client=client).select_related("by").order_by("at")
    return {
        "limits": [
            {"set_at": row.set_at.isoformat(), "set_by": str(row.set_by), **msgspec.to_builtins(row.terms)}
            for row in limits
        ],
        "doses": [
            {"at": row.at.isoformat(), "engine": row.engine, **msgspec.to_builtins(row.session)} for row in doses
        ],
        "believed": [
            {"at": row.at.isoformat(), "engine": row.engine, **msgspec.to_builtins(row.held)} for row in believed
        ],
        "reviews": [{"at": row.at.isoformat(), "by": str(row.by)} for row in reviews],
    }


def forget(client: Person, keep_record: bool) -> None:
    """Her own goes; the therapist's record too, unless the law keeps it."""
    Dose.objects.filter(client=client).delete()
    Believed.objects.filter(client=client).delete()
    if not keep_record:
        Review.objects.filter(client=client).delete()
        ClientLimits.objects.filter(client=client).delete()


register(Keeper("pace", (ClientLimits, Dose, Believed, Review), collect, forget))
