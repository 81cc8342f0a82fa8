"""Who is here: people, their roles, bonds between client and therapist, invitations, the institute."""

from functools import cached_property
from typing import Any, ClassVar, Self
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from fotfeste.kit.audit_rows import AuditedTable, audit_model_of_package
from fotfeste.kit.base_model import Row
from fotfeste.kit.compiled_queries import compiled_query
from fotfeste.kit.fields import Purpose, SealedText


class Role(models.TextChoices):
    CLIENT = "client"
    THERAPIST = "therapist"
    ADMINISTRATOR = "administrator"


class PracticeBasis(models.TextChoices):
    """The legal ground a therapist works on (see SAFETY.md): names, retention and rights follow it."""

    HEALTH_CARE = "helsehjelp"
    ALTERNATIVE = "alternativ"
    COURSE = "kurs"


class People(BaseUserManager["Person"]):
    @transaction.atomic  # the name is sealed under a key that names the person, so both rows come at once
    def create_person(self, *, email: str, password: str | None = None, **fields: Any) -> "Person":
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save()
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email=(username or "").lower())


class Person(AbstractBaseUser, Row):
    SEALED_NAME = "Person"

    # The sign-in address is the one clear-text exception; SECURITY.md names it.
    email = models.EmailField(unique=True)
    name = SealedText(key=Purpose.OWN, owner="id")
    language = models.CharField(max_length=2, default="nb")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)
    resting_since = models.DateTimeField(null=True)  # the client paused the account; no reason is asked

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects: ClassVar[People] = People()

    def __str__(self) -> str:
        return self.name or self.email

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(_find_open_roles(self.pk))

    @property
    def query_shape(self) -> frozenset[str]:
        """What a compiled query about what she may see depends on besides her id (kit/compiled_queries)."""
        return self.roles

    @classmethod
    def make_stand_in(cls, pk: UUID, query_shape: frozenset[str]) -> Self:
        stand_in = cls.from_db(DEFAULT_DB_ALIAS, ["id"], [pk])
        stand_in.roles = query_shape
        return stand_in

    @property
    def works_here(self) -> bool:
        return bool(self.roles - {Role.CLIENT})

    @property
    def may_use_institution_sign_in(self) -> bool:
        """Staff who are nobody's client here: a client's own must not hang on who runs an identity provider."""
        return self.works_here and Role.CLIENT not in self.roles


@compiled_query
def _find_open_roles(person: UUID) -> QuerySet["RoleGrant", str]:
    return RoleGrant.objects.filter(person=person, until__isnull=True).values_list("role", flat=True)


class RoleGrant(Row):
    """A time-bound role. Ended, never deleted."""

    AUDIT = AuditedTable("role", ("person_id", "role", "since", "until", "granted_by_id"), owner="person_id")

    person = models.ForeignKey(Person, models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)
    granted_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "role"], condition=Q(until__isnull=True), name="one_open_role")
        ]


class Bond(Row):
    """A client and her therapist, while it lasts."""

    AUDIT = AuditedTable("bond", ("client_id", "therapist_id", "since", "until"), owner="client_id")

    client = models.ForeignKey(Person, models.CASCADE, related_name="bonds_as_client")
    therapist = models.ForeignKey(Person, models.CASCADE, related_name="bonds_as_therapist")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client", "therapist"], condition=Q(until__isnull=True), name="one_open_bond"
            )
        ]


class TherapistPractice(Row):
    """How a therapist works: the legal basis of her notes and when she normally reads."""

    AUDIT = AuditedTable("practice", ("therapist_id", "basis"), owner="therapist_id")

    therapist = models.OneToOneField(Person, models.CASCADE, related_name="practice")
    basis = models.CharField(max_length=20, choices=PracticeBasis.choices)


class PaceMode(models.TextChoices):
    LIMITS = "limits"
    OFFERS = "offers"


class Institute(models.Model):
    """The one row that says what this installation is. `is_demo` marks a demo database for good."""

    AUDIT = AuditedTable(
        "institute",
        (
            "name",
            "is_demo",
            "basis",
            "lead_id",
            "pace_mode",
            "pace_assessed_by",
            "pace_assessed_on",
            "pace_assessment",
            "created_at",
        ),
    )

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(max_length=120)
    is_demo = models.BooleanField(default=False)
    basis = models.CharField(max_length=20, choices=PracticeBasis.choices, default=PracticeBasis.ALTERNATIVE)
    lead = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")  # fagansvarlig
    pace_mode = models.CharField(max_length=10, choices=PaceMode.choices, default=PaceMode.LIMITS)
    pace_assessed_by = models.CharField(max_length=200, blank=True)  # the recorded MDR assessment; empty: never made
    pace_assessed_on = models.DateField(null=True)
    pace_assessment = models.CharField(max_length=200, blank=True)  # where the assessment itself is kept
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="only_one_institute")]


class Invitation(Row):
    """A single-use link. Only a hash of it is stored; the name on it is sealed under the inviter's key."""

    SEALED_NAME = "Invitation"
    AUDIT = AuditedTable(
        "invitation",
        (
            "token_hash",
            "role",
            "invited_by_id",
            "name",
            "basis",
            "created_at",
            "expires_at",
            "accepted_at",
            "accepted_by_id",
            "withdrawn_at",
        ),
        owner="invited_by_id",
    )

    token_hash = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=20, choices=Role.choices)
    # Nobody invites the first owner: `fotfeste init` does, on the machine itself.
    invited_by = models.ForeignKey(Person, models.CASCADE, null=True, related_name="invitations")
    name = SealedText(key=Purpose.OWN, owner="invited_by_id")
    basis = models.CharField(max_length=20, choices=PracticeBasis.choices, blank=True)  # for an invited therapist
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)


# Which identity at the institution's provider opens whose account (`openid.links`) lies in a table of allauth's.
audit_model_of_package(
    "socialaccount.SocialAccount",
    AuditedTable(
        "institution sign-in",
        ("user_id", "provider", "uid", "last_login", "date_joined", "extra_data"),
        owner="user_id",
    ),
)


class BrowserSession(AbstractBaseSession):
    """A browser that is signed in, or holds a guest's seat. No address, no name of the browser, no key: only its hash.

    What the session holds is sealed (`session_store`). Whose it is and since when stands beside it, so that it can be
    listed and ended.
    """

    session_key = models.CharField(max_length=64, primary_key=True)  # the hash
    # No constraint in the database: Django takes any refusal of a new row for a key that was taken, and tries for ever.
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="sessions", db_constraint=False)
    began_at = models.DateTimeField()
    last_used_at = models.DateTimeField()
