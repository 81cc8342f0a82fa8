"""Pressing what leads to another page, without looking before it is there."""

from playwright.sync_api import Locator, Page

DRAWN = "() => document.documentElement !== null && document.readyState === 'complete'"


def follow(way: Locator) -> None:
    """Press a link or a button that sends a form, and wait until the page it leads to has loaded.

    A click alone may come back while the old page still stands, and `wait_for_load_state` is then true of that one.
    """
    with way.page.expect_navigation():
        way.click()


def wait_until_drawn(page: Page) -> None:
    """Between two documents there is none: `evaluate` would look at nothing."""
    page.wait_for_load_state()
    page.wait_for_function(DRAWN)
