"""`fotfeste trail verify`"""

import argparse


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["verify"])


def run(args: argparse.Namespace) -> int:
    import django

    django.setup()
    from fotfeste.people.models import Person
    from fotfeste.privacy.trail import verify

    people = Person.objects.filter(trail_head__isnull=False).order_by("pk")
    faults = [fault for person in people.iterator() for fault in verify(person)]
    print("\n".join(faults) or f"{people.count()} trails are whole")
    return 1 if faults else 0
