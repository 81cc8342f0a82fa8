"""The folder where backups lie. A name of this form is a whole one."""

import re
from datetime import UTC, datetime
from pathlib import Path

NAME = re.compile(r"fotfeste-(\d{8}T\d{6})Z\.backup")
STAMP = "%Y%m%dT%H%M%S"


def newest(folder: Path) -> datetime | None:
    """When the newest whole backup was made, by its name; None where there is none."""
    found = [NAME.fullmatch(path.name) for path in (folder.iterdir() if folder.is_dir() else ())]
    return max((datetime.strptime(m[1], STAMP).replace(tzinfo=UTC) for m in found if m), default=None)
