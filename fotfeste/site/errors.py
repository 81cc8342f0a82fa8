"""Pages for what went wrong. They stand without a database, a session or a template context."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return HttpResponse(render_to_string("400.html"), status=400)


def broken(request: HttpRequest) -> HttpResponse:
    """The mark is the same as in the log, so that she can tell the operator which line is hers."""
    return HttpResponse(render_to_string("500.html", {"mark": getattr(request, "mark", "")}), status=500)
