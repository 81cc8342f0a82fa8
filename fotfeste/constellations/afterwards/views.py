from django.http import Http404, HttpRequest, HttpResponse


def mine(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404


def since(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404
