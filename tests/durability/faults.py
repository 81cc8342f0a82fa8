"""Faults planted in the workers, to see that the campaign would find them. Each is a function named in `FAULTS`."""

import time
from collections.abc import Callable
from queue import Queue
from threading import Thread
from typing import Any

from django.conf import settings
from django.db import connections, transaction
from django.http import HttpRequest, HttpResponse

COMMITS_LATER_S = 0.1
View = Callable[[HttpRequest], HttpResponse]


def plant_fault(fault: str) -> None:
    if fault:
        FAULTS[fault]()


def acknowledges_early(get_response: View) -> View:
    """Middleware: everything a POST writes is committed a moment after its answer has left, as with `synchronous=OFF`
    or a write-behind cache. In a thread of its own, because a connection belongs to its thread.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return get_response(request)
        handed: Queue[Any] = Queue()
        Thread(target=_answer_then_commit, args=(get_response, request, handed), daemon=True).start()
        if isinstance(given := handed.get(), BaseException):
            raise given
        return given

    return answer


def _answer_then_commit(get_response: View, request: HttpRequest, handed: "Queue[Any]") -> None:
    try:
        with transaction.atomic():
            handed.put(get_response(request))
            time.sleep(COMMITS_LATER_S)
    except BaseException as fault:
        handed.put(fault)
    finally:
        connections.close_all()


def _early() -> None:
    settings.MIDDLEWARE = [f"{__name__}.acknowledges_early", *settings.MIDDLEWARE]


def _half() -> None:
    """The link in the trail is written after the note, in a transaction of its own."""
    from fotfeste.care.notes import services

    in_one_go: Any = services._wrote

    def afterwards(*args: Any) -> None:
        def write() -> None:
            time.sleep(COMMITS_LATER_S)
            in_one_go(*args)

        transaction.on_commit(write)

    services._wrote = afterwards  # type: ignore[assignment]  # the fault itself


FAULTS: dict[str, Callable[[], None]] = {"acknowledges early": _early, "half written": _half}
