from django.http import Http404, HttpRequest, HttpResponse


def words(request: HttpRequest, **_: object) -> HttpResponse:
    raise Http404
