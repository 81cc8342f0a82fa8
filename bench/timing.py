"""The application as uvicorn serves it; headers tell what each answer took, and its process. For measuring only."""

import os
import resource
from time import perf_counter, process_time
from typing import Any

from django.utils.module_loading import import_string

inner = import_string(os.environ["BENCH_APPLICATION"])


async def application(scope: Any, receive: Any, send: Any) -> None:
    began_s, worked_s = perf_counter(), process_time()

    async def timed(message: Any) -> None:
        if message["type"] == "http.response.start":
            told = [
                (b"x-inside-ms", _ms(perf_counter() - began_s)),
                (b"x-cpu-ms", _ms(process_time() - worked_s)),
                (b"x-peak-kb", str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss).encode()),
            ]
            message = {**message, "headers": [*message.get("headers", []), *told]}
        await send(message)

    await inner(scope, receive, timed)


def _ms(seconds: float) -> bytes:
    return f"{seconds * 1000:.3f}".encode()
