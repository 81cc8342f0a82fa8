"""A session that was ended from elsewhere while its page was on the way: to sign-in, as when it has run out."""

from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessionMiddleware
from django.http import HttpRequest, HttpResponse

from fotfeste.http.signed_out import say_signed_out
from fotfeste.kit.storage_errors import find_storage_error


class SessionMiddleware(DjangoSessionMiddleware):
    """Django answers such a page with a bare 400, as if the caller had done something odd.

    What was sent is kept where the page leads on; then she comes to where it would have led her. Otherwise what she
    typed is shown, and a script that sends what waited is told to wait on.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except SessionInterrupted as error:
            if find_storage_error(error):  # not ended: the disk ails, and that has its own page
                raise
            return say_signed_out(request, is_perhaps_kept=True, led_to=response.headers.get("Location", ""))
