"""The application as uvicorn serves it, with the time each answer took inside told in a header. For measuring only."""

import os
from time import perf_counter
from typing import Any

from django.utils.module_loading import import_string

inner = import_string(os.environ["BENCH_APPLICATION"])
HEADER = b"x-inside-ms"


async def application(scope: Any, receive: Any, send: Any) -> None:
    began_s = perf_counter()

    async def timed(message: Any) -> None:
        if message["type"] == "http.response.start":
            inside_ms = f"{(perf_counter() - began_s) * 1000:.3f}".encode()
            message = {**message, "headers": [*message.get("headers", []), (HEADER, inside_ms)]}
        await send(message)

    await inner(scope, receive, timed)
