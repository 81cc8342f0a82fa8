"""The one yes or no: who may do what with whose things. Default deny; what one may not know exists is 404.

Everything else asks here: querysets through `clients_of`, services through `require`, routes through `may_enter`.
"""

from collections.abc import Iterable
from enum import StrEnum
from functools import partial
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.http import Http404

from fotfeste.kit.compiled_queries import compiled_query
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
    cache: dict[object, QuerySet[Person]] = vars(actor).setdefault("_asked_of_access", {})
    cache_key = (act, actor.pk, actor.roles)
    if cache_key not in cache:
        cache[cache_key] = _find_permitted_clients(actor, act)
    return cache[cache_key].all()


def _find_permitted_clients(actor: Person, act: Act) -> QuerySet[Person]:
    people = Person.objects.filter(is_active=True)
    condition = _CLIENT_RULES[act](actor) if act in _CLIENT_RULES else NOBODY
    return people.none() if condition is NOBODY else people.filter(condition)


def require(actor: Person, act: Act, client: Person) -> None:
    """Raises NotVisible (404) unless `actor` may do `act` with `client`."""
    if not is_permitted(actor, act, client.pk):
        raise NotVisible


def may_keep(client: Person) -> bool:
    """Whether what she answers and writes may be stored now."""
    return is_permitted(client, Act.KEEP, client.pk)


def is_permitted(actor: Person, act: Act, client: UUID) -> bool:
    """Whether `actor` may do `act` with that client now."""
    return actor.is_authenticated and bool(_PERMITTED_CLIENT[act](actor, client))


def _find_permitted_client(act: Act, actor: Person, client: UUID) -> QuerySet[Person, UUID]:
    return _find_permitted_clients(actor, act).filter(pk=client).values_list("pk", flat=True)


def may_enter(actor: Person | AnonymousUser | Guest | None, route: str) -> bool:
    """Whether this route exists for this person. Unlisted routes exist for nobody."""
    who = find_required_visitor(route)
    return who in find_visitor_kinds(actor) or (who is Who.LEAD and isinstance(actor, Person) and is_lead(actor))


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
        sees_traces=ExpressionWrapper(_has_bond_and_share_consent(actor), output_field=BooleanField()),
        reads_notes=ExpressionWrapper(_has_bond_and_may_note(actor), output_field=BooleanField()),
    )


def filter_permitted_routes(actor: Person, routes: Iterable[str]) -> list[str]:
    """Those of `routes` that the roles of `actor` open; for menus."""
    visitor_kinds = {Who(role) for role in actor.roles}
    return [route for route in routes if find_required_visitor(route) in visitor_kinds]


def staff_grants(actor: Person) -> QuerySet[RoleGrant]:
    """The open roles an administrator sees. That someone is a client is not among them."""
    grants = RoleGrant.objects.filter(until__isnull=True, role__in=STAFF_ROLES)
    return grants if may(actor, Act.ADMINISTER) else grants.none()


def grants_permitting(act: Act) -> QuerySet[RoleGrant]:
    """The open roles that allow what concerns the house."""
    return RoleGrant.objects.filter(until__isnull=True, role=_HOUSE_RULES[act])


def find_required_visitor(route: str) -> Who | None:
    return DOORS.get(route)


def find_visitor_kinds(actor: Person | AnonymousUser | Guest | None) -> frozenset[Who]:
    """Everything `actor` is at an outer door, but for the lead: that is asked only at the lead's own door."""
    anyone = {Who.ANYONE} | _find_optional_kinds()
    if isinstance(actor, Guest):
        return frozenset(anyone | {Who.GUEST, Who.SEATED})
    if not isinstance(actor, Person):
        return frozenset(anyone)
    roles = {Who(role) for role in actor.roles}
    seat_holder = {Who.SEATED} if roles & {Who.CLIENT, Who.THERAPIST} else set()
    linkable = {Who.OPENID_STAFF} if Who.OPENID in anyone and actor.may_use_institution_sign_in else set()
    return frozenset(anyone | {Who.SIGNED_IN} | roles | seat_holder | linkable)


def is_route_absent(route: str) -> bool:
    """Whether this installation has no such route for anybody: unlisted, or of something that is not set up."""
    who = find_required_visitor(route)
    optional = {Who.DEMO: Who.DEMO, Who.OPENID: Who.OPENID, Who.OPENID_STAFF: Who.OPENID}
    return who is None or (who in optional and optional[who] not in _find_optional_kinds())


def _find_optional_kinds() -> set[Who]:
    is_set_up = {Who.DEMO: settings.FOTFESTE_DEMO, Who.OPENID: settings.FOTFESTE_OIDC is not None}
    return {kind for kind, there in is_set_up.items() if there}


def is_lead(actor: Person | AnonymousUser | None) -> bool:
    """Whether `actor` is the institute's named fagansvarlig, and still works here."""
    if not isinstance(actor, Person) or not is_staff(actor):
        return False
    return Institute.objects.filter(lead=actor).exists()


def holds_lead_office(actor: Person) -> Q:
    """For rows sent to the fagansvarlig: what `is_lead` says, as a part of the question put to the database."""
    return Q(Exists(Institute.objects.filter(lead=actor))) if is_staff(actor) else NOBODY


def is_staff(actor: Person) -> bool:
    """Whether the rules for staff (second factor, shorter password rules) hold for this person."""
    return bool(actor.roles - {Role.CLIENT})


def _is_herself(actor: Person) -> Q:
    return Q(pk=actor.pk) if Role.CLIENT in actor.roles else NOBODY


def _is_herself_and_keeps(actor: Person) -> Q:
    if Role.CLIENT not in actor.roles:
        return NOBODY
    return _is_herself(actor) & Q(resting_since__isnull=True) & _has_consented(ConsentTo.KEEP)


def _has_open_bond(actor: Person) -> Q:
    if Role.THERAPIST not in actor.roles:
        return NOBODY
    # From her few bonds to the people, not the other way: nobody else is looked at.
    return Q(pk__in=Bond.objects.filter(therapist=actor, until__isnull=True).values("client"))


def _has_bond_and_share_consent(actor: Person) -> Q:
    return _has_bond_and_keep_consent(actor) & _has_consented(ConsentTo.SHARE)


def _has_bond_and_may_note(actor: Person) -> Q:
    """Under `helsehjelp` the law asks for a journal; on any other basis the client's own yes is needed."""
    if Role.THERAPIST not in actor.roles:
        return NOBODY
    journal = TherapistPractice.objects.filter(therapist=actor, basis=PracticeBasis.HEALTH_CARE)
    return _has_open_bond(actor) & (Q(Exists(journal)) | _has_consented(ConsentTo.NOTES))


def _has_bond_and_keep_consent(actor: Person) -> Q:
    """What is done together is kept in her name, so it needs her yes to keeping."""
    if Role.THERAPIST not in actor.roles:
        return NOBODY
    return _has_open_bond(actor) & Q(resting_since__isnull=True) & _has_consented(ConsentTo.KEEP)


def may_work_together(client: str, therapist: str) -> Q:
    """For rows that name both: whether this therapist may hold what is done with this client now.

    What guests see rests on it: nobody stays at a board whose client has taken back the yes, or that nobody may lead.
    """
    bond = Bond.objects.filter(client=OuterRef(client), therapist=OuterRef(therapist), until__isnull=True)
    consent = Consent.objects.filter(client=OuterRef(client), to=ConsentTo.KEEP, withdrawn_at__isnull=True)
    return Q(Exists(bond)) & Q(Exists(consent)) & Q(**{f"{client}__resting_since__isnull": True})


def _has_consented(to: ConsentTo) -> Q:
    return Q(Exists(Consent.objects.filter(client=OuterRef("pk"), to=to, withdrawn_at__isnull=True)))


_CLIENT_RULES = {
    Act.BE: _is_herself,
    Act.KEEP: _is_herself_and_keeps,
    Act.FOLLOW: _has_open_bond,
    Act.SEE_TRACES: _has_bond_and_share_consent,
    Act.READ_NOTES: _has_bond_and_may_note,
    Act.WRITE_NOTES: _has_bond_and_may_note,
    Act.HOLD: _has_bond_and_keep_consent,
}


# The text of each question to the database, never an answer.
_PERMITTED_CLIENT = {act: compiled_query(partial(_find_permitted_client, act)) for act in Act}
_HOUSE_RULES = {Act.INVITE_CLIENT: Role.THERAPIST, Act.ADMINISTER: Role.ADMINISTRATOR}


def find_home_route(actor: Person) -> str:
    """The route of someone's first page. A person with several roles starts where people wait for her."""
    for role, route in (
        (Role.THERAPIST, "care:today"),
        (Role.CLIENT, "home:now"),
        (Role.ADMINISTRATOR, "institute:overview"),
    ):
        if role in actor.roles:
            return route
    return "account_logout"
