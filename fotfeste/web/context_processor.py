"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from fotfeste.people.end_others_offer import take_offer
from fotfeste.people.models import Person
from fotfeste.privacy.access import filter_permitted_routes
from fotfeste.web.display_preferences import FACES, SCHEMES
from fotfeste.web.offline_form_labels import offline_form_labels

# The places of the staff's side menu, in its order.
STAFF_PLACES = {
    "care:today": "today",
    "care:clients": "clients",
    "constellations:all": "constellations",
    "care:practices": "practices",
    "institute:overview": "institute",
}


def page_context(request: HttpRequest) -> dict[str, Any]:
    """`scheme` is auto, light or dark; `neutral_site` is where 'leave' leads; `is_demo` shows the demo mark.

    `face` is how the house shows itself outside its pages: its own name and picture, or plain ones. `kept_kinds` is
    made only where a page asks for it, and so are `places`: those of the staff's menu that are hers.
    `institution_sign_in` names the institution whose own sign-in is set up here, if any. `offers_to_end_others`
    follows a change of one's keys.
    """
    scheme = request.COOKIES.get(settings.SCHEME_COOKIE_NAME, "auto")
    face = request.COOKIES.get(settings.FACE_COOKIE_NAME, FACES[0])
    return {
        "scheme": scheme if scheme in SCHEMES else "auto",
        "neutral_site": settings.FOTFESTE_NEUTRAL_SITE,
        "face": face if face in FACES else FACES[0],
        "is_demo": settings.FOTFESTE_DEMO,
        "institution_sign_in": settings.FOTFESTE_OIDC.name if settings.FOTFESTE_OIDC else "",
        "kept_kinds": offline_form_labels,
        "offers_to_end_others": SimpleLazyObject(lambda: take_offer(request)),
        "places": SimpleLazyObject(lambda: _places(request)),
    }


def _places(request: HttpRequest) -> list[str]:
    person = getattr(request, "user", None)
    if not isinstance(person, Person):
        return []
    return [STAFF_PLACES[route] for route in filter_permitted_routes(person, STAFF_PLACES)]
