"""`/health/…`: words only. No version, no number, nobody's anything; a stranger's questions cost next to nothing."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fotfeste.ops.readiness import readiness

TEXT = "text/plain; charset=utf-8"


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """200 `ok` while this process answers. Nothing else is asked: what ails the disk is not mended by a restart."""
    return HttpResponse("ok", content_type=TEXT)


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 `ok` while what people write is kept; else 503 and a line for each part that is not well."""
    failing_parts = readiness.find_failing_parts()
    lines = [f"{part}: {reason}" for part, reason in failing_parts.items()]
    return HttpResponse("\n".join(lines) or "ok", content_type=TEXT, status=503 if lines else 200)
