"""What each of the client's pages weighs on the wire: in a browser that has seen nothing, and once more.

Counted by the browser itself, headers and font included. One language is enough; words weigh much the same. The
service worker stays out: what it answers counts as nothing, and whether it is awake in time is a matter of luck.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.walks.conftest import PHONE, Site
from tests.walks.navigation import follow
from tests.walks.translations import Translations

Contexts = Callable[..., BrowserContext]
FIRST_BYTES, AGAIN_BYTES = 100_000, 25_000
LEAST_BYTES = 30_000  # the font alone is more: less means that nothing was counted
SIGNED_OUT = ["", "help/", "leaving/", "account/login/", "account/password/reset/"]
HERS = [
    "now/",
    "now/body/",
    "now/safety/",
    "now/feelings/",
    "choose/",
    "another-day/",
    "moments/new/",
    "practise/",
    "practise/jording/",
    "practise/skyve-fra/",
    "practise/jording/read/",
    "traces/",
    "me/",
    "anchors/",
    "tell/",
    "next-time/",
    "welcome/",
    "consents/",
    "readers/",
    "copy/",
    "rest/",
    "forget/",
    "account/2fa/",
    "help/",
]


@pytest.fixture(autouse=True)
def in_one_language(words: Translations) -> None:
    if words.language != "nb":
        pytest.skip("weighed in Norwegian")


@pytest.fixture(scope="module")
def her(browser: Browser, demo: Site) -> Iterator[BrowserContext]:
    """Her own phone, signed in once for all pages."""
    context = browser.new_context(viewport=PHONE, locale="nb-NO")  # type: ignore[arg-type]  # a plain dict is what it takes
    page = context.new_page()
    page.goto(demo.url)
    page.locator("form[action='/demo/client/'] button").click()
    page.wait_for_url("**/now/**")
    yield context
    context.close()


@pytest.mark.parametrize("path", SIGNED_OUT)
def test_a_page_before_signing_in_is_light(context_of: Contexts, demo: Site, path: str) -> None:
    expect_light(context_of(worker=False).new_page(), f"{demo.url}/{path}")


@pytest.mark.parametrize("path", HERS)
def test_a_page_of_hers_is_light(context_of: Contexts, her: BrowserContext, demo: Site, path: str) -> None:
    expect_light(elsewhere(context_of, her), f"{demo.url}/{path}")


def test_a_practice_is_light_to_its_end(
    context_of: Contexts, her: BrowserContext, demo: Site, words: Translations
) -> None:
    page = her.new_page()
    page.goto(f"{demo.url}/practise/jording/")
    page.get_by_role("button", name=words("Begin"), exact=True).click()
    page.wait_for_url("**/run/**")
    expect_light(elsewhere(context_of, her), page.url)
    expect_light(elsewhere(context_of, her), f"{page.url}?now=pause")
    while "/afterwards/" not in page.url:
        follow(page.locator("button[value=next]"))
    expect_light(elsewhere(context_of, her), page.url)
    page.get_by_role("button", name=words("Finish")).click()
    page.wait_for_url("**/finished/")
    expect_light(elsewhere(context_of, her), page.url)


def elsewhere(context_of: Contexts, her: BrowserContext) -> Page:
    """Her session in a browser with nothing kept."""
    context = context_of(worker=False)
    context.add_cookies(her.cookies())  # type: ignore[arg-type]  # what it gives is what it takes
    return context.new_page()


def expect_light(page: Page, url: str) -> None:
    with measure_bytes(page) as first:
        page.goto(url, wait_until="networkidle")
    with measure_bytes(page) as again:
        page.goto(url, wait_until="networkidle")
    assert LEAST_BYTES < sum(first.values()) <= FIRST_BYTES, describe_heaviest(first)
    assert 0 < sum(again.values()) <= AGAIN_BYTES, describe_heaviest(again)


@contextmanager
def measure_bytes(page: Page) -> Iterator[dict[str, float]]:
    """Bytes by address, filled while the block runs."""
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    asked: dict[str, str] = {}
    loaded: dict[str, float] = {}
    wire.on("Network.requestWillBeSent", lambda event: asked.update({event["requestId"]: event["request"]["url"]}))
    wire.on(
        "Network.loadingFinished",
        lambda event: loaded.update({asked.get(event["requestId"], event["requestId"]): event["encodedDataLength"]}),
    )
    yield loaded
    wire.detach()


def describe_heaviest(loaded: dict[str, float]) -> str:
    total, most = sum(loaded.values()), sorted(loaded.items(), key=lambda each: -each[1])[:6]
    return f"{total:.0f} bytes: " + ", ".join(f"{url.rsplit('/', 1)[-1] or url} {size:.0f}" for url, size in most)
