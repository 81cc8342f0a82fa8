"""`python -m tests.ops.board_in_home`: a board in a real home, and the session of whoever leads it, as JSON."""

import json
import os
import uuid

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fotfeste.config.settings")

import django

django.setup()

from django.utils import timezone  # noqa: E402

from fotfeste.constellations import services  # noqa: E402
from fotfeste.constellations.models import Seat  # noqa: E402
from fotfeste.kit.keyring import keyring  # noqa: E402
from fotfeste.people.models import Institute  # noqa: E402
from tests.cast import gather  # noqa: E402
from tests.constellations.live.socket_client import make_session  # noqa: E402
from tests.sign_in import add_second_factor  # noqa: E402

if __name__ == "__main__":
    with keyring():
        Institute.objects.all().delete()
        cast = gather()
        add_second_factor(cast.thea)
        plan = services.Plan(mode="pair", method="classic")
        board = services.plan_constellation(
            actor=cast.thea, client=cast.ana, row=uuid.uuid4(), plan=plan, now=timezone.now()
        )
        print(json.dumps({"board": str(board.pk), "session": make_session(Seat(person=cast.thea))}))
