"""What wraps every request of the house."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from fotfeste.kit.keyring import keyring

METHODS = ("GET", "HEAD", "POST")
FIRST_REFUSAL = 400
View = Callable[[HttpRequest], HttpResponse]
PAGE_HEADERS = ("Referrer-Policy", "Cross-Origin-Opener-Policy", "X-Request-Id")


def keyring_per_request(get_response: View) -> View:
    """Data keys opened for a request are forgotten with it."""

    def answer(request: HttpRequest) -> HttpResponse:
        with keyring():
            return get_response(request)

    return answer


def add_privacy_headers(get_response: View) -> View:
    """No page is kept by a browser or a proxy; sign-out wipes what the browser holds."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if request.path == "/account/logout/" and request.method == "POST" and response.status_code < FIRST_REFUSAL:
            # Not when it was refused: a foreign page could send a form here and wipe words that were not sent yet.
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return answer


def strip_static_headers(get_response: View) -> View:
    """Files under hashed names carry nothing that only speaks of pages: two dozen of them come with a first page."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "immutable" in response.headers.get("Cache-Control", ""):
            for name in PAGE_HEADERS:
                response.headers.pop(name, None)
        return response

    return answer


def refuse_unknown_methods(get_response: View) -> View:
    """Pages are read and forms are sent; nothing here answers to anything else, TRACE least of all."""

    def answer(request: HttpRequest) -> HttpResponse:
        return get_response(request) if request.method in METHODS else HttpResponseNotAllowed(METHODS)

    return answer
