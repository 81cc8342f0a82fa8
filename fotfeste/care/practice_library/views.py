"""Øvelser: the whole library with its full text, so that nothing is given that one has not read."""

from itertools import groupby

from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from fotfeste.care.staff_pages import StaffRequest, page
from fotfeste.practices import labels
from fotfeste.practices.catalogue import UnknownPracticeError, find, practices, source
from fotfeste.practices.format import FAMILIES


@require_GET
def library(request: StaffRequest) -> HttpResponse:
    shelf = sorted(practices(get_language() or "nb").values(), key=lambda p: FAMILIES.index(p.family))
    families = [(labels.FAMILY[name], list(found)) for name, found in groupby(shelf, key=lambda p: p.family)]
    context = {"families": families, "directions": labels.DIRECTION, "positions": labels.POSITION}
    return page(request, "practices", "shelf/library.html", context)


@require_GET
def practice(request: StaffRequest, slug: str) -> HttpResponse:
    language = get_language() or "nb"
    try:
        found = find(slug, language)
    except UnknownPracticeError:
        raise Http404 from None
    context = {
        "practice": found,
        "family": labels.FAMILY[found.family],
        "direction": labels.DIRECTION[found.direction],
        "positions": [labels.POSITION[position] for position in found.positions],
        "source": source(found.source, language),
    }
    return page(request, "practices", "shelf/practice.html", context)
