"""The static files of a start: collected from what is installed, unless the generation in use came of the same."""

import hashlib
from pathlib import Path
from typing import cast

from fotfeste.ops.static_generations import publish_generation


def prepare_static_files() -> None:
    from django.conf import settings

    publish_generation(Path(settings.STATIC_ROOT), _collect_static_files, digest_sources())


def digest_sources() -> str:
    """Of all that was installed with the house: files, styles, and the templates and texts of the proxy's pages."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders

    found = {storage.path(name) for finder in get_finders() for name, storage in finder.list([])}
    ours = (str(each) for each in settings.BASE.rglob("*") if each.is_file() and each.suffix != ".pyc")
    digest = hashlib.sha256()
    for path in sorted({*found, *ours}):
        digest.update(f"{path}\0".encode() + hashlib.sha256(Path(path).read_bytes()).digest())
    return digest.hexdigest()


def _collect_static_files(folder: Path) -> None:
    from django.contrib.staticfiles.storage import staticfiles_storage
    from django.core.management import call_command

    from fotfeste.web.assets import Assets

    with cast(Assets, staticfiles_storage).collect_into(folder):
        call_command("collectstatic", verbosity=0, interactive=False)
        write_pages_for_the_proxy(folder)


def write_pages_for_the_proxy(folder: Path) -> None:
    """What the proxy shows by itself: help also while the house is away (`502.html`), and for too much at once."""
    from django.template.loader import render_to_string

    for name in ("502.html", "413.html"):
        (folder / name).write_text(render_to_string(name), encoding="utf-8")
