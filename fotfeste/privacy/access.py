"""The one yes or no: who may do what with whose things. Default deny; what one may not know exists is 404.

Everything else asks here: querysets through `clients_of`, services through `require`, routes through `may_enter`.
"""

from enum import StrEnum

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from fotfeste.people.models import Bond, Institute, Person, PracticeBasis, Role, TherapistPractice
from fotfeste.privacy.doors import DOORS, Who
from fotfeste.privacy.models import Consent, ConsentTo


class Act(StrEnum):
    """What someone wants to do with a client's things."""

    BE = "be"  # act as oneself: the client's own pages
    KEEP = "keep"  # store new check-ins, runs and moments of one's own
    FOLLOW = "follow"  # know that she is a client; her page, limits and menu
    SEE_TRACES = "see traces"  # her check-ins, practices, moments, requests
    READ_NOTES = "read notes"
    WRITE_NOTES = "write notes"


class NotVisible(Http404):
    """Answered exactly like something that does not exist."""


def clients_of(actor: Person, act: Act) -> QuerySet[Person]:
    """The clients with whom `actor` may do `act` now; empty when nothing allows it."""
    people = Person.objects.filter(is_active=True)
    rule = _RULES.get(act)
    return people.filter(rule(actor)) if rule and actor.is_authenticated else people.none()


def require(actor: Person, act: Act, client: Person) -> None:
    """Raises NotVisible (404) unless `actor` may do `act` with `client`."""
    if not clients_of(actor, act).filter(pk=client.pk).exists():
        raise NotVisible


def may_enter(actor: Person | None, route: str) -> bool:
    """Whether this route exists for this person. Unlisted routes exist for nobody."""
    return who_may_enter(route) in standing(actor)


def who_may_enter(route: str) -> Who | None:
    return DOORS.get(route)


def standing(actor: Person | None) -> frozenset[Who]:
    """Everything `actor` is at an outer door."""
    anyone = {Who.ANYONE} | ({Who.DEMO} if settings.FOTFESTE_DEMO else set())
    if actor is None or not actor.is_authenticated:
        return frozenset(anyone)
    roles = {Who(role) for role in actor.roles}
    lead = {Who.LEAD} if roles - {Who.CLIENT} and Institute.objects.filter(lead=actor).exists() else set()
    return frozenset(anyone | {Who.SIGNED_IN} | roles | lead)


def is_staff(actor: Person) -> bool:
    """Whether the rules for staff (second factor, shorter password rules) hold for this person."""
    return bool(actor.roles - {Role.CLIENT})


def _herself(actor: Person) -> Q:
    return Q(pk=actor.pk) if Role.CLIENT in actor.roles else Q(pk__in=[])


def _herself_keeping(actor: Person) -> Q:
    return _herself(actor) & Q(resting_since__isnull=True) & _agreed(ConsentTo.KEEP)


def _bonded(actor: Person) -> Q:
    if Role.THERAPIST not in actor.roles:
        return Q(pk__in=[])
    return Q(Exists(Bond.objects.filter(client=OuterRef("pk"), therapist=actor, until__isnull=True)))


def _bonded_and_shared(actor: Person) -> Q:
    return _bonded(actor) & Q(resting_since__isnull=True) & _agreed(ConsentTo.KEEP) & _agreed(ConsentTo.SHARE)


def _bonded_and_noting(actor: Person) -> Q:
    """Under `helsehjelp` the law asks for a journal; on any other basis the client's own yes is needed."""
    journal = TherapistPractice.objects.filter(therapist=actor, basis=PracticeBasis.HEALTH_CARE)
    return _bonded(actor) & (Q(Exists(journal)) | _agreed(ConsentTo.NOTES))


def _agreed(to: ConsentTo) -> Q:
    return Q(Exists(Consent.objects.filter(client=OuterRef("pk"), to=to, withdrawn_at__isnull=True)))


_RULES = {
    Act.BE: _herself,
    Act.KEEP: _herself_keeping,
    Act.FOLLOW: _bonded,
    Act.SEE_TRACES: _bonded_and_shared,
    Act.READ_NOTES: _bonded_and_noting,
    Act.WRITE_NOTES: _bonded_and_noting,
}


def home_of(actor: Person) -> str:
    """The route of someone's first page. A person with several roles starts where people wait for her."""
    for role, route in ((Role.THERAPIST, "care:today"), (Role.CLIENT, "home:now"), (Role.ADMINISTRATOR, "care:institute")):
        if role in actor.roles:
            return route
    return "account_logout"
