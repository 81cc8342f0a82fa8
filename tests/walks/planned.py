"""`python -m tests.walks.planned HOME`: in that demo, Thea has planned a constellation with Ana. Prints its id."""

import os
import sys
from uuid import uuid4


def planned() -> str:
    from django.utils import timezone

    from fotfeste.constellations.services import Plan, plan
    from fotfeste.kit.keyring import keyring
    from fotfeste.people.models import Person

    with keyring():
        ana, thea = (next(each for each in Person.objects.all() if each.name == name) for name in ("Ana", "Thea"))
        wanted = Plan(mode="pair", method="classic", open_deep_because="Det er god tid.")
        return str(plan(actor=thea, client=ana, row=uuid4(), plan=wanted, now=timezone.now()).pk)


if __name__ == "__main__":
    from pathlib import Path

    from fotfeste.site.installation import use_home

    use_home(Path(sys.argv[1]), demo=True)
    os.environ["DJANGO_SETTINGS_MODULE"] = "fotfeste.site.settings"
    import django

    django.setup()
    print(planned())
