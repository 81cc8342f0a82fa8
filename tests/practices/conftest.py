import shutil
from pathlib import Path

import pytest
from django.test import Client

from fotfeste.practices.check import CONTENT
from tests.cast import Cast


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A copy of the content in which a fault can be planted."""
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    return folder


@pytest.fixture
def ana(cast: Cast, client: Client) -> Client:
    """Ana's browser, signed in."""
    client.force_login(cast.ana)
    return client
