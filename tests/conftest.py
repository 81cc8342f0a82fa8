import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

# Before settings load: the tests never touch a home that someone uses.
_HOME = Path(tempfile.mkdtemp(prefix="fotfeste-tests-"))
os.environ["FOTFESTE_HOME"] = str(_HOME)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fotfeste.site.settings")

import pytest  # noqa: E402
from django.conf import settings  # noqa: E402

from tests.cast import Cast, gather  # noqa: E402


@pytest.fixture(scope="session", autouse=True)
def instance_key() -> None:
    from fotfeste.kit.crypto import write_instance_key

    write_instance_key(settings.FOTFESTE_KEY_FILE)


@pytest.fixture(scope="session", autouse=True)
def quick_hasher() -> Iterator[None]:
    # Sign-in strength is tested where it belongs (tests/people); elsewhere a cast of five would cost a second each.
    from django.test import override_settings

    with override_settings(
        PASSWORD_HASHERS=["tests.hashers.QuickArgon2", "django.contrib.auth.hashers.Argon2PasswordHasher"],
        STORAGES={
            **settings.STORAGES,
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
    ):
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    return gather()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--language", choices=["nb", "en"], default="nb", help="the language the walks are taken in")
