"""A session that was ended from elsewhere while its page was on the way: to sign-in, as when it has run out."""

from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessionMiddleware
from django.http import HttpRequest, HttpResponse

from fotfeste.http.gate import ask_to_sign_in
from fotfeste.kit.storage_errors import find_storage_error


class SessionMiddleware(DjangoSessionMiddleware):
    """Django answers such a page with a bare 400, as if the caller had done something odd.

    What was sent may be kept already; then she is led to where it would have led her. Otherwise her browser still has
    it, and the form is open again after sign-in; a script that sends what waited is told to wait on.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except SessionInterrupted as error:
            if find_storage_error(error):  # not ended: the disk ails, and that has its own page
                raise
            return ask_to_sign_in(request, response.headers.get("Location", ""))
