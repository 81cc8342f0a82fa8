#!/usr/bin/env bash
# Django 5.2.19: `transaction.on_commit(…, robust=True)` promises that a hook that fails is logged and the others still
# run. Where the hook is a functools.partial, the form Django's own guide shows for giving a hook arguments, it is not so.
#
# One would guess: the failing partial is logged, the next hook runs, the caller sees nothing.
# Seen: writing the log line asks the hook for its __qualname__, which a partial has not: an AttributeError reaches the
# caller although the transaction is committed, and every hook after it is dropped. A plain function is logged and passed.
#
# Fails when the behaviour has changed.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check django==5.2.19

cat >look.py <<'PYTHON'
import functools
import logging
import sys

import django
from django.conf import settings
from django.db import transaction

settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "look.sqlite3"}})
django.setup()
logging.disable(logging.CRITICAL)


def fail(number=0):
    raise OSError(number)


def what_follows(hook):
    """What the caller of the transaction meets, and whether the hook after the failing one ran."""
    ran = []
    try:
        with transaction.atomic():
            transaction.on_commit(hook, robust=True)
            transaction.on_commit(lambda: ran.append(True), robust=True)
    except Exception as error:
        return type(error).__name__, bool(ran)
    return "nothing", bool(ran)


function, partial = what_follows(fail), what_follows(functools.partial(fail, 7))
print(f"Django {django.__version__}")
print("a function that fails: the caller meets {}, the next hook ran: {}".format(*function))
print("a partial that fails:  the caller meets {}, the next hook ran: {}".format(*partial))
sys.exit(0 if (function, partial) == (("nothing", True), ("AttributeError", False)) else 1)
PYTHON
venv/bin/python look.py
