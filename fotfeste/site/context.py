"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from fotfeste.site.kept import kept_kinds
from fotfeste.site.views import FACES, SCHEMES


def house(request: HttpRequest) -> dict[str, Any]:
    """`scheme` is auto, light or dark; `neutral_site` is where 'leave' leads; `is_demo` shows the demo mark.

    `face` is how the house shows itself outside its pages: its own name and picture, or plain ones. `kept_kinds` is
    made only where a page asks for it.
    """
    scheme = request.COOKIES.get(settings.SCHEME_COOKIE_NAME, "auto")
    face = request.COOKIES.get(settings.FACE_COOKIE_NAME, FACES[0])
    return {
        "scheme": scheme if scheme in SCHEMES else "auto",
        "neutral_site": settings.FOTFESTE_NEUTRAL_SITE,
        "face": face if face in FACES else FACES[0],
        "is_demo": settings.FOTFESTE_DEMO,
        "kept_kinds": kept_kinds,
    }
