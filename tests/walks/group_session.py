"""Seven people around one board, each in a browser of their own."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Locator, Page, expect

from tests.walks.conftest import PHONE, Site
from tests.walks.translations import Translations

Enter = Callable[[Page, str], None]
REPRESENTATIVES = ("Iben", "Per", "Siv", "Tor")
OBSERVER = "Ola"
# What the figures are. At blind 1 nobody but the client and whoever leads may ever meet these words.
HIDDEN = ("Kanarimor", "Kanarifar", "Kanariuro", "Kanarisak")


@dataclass
class GroupSession:
    site: Site
    words: Translations
    new: Callable[..., BrowserContext]
    enter: Enter
    pages: dict[str, Page] = field(default_factory=dict)
    board: str = ""

    def __getitem__(self, name: str) -> Page:
        return self.pages[name]

    @property
    def thea(self) -> Page:
        return self.pages["Thea"]

    @property
    def ana(self) -> Page:
        return self.pages["Ana"]

    @property
    def guests(self) -> list[Page]:
        return [self.pages[name] for name in (*REPRESENTATIVES, OBSERVER) if name in self.pages]

    def open_page(self, name: str, door: str = "", viewport: dict[str, int] = PHONE) -> Page:
        self.pages[name] = self.new(viewport=viewport).new_page()
        if door:
            self.enter(self.pages[name], door)
        return self.pages[name]

    # ---- what they do

    def button(self, page: Page, english: str, **said: str) -> Locator:
        return page.get_by_role("button", name=fill_placeholders(self.words(english), **said), exact=True).first

    def lead_to(self, phase: str) -> None:
        self.thea.locator(".ask--next button").click()
        self.expect_phase(phase)

    def expect_phase(self, phase: str) -> None:
        """Every page has come there by itself."""
        for page in (self.thea, self.ana, *self.guests):
            expect(page.locator("h1").first).to_have_text(self.words(phase, "phase"))

    def expect_hidden_words_unseen(self) -> None:
        for page in self.guests:
            met = [word for word in HIDDEN if word in page.content()]
            assert not met, met


def fill_placeholders(text: str, **said: str) -> str:
    return re.sub(r"%\((\w+)\)s", lambda each: said[each[1]], text)


def open_details(page: Page, fold: str) -> None:
    folded = page.locator(f"details[data-fold='{fold}']").first
    if not folded.evaluate("each => each.open"):
        folded.locator("summary").first.click()


def send_command(page: Page, command: dict[str, Any]) -> dict[str, Any]:
    """What the board's element answers to a command: to a hand that was too late, or a page that was tampered with."""
    answer: dict[str, Any] = page.evaluate(
        "command => document.querySelector('constellation-board').ask(command)", command
    )
    return answer


def current_view(page: Page) -> dict[str, Any]:
    shown: dict[str, Any] = page.evaluate("() => document.querySelector('constellation-board').view")
    return shown


class SleepingPhone:
    """A phone in a pocket: its page is frozen and its line is down."""

    def __init__(self, page: Page):
        self.page = page
        self.chrome: CDPSession = page.context.new_cdp_session(page)

    def __enter__(self) -> None:
        self.page.context.set_offline(True)
        self.chrome.send("Page.setWebLifecycleState", {"state": "frozen"})

    def __exit__(self, *_: object) -> None:
        self.page.context.set_offline(False)
        self.chrome.send("Page.setWebLifecycleState", {"state": "active"})
        self.page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
