import shutil

import pytest

from fotfeste.practices.check import CONTENT


@pytest.fixture
def shelf(tmp_path):
    """A copy of the content in which a fault can be planted."""
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    return folder
