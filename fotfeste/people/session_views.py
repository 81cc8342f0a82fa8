"""Where one is signed in: seen and ended by oneself. Which browser, and from where, is not kept, so not shown."""

from allauth.account.utils import get_next_redirect_url
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fotfeste.people import open_sessions
from fotfeste.people.person_request import PersonRequest


@require_GET
def sessions(request: PersonRequest) -> HttpResponse:
    key = request.session.session_key
    found = open_sessions.list_open_sessions(request.user, timezone.now())
    rows = [(each, open_sessions.is_this_session(each, key)) for each in found]
    return render(request, "people/sessions.html", {"rows": rows})


@require_POST
def end_session(request: PersonRequest) -> HttpResponse:
    """One of her own; the one she is asking from is a sign-out."""
    asked = request.user.sessions.filter(pk=request.POST.get("session", "")).first()
    if asked and open_sessions.is_this_session(asked, request.session.session_key):
        return redirect("account_logout")  # it asks first: something may wait on the phone
    if asked:
        open_sessions.end_session(actor=request.user, session=asked)
        messages.success(request, _("That sign-in is ended."))
    return redirect("people:sessions")


@require_POST
def end_others(request: PersonRequest) -> HttpResponse:
    """Back to where it was offered: recovery codes may stand there that are not written down yet."""
    open_sessions.end_sessions(person=request.user, except_key=request.session.session_key)
    messages.success(request, _("You are signed in here and nowhere else."))
    # An address, never the name of one: `redirect` would look a word without a slash up, and fall over.
    return HttpResponseRedirect(get_next_redirect_url(request) or reverse("people:sessions"))
