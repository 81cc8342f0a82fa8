"""Øvelser: the whole library with its full text, so that nothing is given that one has not read."""

from itertools import groupby

from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from fotfeste.kit.staff_pages import staff_page
from fotfeste.people.person_request import PersonRequest
from fotfeste.practices import labels
from fotfeste.practices.catalogue import UnknownPracticeError, find_practice, find_source, load_practices
from fotfeste.practices.format import FAMILIES


@require_GET
def library(request: PersonRequest) -> HttpResponse:
    shelf = sorted(load_practices(get_language() or "nb").values(), key=lambda p: FAMILIES.index(p.family))
    families = [(labels.FAMILY_LABELS[name], list(found)) for name, found in groupby(shelf, key=lambda p: p.family)]
    context = {"families": families, "directions": labels.DIRECTION_LABELS, "positions": labels.POSITION_LABELS}
    return staff_page(request, "practices", "care/practice_library/library.html", context)


@require_GET
def practice(request: PersonRequest, slug: str) -> HttpResponse:
    language = get_language() or "nb"
    try:
        found = find_practice(slug, language)
    except UnknownPracticeError:
        raise Http404 from None
    context = {
        "practice": found,
        "family": labels.FAMILY_LABELS[found.family],
        "direction": labels.DIRECTION_LABELS[found.direction],
        "positions": [labels.POSITION_LABELS[position] for position in found.positions],
        "source": find_source(found.source, language),
    }
    return staff_page(request, "practices", "care/practice_library/practice.html", context)
