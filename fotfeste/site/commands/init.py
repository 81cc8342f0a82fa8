"""`fotfeste init`: instance key, database, practice basis, mail, and a link for the first owner."""

import argparse
import os
import sys
from pathlib import Path

from fotfeste.site.installation import WrongDatabase, prepare_database, require_kind, use_home, write_keys

BASES = ("helsehjelp", "alternativ", "kurs")


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("FOTFESTE_HOME", "var")))
    parser.add_argument("--name", help="the institute's name")
    parser.add_argument("--owner", help="the first owner's e-mail address")
    parser.add_argument("--basis", choices=BASES, help="the usual practice basis of its therapists")
    parser.add_argument("--address", help="where people will open it, for example https://fotfeste.example.no")


def run(args: argparse.Namespace) -> int:
    home = args.home.resolve()
    use_home(home, demo=False)
    import django
    from django.conf import settings

    django.setup()
    try:
        require_kind(demo=False)
        _refuse_second(settings.FOTFESTE_KEY_FILE)
    except WrongDatabase as wrong:
        print(wrong, file=sys.stderr)
        return 2
    answers = {field: getattr(args, field) or _ask(field) for field in ("name", "owner", "basis", "address")}
    if fault := _fault(answers):
        print(fault, file=sys.stderr)
        return 2
    write_keys(home, settings.FOTFESTE_KEY_FILE)
    prepare_database()
    _tell(settings.FOTFESTE_KEY_FILE, _found(answers), bool(settings.FOTFESTE_SMTP))
    return 0


def _refuse_second(key_file: Path) -> None:
    from django.db import connection

    from fotfeste.people.models import Institute

    if Institute._meta.db_table in connection.introspection.table_names():
        if Institute.objects.exists():
            raise WrongDatabase("There is already an installation here. Nothing was changed.")
        if not key_file.exists():
            raise WrongDatabase("A database without its instance key. Put the key back; nothing was changed.")


def _ask(field: str) -> str:
    questions = {
        "name": "The institute's name",
        "owner": "The first owner's e-mail address",
        "basis": f"Usual practice basis ({', '.join(BASES)})",
        "address": "The address people will open (https://…)",
    }
    try:
        return input(questions[field] + ": ").strip()
    except EOFError:
        return ""


def _fault(answers: dict[str, str]) -> str:
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    if not answers["name"]:
        return "The institute needs a name (--name)."
    if answers["basis"] not in BASES:
        return f"The practice basis is one of {', '.join(BASES)} (--basis)."
    if not answers["address"].startswith(("https://", "http://localhost")):
        return "The address starts with https:// (--address)."
    try:
        validate_email(answers["owner"])
    except ValidationError:
        return "The owner's e-mail address does not look like one (--owner)."
    return ""


def _found(answers: dict[str, str]) -> str:
    """Make the institute and the first owner's invitation in one transaction; returns the link."""
    from django.db import transaction
    from django.urls import reverse
    from django.utils import timezone

    from fotfeste.people.models import Institute, Role
    from fotfeste.people.services import invite_first_owner

    with transaction.atomic():
        Institute.objects.create(name=answers["name"], basis=answers["basis"])
        token = invite_first_owner(email=answers["owner"], role=Role.ADMINISTRATOR, now=timezone.now())
    return answers["address"].rstrip("/") + reverse("people:invitation", args=[token])


def _tell(key_file: Path, link: str, has_mail: bool) -> None:
    print(f"""
The installation is ready.

1. Back up the instance key now, away from this machine and from the database's backups:
     {key_file}
   Without it nobody can read what clients and therapists write. It cannot be made again.
2. The first owner makes her account here (single use, 14 days):
     {link}
3. Mail: {"SMTP is set up (FOTFESTE_SMTP)." if has_mail else "none is set up; invitation links are shown to hand over. Set FOTFESTE_SMTP=host:port to send them."}
4. Start it:  fotfeste serve
""")
