"""Makes the pictures for home screens from static/icons/favicon.svg and plain.svg, with the machine's Chromium.

`python tools/icons/make.py`. A maskable picture has no round corners and its drawing well inside, since the phone
cuts it.
"""

import shutil
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ICONS = Path(__file__).resolve().parents[2] / "fotfeste" / "static" / "icons"
FACES = {"own": "favicon.svg", "plain": "plain.svg"}
TOUCH = 180


def main() -> None:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page()
        for face, source in FACES.items():
            drawing = (ICONS / source).read_text(encoding="utf-8")
            for size in (192, 512):
                make(page, drawing, size, ICONS / f"{face}-{size}.png")
                make(page, whole(drawing), size, ICONS / f"{face}-{size}-maskable.png")
            make(page, whole(drawing), TOUCH, ICONS / f"{face}-touch.png")
        browser.close()


def whole(drawing: str) -> str:
    """The ground to the edges, the drawing at four fifths of its size."""
    square = drawing.replace(' rx="9"', "")
    ground, rest = square.split("/>", 1)
    return f'{ground}/><g transform="translate(3.2 3.2) scale(.8)">{rest.replace("</svg>", "</g></svg>")}'


def make(page: Page, drawing: str, size: int, path: Path) -> None:
    page.set_viewport_size({"width": size, "height": size})
    page.set_content(f"<style>*{{margin:0}}svg{{display:block;width:{size}px;height:{size}px}}</style>{drawing}")
    page.screenshot(path=path, omit_background=True)


if __name__ == "__main__":
    main()
