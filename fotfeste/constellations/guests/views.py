from django.http import Http404, HttpRequest, HttpResponse


def join(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def join_by_link(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def not_here(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404
