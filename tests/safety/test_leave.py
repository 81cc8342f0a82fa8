import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.cast import Cast

LEAVE = reverse("safety:leave")


def test_the_link_leads_away_and_says_nothing_of_where_from(ana: Client) -> None:
    response = ana.get(LEAVE)
    assert response.status_code == 302
    assert response["Location"] == settings.FOTFESTE_NEUTRAL_SITE
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("method", ["get", "post"])
def test_back_leads_to_the_sign_in(ana: Client, method: str) -> None:
    getattr(ana, method)(LEAVE)
    assert ana.get(reverse("safety:anchors"))["Location"].startswith(settings.LOGIN_URL and reverse("account_login"))


def test_a_beacon_needs_no_token_and_gets_no_page(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.ana)
    assert strict.post(LEAVE).status_code == 204


def test_the_limits_are_explained(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = client.get(reverse("safety:leaving")).content.decode()
    for limit in ("history", "over your shoulder", "network", "device"):
        assert limit in page


def test_both_ways_out_are_plain_links_on_the_help_page(client: Client) -> None:
    page = client.get(reverse("safety:help")).content.decode()
    assert f'<a href="{LEAVE}"' in page and f'href="{reverse("safety:help")}"' in page
