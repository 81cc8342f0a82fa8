"""One real thing behind every id a route can take: Ana's, her therapist's, the lead's, the administrator's."""

import hashlib
import uuid
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from fotfeste.body.models import AskMe, Moment
from fotfeste.care.models import Note
from fotfeste.constellations import services
from fotfeste.constellations.board.commands import Consent
from fotfeste.constellations.board.enums import Purpose
from fotfeste.constellations.models import Constellation, Seat
from fotfeste.pace.dose_record import Choice, DoseRecord
from fotfeste.pace.models import Dose
from fotfeste.people.models import BrowserSession, Invitation, Person, Role, RoleGrant
from fotfeste.practices.models import Run
from fotfeste.practices.run_record import Course
from fotfeste.safety.models import Anchor, HarmEntry
from tests.cast import NOW, Cast, person
from tests.constellations.page_setup import set_up_closed
from tests.sign_in import add_second_factor

SIGNED_ROUTES = {"care:note_add"}
LOOKING_BACK = {"constellations:replay", "constellations:export"}
LEAD_ROUTES = {"institute:harm_entry"}
STAFF_INVITATIONS = {"institute:withdraw"}


@dataclass
class Things:
    cast: Cast
    lead: Person
    made: dict[str, models.Model]

    def actor(self, name: str) -> Person:
        found = self.lead if name == "lead" else getattr(self.cast, name)
        return Person.objects.get(pk=found.pk)

    def value(self, route: str, name: str, guesses: dict[str, str]) -> Any:
        """What stands in the path of `route` for the parameter `name`."""
        if name == "client":
            return self.cast.ana.pk
        key = self._key(route, name)
        return self.made[key].pk if key in self.made else guesses.get(f"{route}.{name}", guesses.get(name, "1"))

    def _key(self, route: str, name: str) -> str:
        if name == "note" and route in SIGNED_ROUTES:
            return "signed_note"
        if name == "entry" and route in LEAD_ROUTES:
            return "lead_entry"
        if name == "constellation" and route in LOOKING_BACK:
            return "past_constellation"
        if name == "invitation" and route in STAFF_INVITATIONS:
            return "staff_invitation"
        return name

    def form(self) -> dict[str, Any]:
        """A form that most pages would accept."""
        return {"row": str(uuid.uuid4()), "words": "noe", "body": "noe", "move": "next", "step": "", "confirm": "on"}

    def fingerprint(self) -> str:
        """Everything in the house's own tables, as one hash."""
        models_ = apps.get_app_config("fotfeste").get_models()
        rows = [rows_of(model) for model in models_ if model is not BrowserSession]  # asking leaves its time there
        return hashlib.sha256(str(rows).encode()).hexdigest()


def rows_of(model: type[models.Model]) -> list[str]:
    # Signing in is not what is tested here, and it leaves its time.
    fields = [field.name for field in model._meta.concrete_fields if field.name != "last_login"]
    return sorted(map(str, model._default_manager.values_list(*fields)))


def things_of(cast: Cast) -> Things:
    lead = person("Liv", Role.THERAPIST)
    cast.institute.lead = lead
    cast.institute.save()
    add_second_factor(cast.thea, cast.mika, cast.sol, lead)
    return Things(cast, lead, {**_anas(cast, lead), **_theas(cast), **_sols(cast)})


def _anas(cast: Cast, lead: Person) -> dict[str, models.Model]:
    course = Course(slug="jording", version="1", language="nb")
    entry = {"client": cast.ana, "words": "noe", "at": NOW}
    begun = DoseRecord(t_days=0, chosen=Choice(family="breath", level=1, minutes=3, at=NOW))
    return {
        "dose": Dose.objects.create(client=cast.ana, at=NOW, session=begun, engine="engine 0"),
        "moment": Moment.objects.create(client=cast.ana, at=NOW, words="noe"),
        "ask_me": AskMe.objects.create(client=cast.ana, at=NOW, words="noe"),
        "run_id": Run.objects.create(client=cast.ana, course=course, started_at=NOW),
        "anchor": Anchor.objects.create(client=cast.ana, kind="place", words="noe"),
        "entry": HarmEntry.objects.create(to="therapist", reader=cast.thea, **entry),
        "lead_entry": HarmEntry.objects.create(to="lead", reader=lead, **entry),
        **_constellation(cast),
    }


def _constellation(cast: Cast) -> dict[str, models.Model]:
    """Planned by Thea for Ana, with one guest expected, whose seat is `seat`; and one that may be looked at again."""
    past = set_up_closed(cast)
    for who in ("Ana", "Thea"):
        past.run_commands(who, Consent(Purpose.RECORD))
    Constellation.objects.filter(pk=past.one.pk).update(looked_back_at=NOW)
    plan = services.Plan("in_room", "classic", expected=(("representative", "Iben"),))
    one = services.plan_constellation(actor=cast.thea, client=cast.ana, row=uuid.uuid4(), plan=plan, now=NOW)
    seat = Seat.objects.get(constellation=one, person__isnull=True)
    return {"constellation": one, "past_constellation": past.one, "seat": seat}


def _theas(cast: Cast) -> dict[str, models.Model]:
    note = {"client": cast.ana, "author": cast.thea, "body": "noe", "created_at": NOW, "changed_at": NOW}
    return {
        "note": Note.objects.create(**note),
        "signed_note": Note.objects.create(**note, signed_at=NOW),
        "invitation": _invitation(cast.thea, Role.CLIENT),
    }


def _sols(cast: Cast) -> dict[str, models.Model]:
    return {
        "staff_invitation": _invitation(cast.sol, Role.THERAPIST),
        "member": cast.mika,
        "grant": RoleGrant.objects.get(person=cast.mika, role=Role.THERAPIST),
    }


def _invitation(by: Person, role: Role) -> Invitation:
    until = NOW.replace(year=NOW.year + 1)
    return Invitation.objects.create(token_hash=uuid.uuid4().hex, role=role, invited_by=by, expires_at=until)
