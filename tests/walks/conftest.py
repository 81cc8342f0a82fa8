"""A real server process, a real browser, one language a run (`--language nb|en`)."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.walks.accessibility import AccessibilityCheck
from tests.walks.translations import Translations

PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 900}
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--no-default-browser-check",
    "--mute-audio",
]
START_TIMEOUT_S = 90
PATIENT_MS = (
    20_000  # no walk is about time: on a busy machine a page may take long, and the worker keeps sixty files first
)


@dataclass
class Site:
    url: str
    home: Path


@pytest.fixture(scope="session")
def words(pytestconfig: pytest.Config) -> Translations:
    return Translations(pytestconfig.getoption("--language"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def clean_environment() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith(("FOTFESTE_", "DATABASE_URL", "DJANGO_"))}


def fotfeste_command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "fotfeste", *arguments]


def start_server(command: list[str], url: str, settings: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
    """Start a server and wait until it answers. Raises if it ends first or takes too long."""
    process = subprocess.Popen(command, env=clean_environment() | (settings or {}))
    until = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"{command[2:]} ended with {process.returncode}")
        try:
            urllib.request.urlopen(url, timeout=2).close()  # noqa: S310  # our own loopback server
            return process
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise RuntimeError(f"{command[2:]} did not answer within {START_TIMEOUT_S} s")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home, port = tmp_path_factory.mktemp("demo"), free_port()
    url = f"http://localhost:{port}"
    process = start_server(fotfeste_command("demo", "--home", str(home), "--port", str(port)), url)
    yield Site(url, home)
    process.terminate()
    process.wait(20)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as engine:
        expect.set_options(timeout=PATIENT_MS)
        yield engine


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    browser = playwright.chromium.launch(executable_path=found, args=BROWSER_FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def context_of(browser: Browser, words: Translations) -> Iterator[Callable[..., BrowserContext]]:
    """Make contexts: `context_of(viewport=PHONE, scripts=True, worker=True)`. Each is someone's own browser."""
    made: list[BrowserContext] = []

    def make(viewport: dict[str, int] = PHONE, scripts: bool = True, worker: bool = True) -> BrowserContext:
        context = browser.new_context(
            viewport={"width": viewport["width"], "height": viewport["height"]},
            locale=words.locale,
            java_script_enabled=scripts,
            reduced_motion="reduce",
            service_workers="allow" if worker else "block",
        )
        context.set_default_timeout(PATIENT_MS)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.fixture
def phone(context_of: Callable[..., BrowserContext]) -> Page:
    return context_of().new_page()


@pytest.fixture
def laptop(context_of: Callable[..., BrowserContext]) -> Page:
    return context_of(viewport=LAPTOP).new_page()


@pytest.fixture
def accessibility(words: Translations) -> AccessibilityCheck:
    return AccessibilityCheck(words.language)


@pytest.fixture
def enter(demo: Site) -> Callable[[Page, str], None]:
    def through(page: Page, door: str) -> None:
        page.goto(demo.url)
        page.locator(f"form[action='/demo/{door}/'] button").click()
        page.wait_for_url(lambda url: not url.endswith(":" + demo.url.rsplit(":", 1)[1] + "/"))

    return through
