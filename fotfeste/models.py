"""The rooms' models, in one place for Django. Each model lives in its room."""

from fotfeste.body.models import AskMe, CheckIn, Moment
from fotfeste.care.models import Addition, Note
from fotfeste.constellations.models import BoardEvent, CheckBack, Constellation, EventWords, Seat
from fotfeste.kit.models import AuditEntry, AuditHead, DataKey, Draft
from fotfeste.pace.models import ClientLimits, Dose
from fotfeste.people.models import (
    Bond,
    BrowserSession,
    Institute,
    Invitation,
    Person,
    RoleGrant,
    TherapistPractice,
)
from fotfeste.practices.models import Run
from fotfeste.privacy.models import Consent, TrailChecksum, TrailEntry, TrailHead
from fotfeste.safety.models import Anchor, HarmEntry

__all__ = [
    "Addition",
    "Anchor",
    "AskMe",
    "AuditEntry",
    "AuditHead",
    "BoardEvent",
    "Bond",
    "BrowserSession",
    "CheckBack",
    "CheckIn",
    "ClientLimits",
    "Consent",
    "Constellation",
    "DataKey",
    "Dose",
    "Draft",
    "EventWords",
    "HarmEntry",
    "Institute",
    "Invitation",
    "Moment",
    "Note",
    "Person",
    "RoleGrant",
    "Run",
    "Seat",
    "TherapistPractice",
    "TrailEntry",
    "TrailHead",
    "TrailChecksum",
]
