"""`python -m tests.walks.record_yesterday HOME`: in that demo, Ana practised mildly yesterday and is calm now."""

import os
import sys
import uuid
from datetime import timedelta
from typing import Any


def record_yesterday() -> None:
    from django.utils import timezone

    from fotfeste.body.check_in.services import save_check_in
    from fotfeste.body.check_in_answers import Answers
    from fotfeste.kit.keyring import keyring
    from fotfeste.pace.services import record_choice, record_outcome
    from fotfeste.people.models import Person

    now = timezone.now()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    then = midnight - timedelta(hours=1) + (now - midnight) / 24  # the last one of yesterday, each time it is asked for
    amount: dict[str, Any] = {"family": "breath", "level": 1, "minutes": 3}
    with keyring():
        ana = next(person for person in Person.objects.all() if person.name == "Ana")
        dose = record_choice(actor=ana, client=ana, dose_id=None, **amount, activation=1, safety=6, now=then)
        assert dose, "pace assistance is on in a demo"
        record_outcome(
            actor=ana,
            client=ana,
            dose_id=dose.pk,
            **amount,
            done_minutes=3,
            activation=0,
            safety=8,
            settled=True,
            stopped_early=False,
            felt_worse=None,
            now=then + timedelta(minutes=5),
        )
        save_check_in(
            actor=ana, client=ana, row=uuid.uuid4(), answers=Answers(activation=0, head_safe=9, body_safe=9), now=now
        )


if __name__ == "__main__":
    from pathlib import Path

    from fotfeste.ops.installation import set_environment

    set_environment(Path(sys.argv[1]), demo=True)
    os.environ["DJANGO_SETTINGS_MODULE"] = "fotfeste.config.settings"
    import django

    django.setup()
    record_yesterday()
