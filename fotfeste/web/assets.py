"""Static files under names that carry their hash, and the import map that leads modules to them.

Django's own rewriting of module imports stays off: it trips over comments and hashes `export … from` twice. The import
map does that job in the browser instead.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from fotfeste.web.styles import HOUSE, build_house_stylesheet

BOARD = "js/board/"


class Assets(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise ships no types
    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self._urls: dict[str | None, str] = {}

    manifest_strict = False  # a file missing from the manifest is a 404 for that file, not a 500 for the page

    @contextmanager
    def collect_into(self, folder: Path) -> Iterator[None]:
        """Files are written there meanwhile; afterwards they are looked for in `STATIC_ROOT` again."""
        self._move_to(folder)
        try:
            yield
        finally:
            self._move_to(settings.STATIC_ROOT)

    def _move_to(self, folder: Path) -> None:
        self._location = str(folder)
        for name in ("base_location", "location"):  # Django works them out once
            self.__dict__.pop(name, None)

    def url(self, name: str | None, force: bool = False) -> str:
        """As always, worked out once for each file: a page asks for some of them dozens of times."""
        if name not in self._urls:
            self._urls[name] = str(super().url(name, force))
        return self._urls[name]

    def post_process(self, paths: dict[str, Any], **options: Any) -> Iterator[Any]:
        """Makes the one stylesheet of the house from what was collected, then names and compresses as always."""

        def read(name: str) -> str:
            storage, path = paths[name]
            with storage.open(path) as file:
                return str(file.read().decode())

        self._save(HOUSE, ContentFile(build_house_stylesheet(read).encode()))
        yield from super().post_process({**paths, HOUSE: (self, HOUSE)}, **options)
        self._urls.clear()


def list_modules(files: Iterable[str], with_board: bool) -> list[str]:
    """Those of the static files that a page's import map names."""
    scripts = (name for name in files if name.startswith("js/") and name.endswith(".js"))  # types are for tsc alone
    return [name for name in scripts if with_board or not name.startswith(BOARD)]


@cache
def import_map(with_board: bool) -> str:
    """JSON that maps our modules by their URL to their hashed files. Made once: a process keeps its files.

    Most pages go without the board's: every page carries its map each time, and the board's are two fifths of it.
    """
    hashed = getattr(staticfiles_storage, "hashed_files", {})
    ours = {settings.STATIC_URL + name: staticfiles_storage.url(name) for name in list_modules(hashed, with_board)}
    return json.dumps({"imports": ours}, separators=(",", ":"), sort_keys=True)
