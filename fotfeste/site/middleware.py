"""What wraps every request of the house."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from fotfeste.kit.keyring import keyring

View = Callable[[HttpRequest], HttpResponse]


def one_keyring(get_response: View) -> View:
    """Data keys opened for a request are forgotten with it."""

    def answer(request: HttpRequest) -> HttpResponse:
        with keyring():
            return get_response(request)

    return answer


def privacy_headers(get_response: View) -> View:
    """No page is kept by a browser or a proxy; sign-out wipes what the browser holds."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), interest-cohort=()"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if request.path == "/account/logout/" and request.method == "POST":
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return answer
