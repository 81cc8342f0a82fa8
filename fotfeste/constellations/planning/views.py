from django.http import Http404, HttpRequest, HttpResponse


def all_held(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def plan(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def guests(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def new_link(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404
