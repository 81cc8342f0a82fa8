from django.http import Http404, HttpRequest, HttpResponse


def replay(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def export(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def sheet(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def wall(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404
