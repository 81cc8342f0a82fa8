"""What this room holds of a client: every practice she began and how it went, in her own key."""

import msgspec
from django.utils.translation import get_language

from fotfeste.kit.keeper import CodeLabels, Collected, Keeper, register
from fotfeste.people.models import Person
from fotfeste.practices.catalogue import load_practices
from fotfeste.practices.labels import FAMILY_LABELS
from fotfeste.practices.models import Run


def collect(client: Person) -> Collected:
    return {"practices": [_export_run(run) for run in Run.objects.filter(client=client).order_by("started_at")]}


def _export_run(run: Run) -> dict[str, object]:
    how_it_ended = run.ended_at.isoformat() if run.ended_at else None
    return {"started_at": run.started_at.isoformat(), "ended_at": how_it_ended, **msgspec.to_builtins(run.course)}


def forget(client: Person, keep_record: bool) -> None:
    Run.objects.filter(client=client).delete()


def code_labels() -> CodeLabels:
    titles = {slug: practice.title for slug, practice in load_practices(get_language() or "nb").items()}
    return {
        "slug": titles,
        "offered": titles,
        "menu": titles,
        "family": FAMILY_LABELS,
        "closed_families": FAMILY_LABELS,
    }


register(Keeper("practices", (Run,), collect, forget, code_labels))
