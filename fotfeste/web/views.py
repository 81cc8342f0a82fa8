"""The door of the house: welcome, language, evening scheme, and forms that grew too old."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from fotfeste.http.errors import typed_fields
from fotfeste.people.services import set_language
from fotfeste.privacy.access import find_home_route

SCHEMES = ("auto", "light", "dark")
FACES = ("own", "plain")  # how it is called on a home screen and in a title: by its name, or as notes
LONGEST_ADDRESS = 2000
A_YEAR_S = 365 * 24 * 3600


def welcome(request: HttpRequest) -> HttpResponse:
    """Someone signed in goes to her own first page; anyone else reads what this is."""
    if request.user.is_authenticated:
        return redirect(find_home_route(request.user))
    return render(request, "web/welcome.html", {"is_demo": settings.FOTFESTE_DEMO})


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    code = request.POST.get("language", "")
    response = HttpResponseRedirect(_back(request))
    if code in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            set_language(person=request.user, language=code)
        translation.activate(code)
        _keep(response, settings.LANGUAGE_COOKIE_NAME, code)
    return response


@require_POST
def scheme(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("scheme", "")
    response = HttpResponseRedirect(_back(request))
    if chosen in SCHEMES:
        _keep(response, settings.SCHEME_COOKIE_NAME, chosen)
    return response


@require_POST
def face(request: HttpRequest) -> HttpResponse:
    """Name and picture on the home screen and in the titles of pages. Kept in this browser only."""
    chosen = request.POST.get("face", "")
    response = HttpResponseRedirect(_back(request))
    if chosen in FACES:
        _keep(response, settings.FACE_COOKIE_NAME, chosen)
    return response


def _keep(response: HttpResponse, name: str, chosen: str) -> None:
    """In this browser, for a year."""
    response.set_cookie(name, chosen, max_age=A_YEAR_S, samesite="Lax", secure=settings.FOTFESTE_TLS)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token no longer fits, mostly after signing in again in another tab. What was typed is shown again."""
    typed = typed_fields(request)
    return render(request, "403_csrf.html", {"typed": typed, "back": _back(request)}, status=403)


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.headers.get("Referer") or "/"
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe and target.isprintable() and len(target) <= LONGEST_ADDRESS else "/"
