"""Pages for what went wrong. Those for faults of ours stand without a database, a session or a template context."""

import sys

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from fotfeste.kit.storage_errors import find_storage_error

RETRY_AFTER_S = 60
# What a form carries for itself, and what is never shown again.
HIDDEN_FIELDS = {
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
SECRET_FIELDS = {"password", "password1", "password2", "oldpassword", "code", "credential"}


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A session that could not be saved comes here as if it were the caller's fault; where the disk ails, it is not."""
    if find_storage_error(exception):
        return storage_unavailable(request)
    return HttpResponse(render_to_string("400.html"), status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """A full, read-only or busy disk gets its own calm page; everything else the page for faults."""
    if find_storage_error(sys.exc_info()[1]):
        return storage_unavailable(request)
    return _fault_page(request, status=500)


def _fault_page(request: HttpRequest, *, status: int) -> HttpResponse:
    """The mark is the same as in the log, so that she can tell the operator which line is hers."""
    return HttpResponse(render_to_string("500.html", {"mark": getattr(request, "mark", "")}), status=status)


def storage_unavailable(request: HttpRequest) -> HttpResponse:
    """Nothing was half-written: each write is one transaction. What was typed is shown and can be sent again."""
    if request.headers.get("Accept", "").startswith("application/json"):
        response = HttpResponse(status=503)  # a page saving in the background keeps its own copy
    else:
        response = _storage_page(request)
    response["Retry-After"] = str(RETRY_AFTER_S)
    return response


def _storage_page(request: HttpRequest) -> HttpResponse:
    fields = [] if SECRET_FIELDS & set(request.POST) else posted_fields(request)
    page = {
        "typed": typed_fields(request),
        "fields": fields,
        "sent": request.method == "POST",
        "path": request.path,
    }
    try:
        return render(request, "503.html", page, status=503)
    except (Error, OSError):  # not even the session can be read
        return _fault_page(request, status=503)


def typed_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """What a person typed or chose, to be shown again; no password, no code."""
    return [
        (name, value) for name, value in posted_fields(request) if value and name not in HIDDEN_FIELDS | SECRET_FIELDS
    ]


def posted_fields(request: HttpRequest) -> list[tuple[str, str]]:
    all_fields = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
    return [(name, value) for name, value in all_fields if name != "csrfmiddlewaretoken"]
