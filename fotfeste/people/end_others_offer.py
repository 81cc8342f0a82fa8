"""Once a key or the password has changed: on the page that follows, the offer to end all the other sessions."""

from django.http import HttpRequest
from django.utils import timezone

from fotfeste.people.models import Person
from fotfeste.people.open_sessions import list_open_sessions

SESSION_NAME = "offers_to_end_others"


def offer_to_end_others(request: HttpRequest) -> None:
    request.session[SESSION_NAME] = True


def take_offer(request: HttpRequest) -> bool:
    """Whether the page now being drawn makes the offer: once, and only where there is something to end."""
    person = getattr(request, "user", None)
    if not isinstance(person, Person) or not request.session.pop(SESSION_NAME, False):
        return False
    return list_open_sessions(person, timezone.now()).count() > 1
