import logging
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

# Before settings load: the tests never touch a home that someone uses.
_HOME = Path(tempfile.mkdtemp(prefix="fotfeste-tests-"))
os.environ["FOTFESTE_HOME"] = str(_HOME)
(_HOME / "static").mkdir()  # whitenoise warns about a missing folder, and a warning is an error here
os.environ["DJANGO_SETTINGS_MODULE"] = "fotfeste.config.settings"  # here, not in pyproject: that would load them first

import django  # noqa: E402
import hypothesis  # noqa: E402
import pytest  # noqa: E402
from django.conf import settings  # noqa: E402

from fotfeste.ops.catalogs import compile_catalogs  # noqa: E402

compile_catalogs()  # a text that was changed since `make` counts at once
django.setup()
# No test here is about time: a busy machine must not fail one.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")
logging.raiseExceptions = False  # as when served: pytest closes streams that handlers still hold

from django.test import Client  # noqa: E402

from tests.cast import Cast, gather  # noqa: E402
from tests.sign_in import SignIn, add_second_factor, sign_in  # noqa: E402


@pytest.fixture(scope="session", autouse=True)
def instance_key() -> None:
    from fotfeste.kit.crypto import write_instance_key

    write_instance_key(settings.FOTFESTE_KEY_FILE)


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """SQLite in a file, as on a real installation: a database in memory locks whole tables between threads."""
    from django.db import connections

    for each in connections.all(initialized_only=False):
        if each.vendor == "sqlite":
            each.settings_dict["TEST"]["NAME"] = str(_HOME / f"test-{each.alias}.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def quick_hasher() -> Iterator[None]:
    # Sign-in strength is tested where it belongs (tests/people); elsewhere a cast of five would cost a second each.
    from django.test import override_settings

    with override_settings(
        # Counted in memory here; the shared counts have their own tests, with real processes (test_counts.py).
        CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        PASSWORD_HASHERS=["tests.hashers.QuickArgon2", "django.contrib.auth.hashers.Argon2PasswordHasher"],
        STORAGES={
            **settings.STORAGES,
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
    ):
        yield


@pytest.fixture(autouse=True)
def no_counted_tries() -> None:
    """Tries at the door are counted by the minute: one test's tries must not shut the next one out."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def no_known_audit_log() -> None:
    """The database is empty before each test; what lies beside it must not say that it once was not."""
    settings.FOTFESTE_AUDIT_ANCHOR.unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """A page asked for in English leaves its thread in English: the next test begins in the house's language."""
    from django.utils import translation

    yield
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def own_umask() -> Iterator[None]:
    """A command run in this very process narrows what files may be; the next test begins as it was started."""
    before = os.umask(0o022)
    os.umask(before)
    yield
    os.umask(before)


@pytest.fixture
def cast(db: None) -> Cast:
    return gather()


@pytest.fixture
def enter(cast: Cast) -> SignIn:
    """`enter(cast.thea)`: her own browser, signed in."""
    add_second_factor(cast.thea, cast.mika, cast.sol)
    return sign_in


@pytest.fixture
def ana(cast: Cast) -> Client:
    return sign_in(cast.ana)


@pytest.fixture
def thea(enter: SignIn, cast: Cast) -> Client:
    return enter(cast.thea)


@pytest.fixture
def sol(enter: SignIn, cast: Cast) -> Client:
    return enter(cast.sol)


@pytest.fixture
def offers_mode(cast: Cast) -> None:
    """The institute has turned pace assistance on."""
    cast.institute.pace_mode = "offers"
    cast.institute.save()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--language", choices=["nb", "en"], default="nb", help="the language the walks are taken in")
