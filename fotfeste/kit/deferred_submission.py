"""What was sent late: a form that lay on a phone without a net says for how long it has waited."""

import math
from datetime import datetime, timedelta

from django.http import HttpRequest

MAX_WAIT_S = 14 * 24 * 3600


def submission_time(request: HttpRequest, now: datetime) -> datetime:
    """When the form was filled in. The phone measures the wait on its own clock, so a wrong clock does no harm."""
    return now - timedelta(seconds=parse_wait_s(request.POST.get("waited_s")))


def parse_wait_s(text: str | None) -> float:
    """Seconds between 0 and 14 days. What is no number counts as no wait."""
    try:
        seconds = float(text or 0)
    except ValueError:
        return 0.0
    return 0.0 if math.isnan(seconds) else min(max(seconds, 0.0), float(MAX_WAIT_S))


def is_deferred(request: HttpRequest) -> bool:
    """Whether a script sends what lay on the phone. It needs a plain refusal where a person would be led elsewhere."""
    return request.headers.get("Accept", "").startswith("application/json")
