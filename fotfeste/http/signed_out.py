"""What whoever is not signed in, or not any more, is answered."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from fotfeste.http.typed_fields import typed_fields


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """A page is led to the sign-in; what was typed meanwhile is shown first."""
    if _is_asked_by_script(request) or typed_fields(request):
        return say_signed_out(request)
    return lead_to_sign_in(request)


def say_signed_out(request: HttpRequest, *, is_perhaps_kept: bool = False, led_to: str = "") -> HttpResponse:
    """A script that sends in the background gets 401, so that it keeps what was typed; a person sees it again.

    `is_perhaps_kept`: the sign-in was ended while the form was taken in. `led_to`: it was kept, and this came next.
    """
    if _is_asked_by_script(request):
        return HttpResponse(status=401)
    if request.method != "POST" or led_to:
        return lead_to_sign_in(request, led_to)
    page = {"typed": typed_fields(request), "sign_in": lead_to_sign_in(request)["Location"], "kept": is_perhaps_kept}
    return render(request, "401.html", page, status=401)


def _is_asked_by_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def lead_to_sign_in(request: HttpRequest, led_to: str = "") -> HttpResponse:
    """And from there to where it would have led, or back to the page. `led_to` anywhere but here does not count."""
    target = request.get_full_path() if request.method == "GET" else request.headers.get("Referer", "/")
    if url_has_allowed_host_and_scheme(led_to, allowed_hosts=None):
        target = led_to
    return redirect_to_login(_own_path(request, target), reverse("account_login"))


def _own_path(request: HttpRequest, target: str) -> str:
    is_own_host = request.build_absolute_uri("/")
    return "/" + target.removeprefix(is_own_host).lstrip("/")
