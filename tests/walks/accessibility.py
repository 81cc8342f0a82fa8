"""Looking at a page as the accessibility rules do: axe in both schemes, at the page's size and at 320 px."""

import os
from pathlib import Path

from playwright.sync_api import Page

from tests.walks.navigation import wait_until_drawn

BASE = Path(__file__).resolve().parents[2]
AXE = BASE / "node_modules" / "axe-core" / "axe.min.js"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
NARROW = {"width": 320, "height": 640}
PICTURES_FOLDER = BASE / "var" / "walk"


# A link that happens to lie under the bar at this scroll position is not a small target: look at the page unstuck.
UNSTUCK = "stuck => document.querySelectorAll('.bar, .top').forEach(e => { e.style.position = stuck ? '' : 'static'; })"

# All that axe looked at is many times what it found, and bringing it out of the page took most of a check's time.
FIND_VIOLATIONS = """async rules => (await axe.run(document, rules)).violations.map(
  ({ id, nodes: [first] }) => [id, String(first.target), first.failureSummary])"""


class AccessibilityCheck:
    def __init__(self, language: str):
        self.language = language

    def check(self, page: Page, name: str) -> None:
        """Assert 0 violations and no sideways scroll, in both schemes, here and at 320 px."""
        wait_until_drawn(page)
        own = page.viewport_size or NARROW
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            for size in (own, NARROW):
                page.set_viewport_size(size)  # type: ignore[arg-type]  # a plain dict is what it takes
                self._check_at_size(page, f"{name} ({scheme}, {size['width']} px)")
                self._save_screenshot(page, name, scheme, size["width"])
        page.set_viewport_size(own)  # type: ignore[arg-type]
        page.emulate_media(color_scheme="light")

    def _check_at_size(self, page: Page, where: str) -> None:
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), f"{where} scrolls sideways"
        # The whole page at once: a bar that stays at the bottom covers things only until one scrolls.
        height = page.evaluate("() => document.documentElement.scrollHeight")
        page.set_viewport_size({"width": page.evaluate("() => innerWidth"), "height": height})
        found = find_violations(page)
        assert not found, f"{where}: {found}"

    def _save_screenshot(self, page: Page, name: str, scheme: str, width: int) -> None:
        if os.environ.get("FOTFESTE_PICTURES"):
            PICTURES_FOLDER.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=PICTURES_FOLDER / f"{name}-{self.language}-{scheme}-{width}.png", full_page=True)


def find_violations(page: Page) -> list[str]:
    """What axe finds wrong: rule, first place, what would mend it. Empty when nothing is."""
    wait_until_drawn(page)
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8") + ";0")
    page.evaluate(UNSTUCK, False)
    found: list[list[str]] = page.evaluate(FIND_VIOLATIONS, RULES)
    page.evaluate(UNSTUCK, True)
    return [f"{rule}: {place} {summary}" for rule, place, summary in found]
