import pytest
from django.test import Client

from tests.cast import Cast


@pytest.fixture
def ana(client: Client, cast: Cast) -> Client:
    """Ana's browser, signed in."""
    client.force_login(cast.ana)
    return client
