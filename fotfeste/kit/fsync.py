"""Waiting for the disk."""

import os
from pathlib import Path


def fsync_folder(folder: Path) -> None:
    """A new or renamed file is on the disk only when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
