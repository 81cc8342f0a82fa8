"""I dag: what is new, what waits. Calm: by name, in words, nothing weighed."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fotfeste.care import descriptions
from fotfeste.care.queries import find_practice_basis
from fotfeste.care.today.queries import News, collect_news, find_own_drafts, find_unread_harm_entries
from fotfeste.kit.staff_pages import staff_page
from fotfeste.people.invitations import list_waiting_invitations
from fotfeste.people.person_request import PersonRequest
from fotfeste.privacy import trail
from fotfeste.privacy.access import is_lead


@require_GET
def today(request: PersonRequest) -> HttpResponse:
    now = timezone.now()
    news = collect_news(request.user, now)
    trail.record_hourly(
        actor=request.user, clients=[each.client for each in news], what="client list", why="preparing", now=now
    )
    entries, lead_entries = find_unread_harm_entries(request.user)
    context = {
        "now": now,
        "news": [(each, describe_news(each)) for each in news],
        "drafts": find_own_drafts(request.user),
        "entries": entries,
        "lead_entries": lead_entries,
        "leads": is_lead(request.user),
        "invitations": list_waiting_invitations(request.user, now),
        "basis": find_practice_basis(request.user),
    }
    return staff_page(request, "today", "care/today/today.html", context)


def describe_news(news: News) -> str:
    """'three check-ins, stopped one practice, would like to be asked about something'."""
    said = {
        "check_ins": descriptions.describe_check_in_count,
        "done": descriptions.describe_practice_count,
        "stopped": descriptions.describe_stopped_count,
        "worse": descriptions.describe_worse_count,
        "moments": descriptions.describe_moment_count,
    }
    phrases = [say(news.counts[kind]) for kind, say in said.items() if news.counts[kind]]
    return ", ".join([*phrases, *([_("would like to be asked about something")] if news.asks else [])])
