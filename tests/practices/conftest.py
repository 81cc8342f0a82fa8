import shutil
from pathlib import Path

import pytest

from fotfeste.practices.content_check import CONTENT


@pytest.fixture
def practices_folder(tmp_path: Path) -> Path:
    """A copy of the content in which a fault can be planted."""
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    return folder
