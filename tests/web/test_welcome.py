"""The first page of a real installation. The demo's doors are walked in tests/walks."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.cast import Cast


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_newcomer_reads_what_this_is_without_any_database(language: str) -> None:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = client.get(reverse("welcome")).content.decode()
    assert page.count("<h1") == 1 and f'<html lang="{language}"' in page
    for link in (reverse("account_login"), reverse("safety:help"), reverse("safety:leave")):
        assert f'href="{link}"' in page


def test_a_real_installation_has_no_demo_doors() -> None:
    page = Client().get(reverse("welcome")).content.decode().lower()
    assert "/demo/" not in page and 'id="demo"' not in page


def test_whoever_is_signed_in_goes_to_her_own_first_page(cast: Cast, client: Client) -> None:
    client.force_login(cast.ana)
    assert client.get(reverse("welcome"))["Location"] == reverse("home:now")
