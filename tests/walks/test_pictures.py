"""`make walk` keeps pictures: the README's, and every place in both schemes for somebody to look at."""

import os
from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.walks.accessibility import BASE
from tests.walks.conftest import LAPTOP, PHONE, Site

SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
Enter = Callable[[Page, str], None]
PLACES = {
    "client": (PHONE, ("now/", "now/body/", "choose/", "practise/", "practise/skyve-fra/", "traces/", "me/")),
    "therapist": (LAPTOP, ("today/", "clients/", "library/")),
    "administrator": (LAPTOP, ("institute/", "institute/pace/")),
}
README = BASE / "docs" / "pictures" / "readme.png"

pytestmark = pytest.mark.skipif("FOTFESTE_PICTURES" not in os.environ, reason="pictures are made by `make walk`")


@pytest.mark.parametrize("door", PLACES)
def test_pictures_of_every_place(
    context_of: Callable[..., BrowserContext], demo: Site, enter: Enter, door: str, words: object
) -> None:
    viewport, places = PLACES[door]
    page = context_of(viewport=viewport).new_page()
    enter(page, door)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for place in places:
            page.goto(f"{demo.url}/{place}")
            name = f"{door}-{place.strip('/').replace('/', '-')}-{scheme}.png"
            page.screenshot(path=BASE / "var" / "walk" / name, full_page=True)


def test_the_picture_in_the_readme(context_of: Callable[..., BrowserContext], demo: Site, enter: Enter) -> None:
    """Check-in by day, offers by evening, side by side as on two phones."""
    day, evening = SCHEMES
    shots = []
    for scheme, place in ((day, "now/body/"), (day, "choose/"), (evening, "traces/")):
        page = context_of().new_page()
        page.emulate_media(color_scheme=scheme)
        enter(page, "client")
        page.goto(f"{demo.url}/{place}")
        page.wait_for_timeout(400)
        shots.append(page.screenshot())
    README.parent.mkdir(parents=True, exist_ok=True)
    page = context_of(viewport={"width": 3 * 390 + 4 * 24, "height": 844 + 48}).new_page()
    page.set_content(contact_sheet_html(shots))
    page.screenshot(path=README)


def contact_sheet_html(shots: list[bytes]) -> str:
    import base64

    images = "".join(f'<img src="data:image/png;base64,{base64.b64encode(shot).decode()}">' for shot in shots)
    look = "body{margin:24px;display:flex;gap:24px;background:#d0cabf}img{border-radius:24px;width:390px}"
    return f"<style>{look}</style>{images}"
