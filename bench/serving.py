"""Server processes for one run: our own, and the plain page beside it, by the same uvicorn with the same settings."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
STARTS_WITHIN_S = 90
PAGE = "<!doctype html><html lang='nb'><title>{{ title }}</title><h1>{{ title }}</h1><p>{{ at }}</p></html>"
URLS = """
from django.shortcuts import render
from django.urls import path
from django.utils import timezone


def plain(request):
    return render(request, "plain.html", {"title": "Plain", "at": timezone.now()})


urlpatterns = [path("", plain)]
"""


def plain_project(folder: Path) -> Path:
    """`django-admin startproject`, as it comes, with one page made from one template and DEBUG off."""
    subprocess.run([sys.executable, "-m", "django", "startproject", "plain", str(folder)], check=True)
    settings = folder / "plain" / "settings.py"
    text = (
        settings.read_text()
        .replace("DEBUG = True", "DEBUG = False")
        .replace("ALLOWED_HOSTS = []", 'ALLOWED_HOSTS = ["*"]')
    )
    settings.write_text(text.replace("'DIRS': []", "'DIRS': [BASE_DIR]"))
    (folder / "plain.html").write_text(PAGE)
    (folder / "plain" / "urls.py").write_text(URLS)
    return folder


@contextmanager
def served(application: str, folder: Path, environment: Mapping[str, str], workers: int) -> Iterator[int]:
    """The port of a running server."""
    port = free_port()
    options = {"host": "127.0.0.1", "port": port, "workers": workers, "log-level": "warning", "timeout-keep-alive": 60}
    said = [f"--{name}={value}" for name, value in options.items()]
    command = [sys.executable, "-m", "uvicorn", "bench.timing:application", "--no-server-header", *said]
    paths = {"PYTHONPATH": os.pathsep.join((str(folder), str(BASE))), "BENCH_APPLICATION": application}
    process = subprocess.Popen(command, env={**os.environ, **environment, **paths}, cwd=folder)
    try:
        wait(process, port)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait(process: subprocess.Popen[bytes], port: int, path: str = "/") -> None:
    until_s = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < until_s and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5).close()
            return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError("the server did not answer")
