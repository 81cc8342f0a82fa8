"""A small HTTP client that keeps its connection, and what it noted of each answer."""

import asyncio
from dataclasses import dataclass
from time import perf_counter
from urllib.parse import urlencode

FINE = (200, 302)
CSRF = "benchbenchbenchbenchbenchbench12"  # the cookie and the form say the same


class Refused(Exception):
    """An answer that is not what a person would have got."""


@dataclass(frozen=True)
class Answer:
    status: int
    inside_ms: float  # in the server, from the request's arrival to the answer
    whole_ms: float  # as the person waits for it
    peak_kb: int  # the most memory its process has had so far
    cpu_ms: float  # what the server process worked meanwhile; tells of one page only while nothing else is asked


class Caller:
    """One person's browser: a session, one connection."""

    def __init__(self, port: int, session: str = ""):
        self.port, self.session = port, session
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def get(self, path: str) -> Answer:
        return await self._ask("GET", path, b"")

    async def post(self, path: str, fields: dict[str, str]) -> Answer:
        return await self._ask("POST", path, urlencode({**fields, "csrfmiddlewaretoken": CSRF}).encode())

    async def _ask(self, method: str, path: str, body: bytes) -> Answer:
        began_s = perf_counter()
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.writer.write(self._head(method, path, len(body)) + body)
        status, headers = await self._read()
        whole_ms = (perf_counter() - began_s) * 1000
        if status not in FINE or "/account/" in headers.get("location", ""):
            raise Refused(f"{method} {path}: {status} {headers.get('location', '')}")
        inside_ms, cpu_ms = float(headers["x-inside-ms"]), float(headers["x-cpu-ms"])
        return Answer(status, inside_ms, whole_ms, int(headers["x-peak-kb"]), cpu_ms)

    def _head(self, method: str, path: str, length: int) -> bytes:
        cookies = f"session={self.session}; csrf={CSRF}; lang=nb" if self.session else "lang=nb"
        lines = [
            f"{method} {path} HTTP/1.1",
            "Host: localhost",
            "Accept: text/html",
            "Accept-Encoding: gzip",
            f"Cookie: {cookies}",
            f"Content-Length: {length}",
        ]
        form = ["Content-Type: application/x-www-form-urlencoded"] if length else []
        return "\r\n".join([*lines, *form, "", ""]).encode()

    async def _read(self) -> tuple[int, dict[str, str]]:
        assert self.reader is not None
        first, *rest = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in rest if line)}
        await self.reader.readexactly(int(headers.get("content-length", 0)))
        return int(first.split()[1]), headers

    def close(self) -> None:
        if self.writer:
            self.writer.close()
