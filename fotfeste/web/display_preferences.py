"""What a visitor chooses for this browser: language, evening scheme, and by which name and picture it goes there."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from fotfeste.people.services import set_language

SCHEMES = ("auto", "light", "dark")
FACES = ("own", "plain")  # how it is called on a home screen and in a title: by its name, or as notes
LONGEST_ADDRESS = 2000
A_YEAR_S = 365 * 24 * 3600


@require_POST
def save_language(request: HttpRequest) -> HttpResponse:
    code = request.POST.get("language", "")
    response = HttpResponseRedirect(find_return_url(request))
    if code in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            set_language(person=request.user, language=code)
        translation.activate(code)
        _keep(response, settings.LANGUAGE_COOKIE_NAME, code)
    return response


@require_POST
def save_color_scheme(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("scheme", "")
    response = HttpResponseRedirect(find_return_url(request))
    if chosen in SCHEMES:
        _keep(response, settings.SCHEME_COOKIE_NAME, chosen)
    return response


@require_POST
def save_name_and_icon(request: HttpRequest) -> HttpResponse:
    """Name and picture on the home screen and in the titles of pages. Kept in this browser only."""
    chosen = request.POST.get("face", "")
    response = HttpResponseRedirect(find_return_url(request))
    if chosen in FACES:
        _keep(response, settings.FACE_COOKIE_NAME, chosen)
    return response


def _keep(response: HttpResponse, name: str, chosen: str) -> None:
    """In this browser, for a year."""
    response.set_cookie(name, chosen, max_age=A_YEAR_S, samesite="Lax", secure=settings.FOTFESTE_TLS)


def find_return_url(request: HttpRequest) -> str:
    """Where the form says it came from, or else the page before; the first page unless that is an address of ours."""
    target = request.POST.get("next") or request.headers.get("Referer") or "/"
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe and target.isprintable() and len(target) <= LONGEST_ADDRESS else "/"
