"""`fotfeste init`: instance key, database, practice basis, mail, and a link for the first owner."""

import argparse
import os
import sys
from pathlib import Path

from fotfeste.ops.installation import (
    WrongDatabase,
    create_tombstone_list,
    has_institute,
    has_tables,
    prepare_database,
    require_database_kind,
    set_environment,
    write_keys,
)

BASES = ("helsehjelp", "alternativ", "kurs")
QUESTIONS = {
    "name": "The institute's name",
    "basis": f"Usual practice basis ({', '.join(BASES)})",
    "address": "The address people will open (https://…)",
}


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("FOTFESTE_HOME", "var")))
    parser.add_argument("--name", help="the institute's name")
    parser.add_argument("--basis", choices=BASES, help="the usual practice basis of its therapists")
    parser.add_argument("--address", help="where people will open it, for example https://fotfeste.example.no")
    parser.add_argument("--new-link", action="store_true", help="a new link for the first owner, if the first was lost")


def run(args: argparse.Namespace) -> int:
    set_environment(args.home.resolve(), demo=False)
    import django

    django.setup()
    from fotfeste.ops.backup.refusals import report_refusal

    with report_refusal("installation") as outcome:
        require_database_kind(demo=False)
        return _new_link(args) if args.new_link else _new_installation(args)
    return outcome.code


def _new_installation(args: argparse.Namespace) -> int:
    from django.conf import settings

    _refuse_second(settings.FOTFESTE_KEY_FILE)
    answers = _collect_answers(args, "name", "basis", "address")
    if fault := _find_fault(answers):
        print(fault, file=sys.stderr)
        return 2
    write_keys(args.home.resolve(), settings.FOTFESTE_KEY_FILE)
    create_tombstone_list(settings.FOTFESTE_TOMBSTONES)
    prepare_database()
    print(_print_next_steps(settings.FOTFESTE_KEY_FILE, _create_institute(answers), bool(settings.FOTFESTE_SMTP)))
    return 0


def _new_link(args: argparse.Namespace) -> int:
    """Only while nobody administers: afterwards an administrator invites the next one."""
    from fotfeste.people.models import Role, RoleGrant

    if not has_institute():
        raise WrongDatabase("There is no installation here yet. Run `fotfeste init` first.")
    if RoleGrant.objects.filter(role=Role.ADMINISTRATOR, until__isnull=True).exists():
        raise WrongDatabase("There is an administrator already. She can invite another one. Nothing was changed.")
    answers = _collect_answers(args, "address")
    if fault := _find_fault(answers):
        print(fault, file=sys.stderr)
        return 2
    print(_build_link(answers["address"]))
    return 0


def _refuse_second(key_file: Path) -> None:
    if has_institute():
        raise WrongDatabase("There is already an installation here. Nothing was changed.")
    if has_tables() and not key_file.exists():
        raise WrongDatabase("A database without its instance key. Put the key back; nothing was changed.")


def _collect_answers(args: argparse.Namespace, *fields: str) -> dict[str, str]:
    return {
        field: from_options if (from_options := getattr(args, field)) is not None else _ask_for(field)
        for field in fields
    }


def _ask_for(field: str) -> str:
    try:
        return input(QUESTIONS[field] + ": ").strip()
    except EOFError:
        return ""


def _find_fault(answers: dict[str, str]) -> str:
    if not answers.get("name", "-").strip():
        return "The institute needs a name (--name)."
    if answers.get("basis", BASES[0]) not in BASES:
        return f"The practice basis is one of {', '.join(BASES)} (--basis)."
    if not answers["address"].startswith(("https://", "http://localhost")):
        return "The address starts with https:// (--address)."
    return ""


def _create_institute(answers: dict[str, str]) -> str:
    """The institute and the first owner's link, in one transaction."""
    from fotfeste.kit.audit_log import audited_transaction, record_act
    from fotfeste.people.models import Institute

    with audited_transaction():
        record_act(Institute.objects.create(name=answers["name"].strip(), basis=answers["basis"]), "set")
        return _build_link(answers["address"])


def _build_link(address: str) -> str:
    from django.urls import reverse
    from django.utils import timezone

    from fotfeste.people.services import invite_first_owner

    return address.rstrip("/") + reverse("people:invitation", args=[invite_first_owner(now=timezone.now())])


def _print_next_steps(key_file: Path, link: str, has_mail: bool) -> str:
    without = "none is set up; links are shown to hand over. Set FOTFESTE_SMTP=host:port to send them."
    mail = "SMTP is set up (FOTFESTE_SMTP)." if has_mail else without
    return f"""
The installation is ready.

1. Back up the instance key now, away from this machine and from the database's backups:
     {key_file}
   Without it nobody can read what clients and therapists write. It cannot be made again.
2. The first owner makes her account here (single use, 14 days; `fotfeste init --new-link` makes another):
     {link}
3. Mail: {mail}
4. Start it:  fotfeste serve
"""
