"""The addresses of the check-in, and the id a page's form carries."""

from typing import Any

from django.urls import reverse

BODY, SAFETY, FEELINGS = (reverse("body:check_in", args=[step]) for step in ("body", "safety", "feelings"))
BRIEFLY = reverse("body:check_in", args=["briefly"])
OFFERS = reverse("home:offers")


def row_on(page: Any) -> str:
    return str(page.context["row"])
