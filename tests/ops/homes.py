"""Real installations for tests: real commands in real homes, on a file or on a PostgreSQL of their own."""

import http.cookiejar
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

BASE = Path(__file__).resolve().parents[2]
INIT = ("--name", "Prøvestedet", "--basis", "alternativ", "--address", "http://localhost")
STARTS_WITHIN_S = 90
POSTGRES = os.environ.get("DATABASE_URL", "")


@dataclass
class Home:
    path: Path
    env: dict[str, str] = field(default_factory=dict)

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", *arguments]

    def environment(self, **more: str) -> dict[str, str]:
        hidden = ("FOTFESTE_", "DJANGO_", "DATABASE_URL")
        clean = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
        return {**clean, "FOTFESTE_HOME": str(self.path), **self.env, **more}

    def run(self, *arguments: str, module: str = "fotfeste", **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(module, *arguments),
            cwd=BASE,
            env=self.environment(**more),
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=180,
            check=False,
        )

    def done(self, *arguments: str, module: str = "fotfeste", **more: str) -> str:
        ran = self.run(*arguments, module=module, **more)
        assert ran.returncode == 0, ran.stderr + ran.stdout
        return ran.stdout

    def start(self, *arguments: str, module: str = "fotfeste", **more: Any) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self.command(module, *arguments), cwd=BASE, env=self.environment(), **more)

    @property
    def database(self) -> Path:
        return self.path / "fotfeste.sqlite3"


@contextmanager
def own_database() -> Iterator[dict[str, str]]:
    """The environment of one empty database: nothing for the file, a new one on the PostgreSQL of this run."""
    if not POSTGRES:
        yield {}
        return
    import psycopg

    name = f"fotfeste_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(POSTGRES, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}".encode())
        try:
            yield {"DATABASE_URL": POSTGRES.rsplit("/", 1)[0] + "/" + name}
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@contextmanager
def serve_home(home: Home, **more: Any) -> Iterator[str]:
    """`fotfeste serve` on a free port; its address. The process is ended afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = home.start("serve", "--home", str(home.path), "--port", str(port), **more)
    try:
        _wait(process, url := f"http://localhost:{port}")
        yield url
    finally:
        process.terminate()
        process.wait(30)


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    until = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < until:
        assert process.poll() is None, f"the server ended with {process.returncode}"
        try:
            urllib.request.urlopen(f"{url}/help/", timeout=2).close()  # noqa: S310  # our own loopback server
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not answer")


@dataclass
class Answer:
    status: int
    url: str
    body: str


class Visitor:
    """A browser without scripts: cookies, redirects, forms."""

    def __init__(self, url: str):
        self.url, self._jar = url, http.cookiejar.CookieJar()
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._jar))

    def get(self, path: str) -> Answer:
        return self._ask(urllib.request.Request(self.url + _quote_path(path)))  # noqa: S310  # our own loopback server

    def post(self, path: str, fields: dict[str, Any] | None = None, *, token: str | None = None) -> Answer:
        """The form's token is that of the cookie unless another is given."""
        typed = {**(fields or {}), "csrfmiddlewaretoken": self.cookie("csrf") if token is None else token}
        body = urllib.parse.urlencode(typed, doseq=True).encode()
        return self._ask(urllib.request.Request(self.url + _quote_path(path), body))  # noqa: S310  # our own loopback server

    def cookie(self, name: str) -> str:
        return next((str(cookie.value) for cookie in self._jar if cookie.name == name), "")

    def sign_in(self, email: str, password: str) -> Answer:
        self.get("/account/login/")
        return self.post("/account/login/", {"login": email, "password": password})

    def _ask(self, request: urllib.request.Request) -> Answer:
        try:
            with self._open.open(request, timeout=60) as answer:
                return Answer(answer.status, answer.url, answer.read().decode())
        except urllib.error.HTTPError as refused:
            with refused:
                return Answer(refused.code, refused.url or "", refused.read().decode())


def _quote_path(path: str) -> str:
    return urllib.parse.quote(path, safe="/?&=%")
