"""What is held of a client about privacy itself: her consents, and who has read what."""

from fotfeste.kit.keeper import CodeLabels, Collected, Keeper, register
from fotfeste.kit.keyring import preload_keys
from fotfeste.kit.models import AuditEntry, AuditHead
from fotfeste.people.models import Person
from fotfeste.privacy.consent_texts import TEXTS
from fotfeste.privacy.models import Consent, TrailChecksum, TrailEntry, TrailHead
from fotfeste.privacy.trail_phrases import REASONS, describe_act


def collect(client: Person) -> Collected:
    consents = Consent.objects.filter(client=client).order_by("given_at")
    trail = list(TrailEntry.objects.filter(client=client).select_related("actor").order_by("seq"))
    preload_keys({entry.actor_id for entry in trail})
    return {
        "consents": [
            {"to": c.to, "version": c.version, "given_at": c.given_at, "withdrawn_at": c.withdrawn_at} for c in consents
        ],
        "readers": [
            {
                "at": e.at,
                "who": str(e.actor),
                "did": describe_act(e.verb, e.what),
                "why": e.why,
                "verb": e.verb,
                "what": e.what,
                "hash": e.hash,
            }
            for e in trail
        ],
    }


def forget(client: Person, keep_record: bool) -> None:
    """The trail stays: it holds nobody's words, and without it nobody could ever ask who had looked."""
    Consent.objects.filter(client=client).delete()


def code_labels() -> CodeLabels:
    return {"to": {to: text.title for to, text in TEXTS.items()}, "why": REASONS}


register(
    Keeper(
        "privacy", (Consent, TrailEntry, TrailHead, TrailChecksum, AuditEntry, AuditHead), collect, forget, code_labels
    )
)
