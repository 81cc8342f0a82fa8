"""Where lines of the log go, and how loud each speaker is."""

from typing import Any


def build_logging_settings(way: str, *, demo: bool) -> dict[str, Any]:
    level = {"level": "WARNING" if demo else "INFO"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": "fotfeste.http.request_log.LineFormatter", "way": way}},
        "filters": {"no_sockets": {"()": "fotfeste.http.request_log.SocketFilter"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["no_sockets"]}},
        "loggers": {
            "django": {"handlers": [], "level": "INFO"},  # Django's own would mail what it logs
            "django.request": {"level": "ERROR"},  # each request has its line already (http/request_log.py)
            "fotfeste": level,
            "uvicorn.error": level,
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
    }
