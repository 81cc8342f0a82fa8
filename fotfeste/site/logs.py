"""What reaches the log: where something broke, never what was in it. An error's own text may quote someone's words."""

import logging
import traceback
from types import TracebackType
from typing import Any

from fotfeste.site.trouble import trouble_in

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutWords(logging.Formatter):
    """Tracebacks with files, lines and the kind of each error, and without its text."""

    def formatException(self, ei: Raised) -> str:  # noqa: N802  # logging's own name
        return "\n".join(_told(ei[1])) if ei[1] else ""


def _told(error: BaseException) -> list[str]:
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    lines = [line.rstrip("\n") for line in traceback.format_tb(error.__traceback__)]
    return [*(_told(before) if before else []), *lines, f"{type(error).__module__}.{type(error).__qualname__}"]


class OneLine(logging.Filter):
    """A full, read-only or busy disk is one sentence for the operator, not a traceback for each request.

    Of any other request only its kind is told: an address may carry a link's token or whatever somebody typed.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if request := getattr(record, "request", None):
            record.msg, record.args = "%s at %s", (getattr(record, "status_code", "fault"), _kind(request))
        if record.exc_info and (trouble := trouble_in(record.exc_info[1])):
            record.msg, record.args, record.exc_info, record.exc_text = trouble.value, (), None, None
        return True


def _kind(request: Any) -> str:
    match = getattr(request, "resolver_match", None)
    return str(match.view_name) if match else "no route"
