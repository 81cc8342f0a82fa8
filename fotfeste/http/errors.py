"""Pages for what went wrong. Those for faults of ours stand without a database, a session or a template context."""

import sys

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from fotfeste.http.storage_errors import find_storage_error

AGAIN_IN_S = 60
# What a form carries for itself, and what is never shown again.
MACHINERY = {
    "csrfmiddlewaretoken",
    "row",
    "tab",
    "seen",
    "go",
    "step",
    "move",
    "next",
    "dose",
    "softer",
    "fotfeste_form",
}
SECRET = {"password", "password1", "password2", "oldpassword", "code", "credential"}


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return HttpResponse(render_to_string("400.html"), status=400)


def broken(request: HttpRequest) -> HttpResponse:
    """A full, read-only or busy disk gets its own calm page; everything else the page for faults."""
    if find_storage_error(sys.exc_info()[1]):
        return not_kept(request)
    return _fault_page(request, status=500)


def _fault_page(request: HttpRequest, *, status: int) -> HttpResponse:
    """The mark is the same as in the log, so that she can tell the operator which line is hers."""
    return HttpResponse(render_to_string("500.html", {"mark": getattr(request, "mark", "")}), status=status)


def not_kept(request: HttpRequest) -> HttpResponse:
    """Nothing was half-written: each write is one transaction. What was typed is shown and can be sent again."""
    if request.headers.get("Accept", "").startswith("application/json"):
        response = HttpResponse(status=503)  # a page saving in the background keeps its own copy
    else:
        response = _not_kept_page(request)
    response["Retry-After"] = str(AGAIN_IN_S)
    return response


def _not_kept_page(request: HttpRequest) -> HttpResponse:
    fields = [] if SECRET & set(request.POST) else pairs(request)
    page = {"typed": typed_in(request), "fields": fields, "sent": request.method == "POST", "path": request.path}
    try:
        return render(request, "503.html", page, status=503)
    except (Error, OSError):  # not even the session can be read
        return _fault_page(request, status=503)


def typed_in(request: HttpRequest) -> list[tuple[str, str]]:
    """What a person typed or chose, to be shown again; no password, no code."""
    return [(name, value) for name, value in pairs(request) if value and name not in MACHINERY | SECRET]


def pairs(request: HttpRequest) -> list[tuple[str, str]]:
    posted = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
    return [(name, value) for name, value in posted if name != "csrfmiddlewaretoken"]
