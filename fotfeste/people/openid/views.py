"""Sign-in through the institution's provider. These routes exist only where one is set up."""

from allauth.account.decorators import reauthentication_required
from allauth.account.utils import get_next_redirect_url
from allauth.decorators import rate_limit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fotfeste.people.end_others_offer import offer_to_end_others
from fotfeste.people.openid import links
from fotfeste.people.openid.arrivals import receive
from fotfeste.people.openid.authorization import Purpose, Refused, Why, lead_to_provider, receive_answer
from fotfeste.people.openid.departures import prepare_departure
from fotfeste.people.person_request import PersonRequest


@rate_limit(action="openid")  # type: ignore[untyped-decorator]  # allauth ships no types
def begin(request: HttpRequest) -> HttpResponse:
    """To the provider. Only a form starts it: no foreign page does. One that was put off comes back as a GET."""
    if request.method != "POST":
        return redirect("openid:account")
    try:
        purpose = Purpose(request.POST.get("purpose", ""))
        return lead_to_provider(request, purpose, **prepare_departure(request, purpose))
    except ValueError:
        raise Http404 from None
    except Refused as refused:
        return redirect("openid:refusal", why=refused.why)


@require_GET
@rate_limit(action="openid")  # type: ignore[untyped-decorator]
def callback(request: HttpRequest) -> HttpResponse:
    """Back from the provider. Every answer leads on, so that its code stays in no address bar."""
    try:
        return receive(request, *receive_answer(request))
    except Refused as refused:
        return redirect("openid:refusal", why=refused.why)


@require_GET
def refusal(request: HttpRequest, why: str) -> HttpResponse:
    if why not in list(Why):
        raise Http404
    return render(request, "people/openid/refusal.html", {"why": why})


@require_GET
@reauthentication_required(app="allauth.socialaccount")  # type: ignore[untyped-decorator]
def account(request: PersonRequest) -> HttpResponse:
    """One's own link: there or not, and what can be done about it."""
    context = {"is_linked": links.has_link(request.user), "can_unlink": request.user.has_usable_password()}
    return render(request, "people/openid/account.html", context)


@reauthentication_required(app="allauth.socialaccount")  # type: ignore[untyped-decorator]
def unlink(request: PersonRequest) -> HttpResponse:
    try:
        if request.method == "POST":
            links.unlink_identity(person=request.user, now=timezone.now())
            offer_to_end_others(request)
            messages.success(request, _("It is taken away. It opens nothing here any more."))
    except links.LinkRefused as refused:
        messages.warning(request, str(refused))
    return redirect("openid:account")


@require_GET
def confirm(request: PersonRequest) -> HttpResponse:
    """Where allauth sends someone who has to show once more that it is she, and whose way in is the provider."""
    if not links.has_link(request.user):
        raise Http404
    next_url = get_next_redirect_url(request) or ""
    return render(request, "people/openid/confirm.html", {"next": next_url})
