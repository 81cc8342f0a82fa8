"""`python -m tests.ops.lived_in_home fill|forget|facts`: data in a real home, through the house's own services."""

import json
import os
import sys
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fotfeste.config.settings")

import django

django.setup()

from allauth.mfa.models import Authenticator  # noqa: E402
from django.utils import timezone  # noqa: E402

from fotfeste.body.models import CheckIn, Moment  # noqa: E402
from fotfeste.care.models import Note  # noqa: E402
from fotfeste.kit.audit_log import audited_transaction  # noqa: E402
from fotfeste.kit.keyring import keyring  # noqa: E402
from fotfeste.kit.models import DataKey  # noqa: E402
from fotfeste.people.models import Institute, Person  # noqa: E402
from fotfeste.privacy.audit import adopt_rows  # noqa: E402
from fotfeste.privacy.forgetting import forget_client  # noqa: E402
from tests import history  # noqa: E402
from tests.cast import gather  # noqa: E402
from tests.people.keys import give_code_app  # noqa: E402


@audited_transaction()
def fill() -> None:
    """The cast with some weeks behind it. Thea's notes are a journal, so Ana's stay when she is forgotten."""
    history.DAYS, history.NOTES = 24, 12
    Institute.objects.all().delete()
    cast = gather()
    type(cast.thea.practice).objects.filter(therapist=cast.thea).update(basis="helsehjelp")
    history.make_year_of_use(cast)
    Moment.objects.create(client=cast.noor, at=timezone.now(), words="Noors eget")
    for staff in (cast.thea, cast.sol):
        give_code_app(staff)
    adopt_rows()


def forget() -> None:
    """Both clients ask to be forgotten: of Ana the law keeps the journal, of Noor nothing."""
    for email in ("ana@example.org", "noor@example.org"):
        client = Person.objects.get(email=email)
        forget_client(actor=client, client=client, now=timezone.now())


def facts() -> dict[str, Any]:
    clients = Person.objects.exclude(email__in=[f"{n}@example.org" for n in ("thea", "mika", "sol")])
    keys = DataKey.objects.filter(owner__in=clients, wrapped__isnull=False)
    return {
        "emails": sorted(clients.values_list("email", flat=True)),
        "active": clients.filter(is_active=True).count(),
        "check_ins": CheckIn.objects.count(),
        "moments": Moment.objects.count(),
        "notes": sorted(note.body for note in Note.objects.all()),
        "keys": sorted(keys.values_list("purpose", flat=True)),
        "second_factors": Authenticator.objects.count(),
        "names": sorted(person.name for person in Person.objects.exclude(pk__in=clients)),
    }


if __name__ == "__main__":
    with keyring():
        told = {"fill": fill, "forget": forget, "facts": facts}[sys.argv[1]]()
    print(json.dumps(told))
