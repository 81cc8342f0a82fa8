"""The handler of pages: few threads that keep their connections, and help that waits behind nobody."""

import asyncio
import threading
from contextvars import ContextVar
from typing import Any

from asgiref.testing import ApplicationCommunicator
from django.core.signals import request_finished
from django.db import connection
from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from fotfeste.http.page_handler import PAGE_THREADS, PageHandler
from fotfeste.kit.metrics import REQUESTS_WAITING

WITHIN_S = 20
left_behind: ContextVar[str] = ContextVar("left_behind", default="nothing")


def open_handler(view: Any) -> PageHandler:
    handler = PageHandler()
    handler._middleware_chain = view  # type: ignore[attr-defined]  # the house behind it is another test's business
    return handler


def open_request(handler: PageHandler, path: str = "/now/", method: str = "GET") -> ApplicationCommunicator:
    scope = {"type": "http", "method": method, "path": path, "headers": [], "http_version": "1.1", "query_string": b""}
    return ApplicationCommunicator(handler, scope)


async def fetch(handler: PageHandler, path: str = "/now/") -> bytes:
    asked = open_request(handler, path)
    await asked.send_input({"type": "http.request", "body": b""})
    assert (await asked.receive_output(WITHIN_S))["type"] == "http.response.start"
    return bytes((await asked.receive_output(WITHIN_S))["body"])


def test_help_and_health_wait_behind_nobodys_page() -> None:
    """Every thread is taken by somebody whose page does not come; one more waits in line, and then has her answer."""
    entered, may_end = threading.Semaphore(0), threading.Event()

    def view(request: HttpRequest) -> HttpResponse:
        if request.path == "/now/":
            entered.release()
            assert may_end.wait(WITHIN_S)
        return HttpResponse(request.path)

    async def ask_all() -> None:
        handler = open_handler(view)
        slow = [asyncio.create_task(fetch(handler)) for _ in range(PAGE_THREADS + 1)]
        for _ in range(PAGE_THREADS):
            assert await asyncio.to_thread(entered.acquire, timeout=WITHIN_S)
        assert REQUESTS_WAITING._value.get() == 1
        try:
            for path in ("/help/", "/health/live/", "/health/ready/", "/static/css/start.css"):
                assert await asyncio.wait_for(fetch(handler, path), WITHIN_S) == path.encode()
            assert not any(each.done() for each in slow)
        finally:
            may_end.set()
        assert await asyncio.gather(*slow) == [b"/now/"] * (PAGE_THREADS + 1)
        assert REQUESTS_WAITING._value.get() == 0

    asyncio.run(ask_all())


def close_connections(handler: PageHandler) -> None:
    """Each thread its own: nobody else may."""
    threads = len(handler.page_threads._threads)
    all_here = threading.Barrier(threads)

    def close() -> None:
        all_here.wait(WITHIN_S)
        connection.close()

    for done in [handler.page_threads.submit(close) for _ in range(threads)]:
        done.result(WITHIN_S)


def test_a_thread_keeps_its_connection(transactional_db: None) -> None:
    opened: list[int] = []

    def view(request: HttpRequest) -> HttpResponse:
        connection.ensure_connection()
        return HttpResponse("ok")

    def count_connection(**_: Any) -> None:
        opened.append(threading.get_ident())

    async def ask_often(handler: PageHandler) -> None:
        for _ in range(3 * PAGE_THREADS):
            assert await fetch(handler) == b"ok"

    connection_created.connect(count_connection)
    handler = open_handler(view)
    try:
        asyncio.run(ask_often(handler))
    finally:
        connection_created.disconnect(count_connection)
        close_connections(handler)
    assert 1 <= len(opened) == len(set(opened)) <= PAGE_THREADS


def test_nothing_one_request_set_is_seen_by_the_next_of_the_same_thread() -> None:
    """Neither a language nor a value of a context: the next one may be somebody else's."""

    def view(request: HttpRequest) -> HttpResponse:
        seen = f"{left_behind.get()} {translation.get_language()} {threading.get_ident()}"
        left_behind.set("hers")
        translation.activate("en")
        return HttpResponse(seen)

    async def ask_often(handler: PageHandler) -> list[bytes]:
        return [await fetch(handler) for _ in range(3 * PAGE_THREADS)]

    seen = asyncio.run(ask_often(open_handler(view)))
    assert len(set(seen)) < len(seen)  # a thread came twice
    assert {each.rpartition(b" ")[0] for each in seen} == {b"nothing nb"}


def test_a_form_that_breaks_off_on_the_way_reaches_no_view() -> None:
    """Half a note is not a note: what came of it is not taken for the whole."""
    begun = list[str]()

    def view(request: HttpRequest) -> HttpResponse:
        begun.append(request.path)
        return HttpResponse("ok")

    async def break_off() -> None:
        asked = open_request(open_handler(view), method="POST")
        await asked.send_input({"type": "http.request", "body": b"body=half", "more_body": True})
        await asked.send_input({"type": "http.disconnect"})
        await asked.wait(WITHIN_S)
        assert await asked.receive_nothing()

    asyncio.run(break_off())
    assert not begun


def test_each_answer_ends_its_request_in_the_thread_that_made_it() -> None:
    """Django tidies its connections there; elsewhere it would tidy another thread's."""
    made, ended = list[int](), list[int]()

    def view(request: HttpRequest) -> HttpResponse:
        made.append(threading.get_ident())
        return HttpResponse("ok")

    def note_end(**_: Any) -> None:
        ended.append(threading.get_ident())

    request_finished.connect(note_end)
    try:
        assert asyncio.run(fetch(open_handler(view))) == b"ok"
    finally:
        request_finished.disconnect(note_end)
    assert made == ended != []
