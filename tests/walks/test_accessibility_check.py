"""The check itself: what it must find, it finds, also the second time on the same page."""

import pytest
from playwright.sync_api import Page

from tests.walks.accessibility import AccessibilityCheck, find_violations

pytestmark = pytest.mark.walk
WHOLE = "<html lang=nb><title>t</title><main><h1>En side</h1>{}</main></html>"


def test_a_nameless_button_is_found_each_time(phone: Page) -> None:
    phone.set_content(WHOLE.format("<button></button>"))
    for _ in range(2):
        assert [found.split(":")[0] for found in find_violations(phone)] == ["button-name"]


def test_a_page_without_fault_has_no_violations(phone: Page) -> None:
    phone.set_content(WHOLE.format("<button>Videre</button>"))
    assert find_violations(phone) == []


def test_a_page_that_scrolls_sideways_is_refused(phone: Page, accessibility: AccessibilityCheck) -> None:
    phone.set_content(WHOLE.format("<div style='width: 360px'>bred</div>"))
    with pytest.raises(AssertionError, match=r"320 px.*sideways"):
        accessibility.check(phone, "wide")
