"""The one yes or no: who may do what with whose things. Default deny; what one may not know exists is 404.

Everything else asks here: querysets through `clients_of`, services through `require`, routes through `may_enter`.
"""

from collections.abc import Iterable
from enum import StrEnum

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.http import Http404

from fotfeste.people.guests import Guest
from fotfeste.people.models import Bond, Institute, Person, PracticeBasis, Role, RoleGrant, TherapistPractice
from fotfeste.privacy.doors import DOORS, Who
from fotfeste.privacy.models import Consent, ConsentTo

NOBODY = Q(pk__in=[])  # known without asking the database, so no query is built for it
STAFF_ROLES = (Role.THERAPIST, Role.ADMINISTRATOR)


class Act(StrEnum):
    """What someone wants to do with a client's things."""

    BE = "be"  # act as oneself: the client's own pages
    KEEP = "keep"  # store new check-ins, runs and moments of one's own
    FOLLOW = "follow"  # know that she is a client; her page, limits and menu
    SEE_TRACES = "see traces"  # her check-ins, practices, moments, requests
    READ_NOTES = "read notes"
    WRITE_NOTES = "write notes"
    HOLD = "hold a constellation"  # plan it, lead it, see it again
    INVITE_CLIENT = "invite a client"  # the last two concern the house, not one client: ask `may`
    ADMINISTER = "administer"  # people with roles, texts, pace; never anything about a client


class NotVisible(Http404):
    """Answered exactly like something that does not exist."""


def clients_of(actor: Person, act: Act) -> QuerySet[Person]:
    """The clients with whom `actor` may do `act` now; empty when nothing allows it.

    What is put to the database is made once for a person in hand: a page asks ten times. The answer is never kept.
    """
    if not actor.is_authenticated:
        return Person.objects.none()
    asked: dict[object, QuerySet[Person]] = vars(actor).setdefault("_asked_of_access", {})
    which = (act, actor.pk, actor.roles)
    if which not in asked:
        asked[which] = _clients_allowed(actor, act)
    return asked[which].all()


def _clients_allowed(actor: Person, act: Act) -> QuerySet[Person]:
    people = Person.objects.filter(is_active=True)
    allowed = _RULES[act](actor) if act in _RULES else NOBODY
    return people.none() if allowed is NOBODY else people.filter(allowed)


def require(actor: Person, act: Act, client: Person) -> None:
    """Raises NotVisible (404) unless `actor` may do `act` with `client`."""
    if not clients_of(actor, act).filter(pk=client.pk).exists():
        raise NotVisible


def may_enter(actor: Person | AnonymousUser | Guest | None, route: str) -> bool:
    """Whether this route exists for this person. Unlisted routes exist for nobody."""
    who = who_may_enter(route)
    return who in visitor_kinds(actor) or (who is Who.LEAD and isinstance(actor, Person) and leads(actor))


def may(actor: Person, act: Act) -> bool:
    """Whether `actor` may do something that concerns the house and no client."""
    return actor.is_authenticated and _HOUSE_RULES.get(act) in actor.roles


def require_may(actor: Person, act: Act) -> None:
    """Raises NotVisible (404) unless `may`."""
    if not may(actor, act):
        raise NotVisible


def followed_clients(actor: Person) -> QuerySet[Person]:
    """The clients `actor` follows, each marked with what else is allowed now: `sees_traces`, `reads_notes`."""
    return clients_of(actor, Act.FOLLOW).annotate(
        sees_traces=ExpressionWrapper(_bonded_and_shared(actor), output_field=BooleanField()),
        reads_notes=ExpressionWrapper(_bonded_and_noting(actor), output_field=BooleanField()),
    )


def open_doors(actor: Person, routes: Iterable[str]) -> list[str]:
    """Those of `routes` that the roles of `actor` open; for menus."""
    mine = {Who(role) for role in actor.roles}
    return [route for route in routes if who_may_enter(route) in mine]


def staff_grants(actor: Person) -> QuerySet[RoleGrant]:
    """The open roles an administrator sees. That someone is a client is not among them."""
    grants = RoleGrant.objects.filter(until__isnull=True, role__in=STAFF_ROLES)
    return grants if may(actor, Act.ADMINISTER) else grants.none()


def grants_to(act: Act) -> QuerySet[RoleGrant]:
    """The open roles that allow what concerns the house."""
    return RoleGrant.objects.filter(until__isnull=True, role=_HOUSE_RULES[act])


def who_may_enter(route: str) -> Who | None:
    return DOORS.get(route)


def visitor_kinds(actor: Person | AnonymousUser | Guest | None) -> frozenset[Who]:
    """Everything `actor` is at an outer door, but for the lead: that is asked only at the lead's own door."""
    anyone = {Who.ANYONE} | ({Who.DEMO} if settings.FOTFESTE_DEMO else set())
    if isinstance(actor, Guest):
        return frozenset(anyone | {Who.GUEST, Who.SEATED})
    if not isinstance(actor, Person):
        return frozenset(anyone)
    roles = {Who(role) for role in actor.roles}
    seated = {Who.SEATED} if roles & {Who.CLIENT, Who.THERAPIST} else set()
    return frozenset(anyone | {Who.SIGNED_IN} | roles | seated)


def leads(actor: Person | AnonymousUser | None) -> bool:
    """Whether `actor` is the institute's named fagansvarlig, and still works here."""
    if not isinstance(actor, Person) or not is_staff(actor):
        return False
    return Institute.objects.filter(lead=actor).exists()


def is_staff(actor: Person) -> bool:
    """Whether the rules for staff (second factor, shorter password rules) hold for this person."""
    return bool(actor.roles - {Role.CLIENT})


def _herself(actor: Person) -> Q:
    return Q(pk=actor.pk) if Role.CLIENT in actor.roles else NOBODY


def _herself_keeping(actor: Person) -> Q:
    if Role.CLIENT not in actor.roles:
        return NOBODY
    return _herself(actor) & Q(resting_since__isnull=True) & _has_consented(ConsentTo.KEEP)


def _has_open_bond(actor: Person) -> Q:
    if Role.THERAPIST not in actor.roles:
        return NOBODY
    return Q(Exists(Bond.objects.filter(client=OuterRef("pk"), therapist=actor, until__isnull=True)))


def _bonded_and_shared(actor: Person) -> Q:
    if Role.THERAPIST not in actor.roles:
        return NOBODY
    return (
        _has_open_bond(actor)
        & Q(resting_since__isnull=True)
        & _has_consented(ConsentTo.KEEP)
        & _has_consented(ConsentTo.SHARE)
    )


def _bonded_and_noting(actor: Person) -> Q:
    """Under `helsehjelp` the law asks for a journal; on any other basis the client's own yes is needed."""
    if Role.THERAPIST not in actor.roles:
        return NOBODY
    journal = TherapistPractice.objects.filter(therapist=actor, basis=PracticeBasis.HEALTH_CARE)
    return _has_open_bond(actor) & (Q(Exists(journal)) | _has_consented(ConsentTo.NOTES))


def _bonded_and_kept(actor: Person) -> Q:
    """What is done together is kept in her name, so it needs her yes to keeping."""
    if Role.THERAPIST not in actor.roles:
        return NOBODY
    return _has_open_bond(actor) & Q(resting_since__isnull=True) & _has_consented(ConsentTo.KEEP)


def still_held(client: str, therapist: str) -> Q:
    """For rows that name both: whether this therapist may hold what is done with this client now.

    What guests see rests on it: nobody stays at a board whose client has taken back the yes, or that nobody may lead.
    """
    bond = Bond.objects.filter(client=OuterRef(client), therapist=OuterRef(therapist), until__isnull=True)
    kept = Consent.objects.filter(client=OuterRef(client), to=ConsentTo.KEEP, withdrawn_at__isnull=True)
    return Q(Exists(bond)) & Q(Exists(kept)) & Q(**{f"{client}__resting_since__isnull": True})


def _has_consented(to: ConsentTo) -> Q:
    return Q(Exists(Consent.objects.filter(client=OuterRef("pk"), to=to, withdrawn_at__isnull=True)))


_RULES = {
    Act.BE: _herself,
    Act.KEEP: _herself_keeping,
    Act.FOLLOW: _has_open_bond,
    Act.SEE_TRACES: _bonded_and_shared,
    Act.READ_NOTES: _bonded_and_noting,
    Act.WRITE_NOTES: _bonded_and_noting,
    Act.HOLD: _bonded_and_kept,
}
_HOUSE_RULES = {Act.INVITE_CLIENT: Role.THERAPIST, Act.ADMINISTER: Role.ADMINISTRATOR}


def home_of(actor: Person) -> str:
    """The route of someone's first page. A person with several roles starts where people wait for her."""
    for role, route in (
        (Role.THERAPIST, "care:today"),
        (Role.CLIENT, "home:now"),
        (Role.ADMINISTRATOR, "institute:overview"),
    ):
        if role in actor.roles:
            return route
    return "account_logout"
