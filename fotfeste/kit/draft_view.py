from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from fotfeste.kit.drafts import keep_draft

IGNORED_FIELDS = {"csrfmiddlewaretoken", "fotfeste_form"}
MAX_FORM_NAME_LENGTH = 80


@require_POST
def save_draft(request: HttpRequest, form: str) -> HttpResponse:
    """Keep what is typed. Answers with the time it was kept, so that the page can tell which copy is newer."""
    fields = {name: request.POST.getlist(name) for name in request.POST if name not in IGNORED_FIELDS}
    now = timezone.now()
    try:
        keep_draft(person=request.user, form=form[:MAX_FORM_NAME_LENGTH], fields=fields, now=now)
    except ValueError:
        return HttpResponse(status=413)
    return JsonResponse({"saved_at": now.isoformat()})
