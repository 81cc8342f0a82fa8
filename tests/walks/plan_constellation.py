"""`python -m tests.walks.plan_constellation HOME [pair|group] [NAME…]`: in that demo, Thea has planned a
constellation with Ana.

Prints its id, and for a group the path of one guest's link for each name; the last of them observes.
"""

import os
import sys
from collections.abc import Sequence
from uuid import uuid4


def plan_constellation(mode: str, names: Sequence[str]) -> list[str]:
    from django.utils import timezone

    from fotfeste.constellations import services
    from fotfeste.kit.keyring import keyring
    from fotfeste.people.models import Person

    with keyring():
        ana, thea = (next(each for each in Person.objects.all() if each.name == name) for name in ("Ana", "Thea"))
        wanted = services.Plan(
            mode=mode, method="classic", blind=1 if names else 0, open_deep_because="Det er god tid."
        )
        one = services.plan_constellation(actor=thea, client=ana, row=uuid4(), plan=wanted, now=timezone.now())
        roles = ["representative"] * (len(names) - 1) + ["observer"]
        invited = [
            services.invite_guest(actor=thea, constellation=one, role=role, name=name, now=timezone.now())
            for name, role in zip(names, roles, strict=False)
        ]
        return [str(one.pk), *(f"/join/{token}/" for _seat, token in invited)]


if __name__ == "__main__":
    from pathlib import Path

    from fotfeste.ops.installation import set_environment

    set_environment(Path(sys.argv[1]), demo=True)
    os.environ["DJANGO_SETTINGS_MODULE"] = "fotfeste.config.settings"
    import django

    django.setup()
    print(*plan_constellation(sys.argv[2] if len(sys.argv) > 2 else "pair", sys.argv[3:]))
