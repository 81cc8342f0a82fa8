"""A house full of people and their things, and an oracle that says from the rules alone who may see what.

The oracle never asks `access.py`: it keeps its own table of roles, bonds, consents and rest, and reads only that.
"""

import random
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import models

from fotfeste.body.check_in_answers import Answers
from fotfeste.body.models import AskMe, CheckIn, Moment
from fotfeste.care.models import Addition, Note
from fotfeste.people.models import Bond, Institute, Invitation, Person, Role, RoleGrant, TherapistPractice
from fotfeste.people.services import begin_bond, end_bond, end_role, grant_role
from fotfeste.practices.models import Run
from fotfeste.practices.run_record import Course
from fotfeste.privacy.access import Act
from fotfeste.privacy.forgetting import forget_client
from fotfeste.privacy.models import ConsentTo
from fotfeste.privacy.services import give_consent, pause_account, resume_account, withdraw_consent
from fotfeste.safety.models import Anchor, HarmEntry
from tests.cast import NOW, agree, person
from tests.sign_in import add_second_factor

CLIENTS = ("Ana", "Noor", "Rosa", "Siri", "Live", "Runa", "Tora", "Gry")
THERAPISTS = ("Thea", "Mika", "Helga", "Liv", "Fred", "Stig", "Tora")
TRACES = {"check_in", "moment", "ask_me", "run"}


@dataclass
class Thing:
    kind: str
    row: models.Model
    client: str = ""  # whose it is; for an invitation: nobody's
    by: str = ""  # author, reader or inviter
    state: str = ""  # signed, to the lead
    canary: str = ""


@dataclass
class World:
    dice: random.Random
    people: dict[str, Person] = field(default_factory=dict)
    things: list[Thing] = field(default_factory=list)
    roles: set[tuple[str, Role]] = field(default_factory=set)
    bonds: set[tuple[str, str]] = field(default_factory=set)  # client, therapist
    yes: set[tuple[str, ConsentTo]] = field(default_factory=set)
    resting: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    journal: set[str] = field(default_factory=lambda: {"Helga"})
    lead: str = "Liv"

    # ---- the rules, as SECURITY.md and the pages tell them -----------------------------------------------------------

    def herself(self, actor: str, client: str) -> bool:
        return actor == client and (client, Role.CLIENT) in self.roles and client not in self.gone

    def follows(self, actor: str, client: str) -> bool:
        therapist = (actor, Role.THERAPIST) in self.roles
        return therapist and (client, actor) in self.bonds and client not in self.gone

    def may(self, actor: str, act: Act, client: str) -> bool:
        keep, share, notes = ((client, to) in self.yes for to in (ConsentTo.KEEP, ConsentTo.SHARE, ConsentTo.NOTES))
        awake = client not in self.resting
        match act:
            case Act.BE:
                return self.herself(actor, client)
            case Act.KEEP:
                return self.herself(actor, client) and awake and keep
            case Act.FOLLOW:
                return self.follows(actor, client)
            case Act.SEE_TRACES:
                return self.follows(actor, client) and awake and keep and share
            case Act.READ_NOTES | Act.WRITE_NOTES:
                return self.follows(actor, client) and (actor in self.journal or notes)
        return False

    def leads(self, actor: str) -> bool:
        return actor == self.lead and bool({role for who, role in self.roles if who == actor} - {Role.CLIENT})

    def sees(self, actor: str, thing: Thing) -> bool:
        own, client = self.herself(actor, thing.client), thing.client
        if thing.kind in TRACES:
            return own or self.may(actor, Act.SEE_TRACES, client)
        if thing.kind == "harm":
            office = self.leads(actor) if thing.state == "lead" else self.follows(actor, client)
            return own or (thing.by == actor and office)
        if thing.kind == "note":
            return self.may(actor, Act.READ_NOTES, client) and (thing.state == "signed" or thing.by == actor)
        if thing.kind == "addition":
            return self.may(actor, Act.READ_NOTES, client)
        if thing.kind == "client":
            return own or self.follows(actor, client)
        return thing.by == actor if thing.kind == "invitation" else own

    def near(self, thing: Thing) -> list[str]:
        """Those from whom a leak would come first: herself, who wrote or reads it, who is or was her therapist."""
        bonded = [therapist for client, therapist in sorted(self.bonds) if client == thing.client]
        return [*bonded, *(name for name in (thing.client, thing.by, "Thea", "Mika") if name)]

    # ---- life goes on ------------------------------------------------------------------------------------------------

    def turn(self) -> None:
        """One of the things that open or close what others see, done through the product's own services."""
        client = self.dice.choice([each for each in CLIENTS if each not in self.gone])
        therapist, to = self.dice.choice(THERAPISTS), self.dice.choice(list(ConsentTo))
        hers = {"actor": self.people[client], "client": self.people[client]}
        match self.dice.randrange(5):
            case 0:
                self._flip(self.yes, (client, to), give_consent, withdraw_consent, {**hers, "to": to, "now": NOW})
            case 1 if therapist != client:
                pair = {"client": self.people[client], "therapist": self.people[therapist], "now": NOW}
                self._flip(self.bonds, (client, therapist), begin_bond, end_bond, pair)
            case 2 if client in self.resting:
                resume_account(**hers)
                self.resting.remove(client)
            case 2:
                pause_account(**hers, now=NOW)
                self.resting.add(client)
            case 3 if self.dice.random() < 0.3:
                self._flip_role(therapist)
        self.people = {name: Person.objects.get(pk=each.pk) for name, each in self.people.items()}

    def _flip(self, table: set[Any], key: Any, on: Any, off: Any, arguments: dict[str, Any]) -> None:
        (off if key in table else on)(**arguments)
        table ^= {key}

    def _flip_role(self, therapist: str) -> None:
        who, key = self.people[therapist], (therapist, Role.THERAPIST)
        if key in self.roles:
            end_role(person=who, role=Role.THERAPIST, now=NOW)
        else:
            grant_role(person=who, role=Role.THERAPIST, by=None, now=NOW)
        self.roles ^= {key}


def make_world(dice: random.Random) -> World:
    world = World(dice)
    for name in dict.fromkeys((*CLIENTS, *THERAPISTS, "Sol")):
        world.people[name] = person(f"{name}")
        add_second_factor(world.people[name])
    roles = {Role.CLIENT: CLIENTS, Role.THERAPIST: THERAPISTS, Role.ADMINISTRATOR: ("Sol",)}
    for role, names in roles.items():
        for name in names:
            RoleGrant.objects.create(person=world.people[name], role=role, since=NOW)
            world.roles.add((name, role))
    for name in THERAPISTS:
        basis = "helsehjelp" if name in world.journal else "alternativ"
        TherapistPractice.objects.create(therapist=world.people[name], basis=basis)
    Institute.objects.create(name="Prøvestedet", lead=world.people["Liv"])
    _bound(world)
    for name in CLIENTS:
        _furnish_client(world, name)
    _add_invitations(world)
    end_role(person=world.people["Fred"], role=Role.THERAPIST, now=NOW)
    world.roles.remove(("Fred", Role.THERAPIST))
    forget_client(actor=world.people["Gry"], client=world.people["Gry"], now=NOW)
    world.gone.add("Gry")
    world.things = [
        thing for thing in world.things if type(thing.row)._default_manager.filter(pk=thing.row.pk).exists()
    ]
    world.turn()
    return world


def _bound(world: World) -> None:
    """Everybody has someone; some had someone else before; one therapist has left with her bond still open."""
    for client, therapist in {
        "Ana": "Thea",
        "Noor": "Mika",
        "Rosa": "Thea",
        "Siri": "Mika",
        "Live": "Helga",
        "Runa": "Thea",
        "Tora": "Mika",
        "Gry": "Thea",
    }.items():
        Bond.objects.create(client=world.people[client], therapist=world.people[therapist], since=NOW)
        world.bonds.add((client, therapist))
        agree(world.people[client])
        world.yes |= {(client, to) for to in ConsentTo}
    Bond.objects.create(client=world.people["Ana"], therapist=world.people["Fred"], since=NOW)
    world.bonds.add(("Ana", "Fred"))
    Bond.objects.create(client=world.people["Noor"], therapist=world.people["Thea"], since=NOW, until=NOW)


def _furnish_client(world: World, name: str) -> None:
    """One of everything a client can own, each with words found nowhere else."""
    client = world.people[name]
    course = Course(slug="jording", version="1", language="nb")

    def add(kind: str, row_of: Any, by: str = "", state: str = "") -> None:
        canary = f"kanari{len(world.things):04d}"
        world.things.append(Thing(kind, row_of(canary), name, by, state, canary))

    world.things.append(Thing("client", client, name))
    add("check_in", lambda c: CheckIn.objects.create(client=client, at=NOW, answers=Answers(own_words=c, thought=c)))
    add("moment", lambda c: Moment.objects.create(client=client, at=NOW, words=c))
    add("ask_me", lambda c: AskMe.objects.create(client=client, at=NOW, words=c))
    add("run", lambda c: Run.objects.create(client=client, course=course, started_at=NOW))
    add("anchor", lambda c: Anchor.objects.create(client=client, kind="place", words=c))
    for author in ("Thea", "Mika", "Helga"):
        writer = world.people[author]
        note = {"client": client, "author": writer, "created_at": NOW, "changed_at": NOW}
        add("note", lambda c, n=note: Note.objects.create(body=c, **n), author, "draft")
        add("note", lambda c, n=note: Note.objects.create(body=c, signed_at=NOW, **n), author, "signed")
        signed: Any = world.things[-1].row
        more = {"note": signed, "client": client, "author": writer, "at": NOW}
        add("addition", lambda c, m=more: Addition.objects.create(body=c, **m), author)
    for reader, to in (("Thea", "therapist"), ("Mika", "therapist"), ("Liv", "lead"), ("Stig", "lead")):
        entry = {"client": client, "to": to, "reader": world.people[reader], "at": NOW}
        add("harm", lambda c, e=entry: HarmEntry.objects.create(words=c, **e), reader, to)


def _add_invitations(world: World) -> None:
    for number, (by, role) in enumerate((("Thea", Role.CLIENT), ("Mika", Role.CLIENT), ("Sol", Role.THERAPIST))):
        canary = f"kanariinvitert{number}"
        row = Invitation.objects.create(
            token_hash=canary,
            role=role,
            invited_by=world.people[by],
            name=canary,
            expires_at=NOW + timedelta(days=3650),
        )
        world.things.append(Thing("invitation", row, by=by, canary=canary))
