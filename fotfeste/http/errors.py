"""Pages for what went wrong. Those for faults of ours stand without a database, a session or a template context."""

import sys

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from fotfeste.http.typed_fields import SECRET_FIELDS, posted_fields, typed_fields
from fotfeste.kit.storage_errors import find_storage_error

RETRY_AFTER_S = 60


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was typed is shown where a form of ours sent it; for an unknown address nobody asked whose form it was."""
    typed = typed_fields(request) if request.resolver_match else []
    return render(request, "404.html", {"typed": typed}, status=404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A session that could not be saved comes here as if it were the caller's fault; it never is.

    One that was ended elsewhere meanwhile has its answer already (interrupted_session.py).
    """
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
