"""Static files under names that carry their hash, and the import map that leads modules to them.

Django's own rewriting of module imports stays off: it trips over comments and hashes `export … from` twice. The import
map does that job in the browser instead.
"""

import json
from functools import lru_cache

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class Assets(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise ships no types
    manifest_strict = False  # a file missing from the manifest is a 404 for that file, not a 500 for the page


def import_map() -> str:
    """JSON that maps every module of ours by its URL to its hashed file."""
    return _import_map(settings.STATIC_ROOT)


@lru_cache(maxsize=4)
def _import_map(root: str) -> str:
    hashed = getattr(staticfiles_storage, "hashed_files", {})
    ours = {settings.STATIC_URL + name: staticfiles_storage.url(name) for name in hashed if name.startswith("js/")}
    return json.dumps({"imports": ours}, separators=(",", ":"), sort_keys=True)
