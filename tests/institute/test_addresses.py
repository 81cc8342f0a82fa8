"""Addresses people may have bookmarked since release 0.1 lead where they led."""

import uuid

import pytest
from django.urls import resolve, reverse

ROW = uuid.UUID(int=7)
ADDRESSES = {
    "/institute/": "institute:overview",
    "/institute/people/": "institute:staff",
    "/institute/people/invite/": "institute:invite",
    "/institute/people/invited/": "institute:invited",
    f"/institute/people/{ROW}/end/": "institute:end_role",
    f"/institute/people/{ROW}/withdraw/": "institute:withdraw",
    "/institute/lead/": "institute:lead",
    "/institute/pace/": "institute:pace",
    "/lead/": "institute:harm_entries",
    f"/lead/{ROW}/": "institute:harm_entry",
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_old_address_leads_where_it_led(address: str) -> None:
    route = resolve(address)
    assert route.view_name == ADDRESSES[address]
    assert reverse(route.view_name, kwargs=route.kwargs) == address
