"""What this room keeps about a client."""

from fotfeste.kit.keeper import Collected, Keeper, register
from fotfeste.people.models import Person
from fotfeste.safety.models import Anchor, HarmEntry


def collect(client: Person) -> Collected:
    anchors = Anchor.objects.filter(client=client).order_by("created_at")
    entries = HarmEntry.objects.filter(client=client).select_related("reader").order_by("at")
    return {
        "anchors": [{"kind": a.kind, "words": a.words, "at": a.created_at.isoformat()} for a in anchors],
        "harm_entries": [_export_harm_entry(entry) for entry in entries],
    }


def _export_harm_entry(entry: HarmEntry) -> dict[str, str | None]:
    return {
        "to": entry.to,
        "reader": str(entry.reader) if entry.reader else None,
        "words": entry.words,
        "at": entry.at.isoformat(),
        "read_at": entry.read_at.isoformat() if entry.read_at else None,
    }


def forget(client: Person, keep_record: bool) -> None:
    """All of it is the client's own, so all of it goes, whatever the law says about the record."""
    Anchor.objects.filter(client=client).delete()
    HarmEntry.objects.filter(client=client).delete()


register(Keeper("safety", (Anchor, HarmEntry), collect, forget))
