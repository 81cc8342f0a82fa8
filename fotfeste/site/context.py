"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from fotfeste.site.views import SCHEMES


def house(request: HttpRequest) -> dict[str, Any]:
    """`scheme` is auto, light or dark; `neutral_site` is where 'leave' leads; `is_demo` shows the demo mark."""
    scheme = request.COOKIES.get(settings.SCHEME_COOKIE_NAME, "auto")
    return {
        "scheme": scheme if scheme in SCHEMES else "auto",
        "neutral_site": settings.FOTFESTE_NEUTRAL_SITE,
        "is_demo": settings.FOTFESTE_DEMO,
    }
