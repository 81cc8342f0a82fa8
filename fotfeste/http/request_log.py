"""The log: one line per event, and nothing of anybody in it.

No address, no path, no id of a person, no typed word. Messages of other packages are not repeated either: Django puts
paths (which may hold an invitation's token) and hostile headers into its own. An exception is told by its type and
the places it passed, never by its words.
"""

import json
import logging
import secrets
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from fotfeste.kit.metrics import observe_request
from fotfeste.kit.storage_errors import find_storage_error

log = logging.getLogger(__name__)

View = Callable[[HttpRequest], HttpResponse]
FIELDS = ("route", "status", "ms", "chore", "part")  # what a line of ours may carry
SAFE_MODULES = {"multiprocess", "server"}  # uvicorn's modules whose messages hold process ids and counts only
MAX_FRAMES = 30
current: ContextVar[str] = ContextVar("request", default="")


class SocketFilter(logging.Filter):
    """uvicorn tells of every socket that opens and closes: in a group that is a line for each waking phone."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno > logging.INFO or "websockets" not in record.module


class LineFormatter(logging.Formatter):
    def __init__(self, way: str = "json"):
        super().__init__()
        self.way = way

    def format(self, record: logging.LogRecord) -> str:
        line = {name: value for name, value in _parts(record) if value not in (None, "", [])}
        if self.way == "json":
            return json.dumps(line, ensure_ascii=True)
        words = [str(line.pop("time")), str(line.pop("level")), str(line.pop("event"))]
        return (
            " ".join([*words, *(f"{name}={value}" for name, value in line.items())]).encode("unicode_escape").decode()
        )


def _parts(record: logging.LogRecord) -> Iterator[tuple[str, Any]]:
    yield "time", datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    yield "level", record.levelname.lower()
    yield "event", _event(record)
    for name in FIELDS:
        yield name, getattr(record, name, None)
    yield "request", current.get()
    if record.exc_info and (fault := record.exc_info[1]):
        yield from _fault_fields(fault)
    yield "worker", record.process


def _fault_fields(fault: BaseException) -> Iterator[tuple[str, Any]]:
    """A full, read-only or busy disk is one sentence for the operator, not a traceback for each request."""
    if trouble := find_storage_error(fault):
        yield "trouble", trouble.value
    else:
        yield "fault", [_type_name(each) for each in _causes(fault)]
        yield "frames", list(_frames(fault))


def _event(record: logging.LogRecord) -> str:
    """Our own sentences, without what was put into them. Of others only who spoke, and where."""
    if record.name.startswith("fotfeste"):
        return str(record.msg)
    if record.name == "uvicorn.error" and record.module in SAFE_MODULES:
        return record.getMessage()
    return f"{record.name} {record.module}:{record.lineno}"


def _type_name(fault: BaseException) -> str:
    return f"{type(fault).__module__}.{type(fault).__qualname__}"


def _causes(fault: BaseException | None) -> Iterator[BaseException]:
    visited: set[int] = set()
    while fault and id(fault) not in visited:
        visited.add(id(fault))
        yield fault
        fault = fault.__cause__ or fault.__context__


def _frames(fault: BaseException) -> Iterator[str]:
    for frame, line in list(traceback.walk_tb(fault.__traceback__))[-MAX_FRAMES:]:
        code = frame.f_code
        yield f"{'/'.join(Path(code.co_filename).parts[-3:])}:{line} {code.co_name}"


def log_requests(get_response: View) -> View:
    """One line per request: which page by its route's name, how it went, how long it took."""

    def answer(request: HttpRequest) -> HttpResponse:
        start_s = time.perf_counter()
        request.mark = secrets.token_hex(4)  # type: ignore[attr-defined]  # shown to her if something stops
        token = current.set(request.mark)  # type: ignore[attr-defined]
        try:
            response = get_response(request)
            _log_response(request, response, start_s)
        finally:
            current.reset(token)
        response.headers["X-Request-Id"] = request.mark  # type: ignore[attr-defined]
        return response

    return answer


def _log_response(request: HttpRequest, response: HttpResponse, start_s: float) -> None:
    is_static = request.path.startswith(settings.STATIC_URL)
    route = "static" if is_static else getattr(request.resolver_match, "view_name", "") or "none"
    duration_s = time.perf_counter() - start_s
    observe_request(route, response.status_code, duration_s)
    if is_static and response.status_code < 400:
        return
    level = logging.ERROR if response.status_code >= 500 else logging.INFO
    log.log(level, "request", extra={"route": route, "status": response.status_code, "ms": round(duration_s * 1000)})


def log_uncaught_errors() -> None:
    """Python prints what it cannot raise, with its words, to stderr. From here on that goes through the log as well."""
    logging.raiseExceptions = False  # a line that cannot be written is dropped, not printed with all its words
    logging.captureWarnings(True)
    sys.excepthook = lambda kind, fault, _trace: _log_uncaught(fault or kind())
    threading.excepthook = lambda args: _log_uncaught(args.exc_value or args.exc_type())
    sys.unraisablehook = lambda args: _log_uncaught(args.exc_value or args.exc_type())


def _log_uncaught(fault: BaseException) -> None:
    if not isinstance(fault, KeyboardInterrupt | SystemExit):
        log.error("something stopped outside a request", exc_info=fault)
