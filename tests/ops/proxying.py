"""A real nginx in front of a real house, with the configuration docs/operator.md shows."""

import grp
import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.ops.serving import BASE, free_port, until

NAME = "fotfeste.example.no"
GUIDE = BASE / "docs/operator.md"
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")


def block(marker: str) -> str:
    """The code block of the operator's guide that follows `<!-- marker -->`."""
    found = re.search(rf"<!-- {re.escape(marker)} -->\n```\w+\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.S)
    assert found, f"docs/operator.md shows no block {marker}"
    return found[1]


@dataclass
class Proxy:
    plain: int
    tls: int
    house: int
    folder: Path

    def error_log(self) -> str:
        return "".join(each.read_text() for each in self.folder.glob("*.log"))


def _fill_config(text: str, proxy: Proxy, static: Path) -> str:
    """Only ports and paths are changed; a test compares that nothing else is."""
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{proxy.plain};"),
        ("    listen [::]:80;\n", ""),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{proxy.tls} ssl http2;"),
        ("    listen [::]:443 ssl http2;\n", ""),
        (f"/etc/letsencrypt/live/{NAME}/fullchain.pem", f"{proxy.folder}/cert.pem"),
        (f"/etc/letsencrypt/live/{NAME}/privkey.pem", f"{proxy.folder}/key.pem"),
        ("/var/log/nginx/fotfeste.log", f"{proxy.folder}/site.log"),
        ("/var/cache/fotfeste/static", str(static)),
        ("127.0.0.1:8000", f"127.0.0.1:{proxy.house}"),
    ):
        assert old in text, f"the guide no longer says {old}"
        text = text.replace(old, new)
    return text


def _build_config(site: str, folder: Path) -> str:
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"{_as_ourselves()} worker_processes 1; pid {folder}/pid; error_log {folder}/main.log; daemon off;"
        f"events {{ worker_connections 256; }}"
        f"http {{ include /etc/nginx/mime.types; gzip on; access_log off; {temporary}"
        f"\n{site}\n}}"
    )


def _as_ourselves() -> str:
    """pytest's folders are for their owner only; started by root, nginx would read them as somebody else."""
    return f"user {pwd.getpwuid(0).pw_name} {grp.getgrgid(0).gr_name};" if os.getuid() == 0 else ""


@contextmanager
def run_proxy(folder: Path, *, house: int, static: Path) -> Iterator[Proxy]:
    folder.mkdir()
    folder.chmod(0o755)
    proxy = Proxy(free_port(), free_port(), house, folder)
    _certificate(folder)
    (folder / "nginx.conf").write_text(_build_config(_fill_config(block("nginx"), proxy, static), folder))
    command = [str(NGINX), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    with (folder / "main.log").open("wb") as told:
        process = subprocess.Popen(command, stderr=told)
    try:
        until(lambda: process.poll() is not None or (folder / "pid").exists(), 20)
        assert process.poll() is None, (folder / "main.log").read_text()
        yield proxy
    finally:
        process.terminate()
        process.wait(20)


def _certificate(folder: Path) -> None:
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "2",
            "-subj",
            f"/CN={NAME}",
            "-addext",
            f"subjectAltName=DNS:{NAME}",
            "-keyout",
            folder / "key.pem",
            "-out",
            folder / "cert.pem",
        ],
        check=True,
        capture_output=True,
    )
