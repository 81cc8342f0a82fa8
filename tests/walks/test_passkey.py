"""Signing in with a passkey, in a real browser with a virtual authenticator."""

import pytest
from playwright.sync_api import Page, expect

from tests.walks.accessibility import AccessibilityCheck
from tests.walks.accounts import PASSWORD, Enter, accept_invitation, add_virtual_authenticator, invite_client, sign_out
from tests.walks.conftest import Site
from tests.walks.navigation import follow
from tests.walks.translations import Translations

pytestmark = pytest.mark.walk


def add_passkey(page: Page, demo: Site, accessibility: AccessibilityCheck | None = None) -> None:
    page.goto(f"{demo.url}/account/2fa/webauthn/add/")
    if accessibility:
        accessibility.check(page, "passkey-add")
    page.locator("passkey-form button").click()
    page.wait_for_url("**/account/2fa/recovery-codes/")


def is_signed_in(page: Page, demo: Site) -> bool:
    page.goto(f"{demo.url}/consents/")
    return "/account/" not in page.url


def test_made_used_named_and_removed(
    phone: Page, laptop: Page, demo: Site, enter: Enter, words: Translations, accessibility: AccessibilityCheck
) -> None:
    add_virtual_authenticator(phone)
    address = accept_invitation(phone, invite_client(laptop, demo, enter))
    add_passkey(phone, demo, accessibility)
    expect(phone.locator(".codes li")).to_have_count(10)
    accessibility.check(phone, "recovery-codes")

    sign_out(phone, demo)
    assert not is_signed_in(phone, demo)
    phone.locator("passkey-form button").click()  # the sign-in page leads back to where one was going
    phone.wait_for_url(f"{demo.url}/consents/")

    sign_out(phone, demo)
    phone.goto(f"{demo.url}/account/login/")
    phone.fill("[name=login]", address)
    phone.fill("[name=password]", PASSWORD)
    phone.get_by_role("button", name=words("Sign in"), exact=True).click()
    phone.wait_for_url("**/account/2fa/authenticate/")
    accessibility.check(phone, "second-step")
    assert not is_signed_in(phone, demo), "the password alone is no longer enough"
    phone.goto(f"{demo.url}/account/2fa/authenticate/")
    phone.locator("passkey-form button").click()
    phone.wait_for_url(lambda url: "/account/" not in url)
    assert is_signed_in(phone, demo)

    phone.goto(f"{demo.url}/account/sessions/")
    accessibility.check(phone, "sessions")
    phone.goto(f"{demo.url}/account/2fa/webauthn/")
    accessibility.check(phone, "passkeys")
    phone.locator("main a[href*=edit]").click()
    phone.wait_for_url("**/account/reauthenticate/**")
    accessibility.check(phone, "confirm-again")
    phone.locator("ul.rows a[href*='webauthn/reauthenticate']").click()
    phone.locator("passkey-form button").click()
    phone.wait_for_url("**/edit/")
    phone.fill("[name=name]", "telefonen")
    phone.locator("main form button").click()
    expect(phone.locator("main h2").first).to_have_text("telefonen")
    follow(phone.locator("main a[href*=remove]"))
    accessibility.check(phone, "passkey-remove")
    phone.locator("main form button").click()
    phone.wait_for_url("**/account/2fa/webauthn/")
    expect(phone.locator("main li.ds-card")).to_have_count(0)


def test_a_device_without_a_key_opens_nothing(phone: Page, demo: Site) -> None:
    """Nothing happens, and the page says so."""
    add_virtual_authenticator(phone)
    phone.goto(f"{demo.url}/account/login/")
    phone.locator("passkey-form button").click()
    expect(phone.locator("passkey-form [role=status]")).not_to_be_empty()
    assert "/account/login/" in phone.url
    assert not is_signed_in(phone, demo)


def test_a_removed_passkey_no_longer_opens(phone: Page, laptop: Page, demo: Site, enter: Enter) -> None:
    add_virtual_authenticator(phone)
    accept_invitation(phone, invite_client(laptop, demo, enter))
    add_passkey(phone, demo)
    phone.goto(f"{demo.url}/account/2fa/webauthn/")
    phone.locator("main a[href*=remove]").click()
    phone.locator("main form button").click()
    phone.wait_for_url("**/account/2fa/webauthn/")
    sign_out(phone, demo)
    phone.goto(f"{demo.url}/account/login/")
    phone.locator("passkey-form button").click()
    expect(phone.locator(".message:visible")).to_be_visible()
    assert not is_signed_in(phone, demo)
