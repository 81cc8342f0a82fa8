"""`python -m tests.durability.audit_writer CLIENT [once | WHERE]`: begins and ends a bond, once or until it is killed.

`WHERE` makes it end itself as `kill -9` would: `before-commit`, once the intent lies on the disk, or `after-commit`,
before it is confirmed. It writes a line for each act that was acknowledged.
"""

import os
import signal
import sys
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fotfeste.config.settings")

import django

django.setup()

from django.utils import timezone  # noqa: E402

from fotfeste.kit import audit_anchor  # noqa: E402
from fotfeste.people.models import Person  # noqa: E402
from fotfeste.people.services import begin_bond, end_bond  # noqa: E402

FUNCTIONS = {"before-commit": "write_intent", "after-commit": "confirm_intent"}


def die_in(where: str) -> None:
    """The intent is written as always and then the process is gone; or it is gone instead of confirming."""
    real = getattr(audit_anchor, FUNCTIONS[where])

    def and_die(*args: Any, **kwargs: Any) -> None:
        if where == "before-commit":
            real(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(audit_anchor, FUNCTIONS[where], and_die)


def write(client: Person, therapist: Person) -> None:
    while True:
        for act in (begin_bond, end_bond):
            act(client=client, therapist=therapist, now=timezone.now())
            print(act.__name__, flush=True)
        if "once" in sys.argv:
            return


if __name__ == "__main__":
    if sys.argv[-1] in FUNCTIONS:
        die_in(sys.argv[-1])
    write(Person.objects.get(email=sys.argv[1]), Person.objects.get(email="mika@example.org"))
