"""Pages over ASGI, each made by one thread from its start to its end.

Django's own handler goes from the event loop into a thread, back for the view and into the thread again, and each
request's thread is a new one that opens its own connections to the database. Here a few threads live as long as the
process and keep theirs. How a request is read, and how an answer goes out, stays Django's (docs/adr/0028).
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from contextvars import Context
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.signals import request_started
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix

from fotfeste.http.standalone_pages import is_standalone
from fotfeste.kit.metrics import REQUESTS_WAITING

# Each of them has a database connection, and PostgreSQL refuses the hundred-and-first; who comes later waits in line.
PAGE_THREADS = 6
STANDALONE_THREADS = 4  # help, health and files wait behind nobody's page


class PageHandler(ASGIHandler):
    def __init__(self) -> None:
        super().__init__()
        self.page_threads = ThreadPoolExecutor(PAGE_THREADS, thread_name_prefix="page")
        self.standalone_threads = ThreadPoolExecutor(STANDALONE_THREADS, thread_name_prefix="standalone")

    def load_middleware(self, is_async: bool = False) -> None:
        """Nothing of ours waits in the event loop, so no middleware is made to."""
        super().load_middleware(is_async=False)

    async def handle(self, scope: Any, receive: Any, send: Any) -> None:
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        with closing(body):
            response = await self._run(scope["path"], lambda: self._answer(scope, body))
        await self.send_response(response, send)

    async def _run(self, path: str, work: Callable[[], HttpResponseBase]) -> HttpResponseBase:
        """In a context of its own: nothing that one request set is seen by the next of the same thread."""
        loop, context = asyncio.get_running_loop(), Context()
        if is_standalone(path) or path.startswith(settings.STATIC_URL):
            return await loop.run_in_executor(self.standalone_threads, context.run, work)
        REQUESTS_WAITING.inc()
        return await loop.run_in_executor(self.page_threads, context.run, _begin, work)

    def _answer(self, scope: Any, body: Any) -> Any:
        set_script_prefix(get_script_prefix(scope))
        request_started.send(sender=self.__class__, scope=scope)
        request, refusal = self.create_request(scope, body)
        response: Any = refusal if request is None else self.get_response(request)
        response._handler_class = self.__class__  # the sender of `request_finished`
        response.close()  # it is whole: no page here is streamed
        return response


def _begin(work: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    REQUESTS_WAITING.dec()
    return work()
