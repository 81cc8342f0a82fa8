"""The nginx configuration of docs/operator.md, as written there, in front of a real house."""

import http.client
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect as websocket
from websockets.typing import Origin

from fotfeste.safety.help_lines import load_help_panel
from tests.constellations.live.socket_client import CURRENT
from tests.ops.proxying import NAME, NGINX, Proxy, block, run_proxy
from tests.ops.serving import BASE, House, environment, free_port, init_home, serving, until

pytestmark = [
    pytest.mark.skipif("DATABASE_URL" in os.environ, reason="these homes keep their own SQLite file"),
    pytest.mark.skipif(NGINX is None, reason="nginx is not installed here"),
    pytest.mark.skipif(shutil.which("curl") is None, reason="curl, which speaks HTTP/2, is not installed here"),
]
STRANGER, NEIGHBOUR = "127.0.0.2", "127.0.0.3"
RESET = "/account/password/reset/"


@pytest.fixture(scope="module")
def proxied_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, Proxy]]:
    folder = tmp_path_factory.mktemp("proxied")
    home, static, port = init_home(folder / "home"), folder / "static", free_port()
    settings = {"FOTFESTE_STATIC": str(static), "FOTFESTE_HOSTS": NAME, "FOTFESTE_TLS": "1"}
    with (
        serving(home, port=port, fds=(), **settings) as house,
        run_proxy(folder / "nginx", house=port, static=static) as proxy,
    ):
        yield house, proxy


@pytest.fixture
def proxy(proxied_house: tuple[House, Proxy]) -> Proxy:
    return proxied_house[1]


class Answer:
    def __init__(self, response: http.client.HTTPResponse):
        self.status, self.headers, self.body = response.status, response.headers, response.read()

    @property
    def text(self) -> str:
        return self.body.decode()

    def cookies(self) -> str:
        jar = SimpleCookie()
        for each in self.headers.get_all("Set-Cookie") or []:
            jar.load(each)
        return "; ".join(f"{name}={morsel.value}" for name, morsel in jar.items())


def ask(
    proxy: Proxy,
    path: str,
    *,
    method: str = "GET",
    body: str | bytes = b"",
    source: str = "127.0.0.1",
    past_it: bool = False,
    **headers: str,
) -> Answer:
    """Through the proxy with TLS; or past it, straight at the house, from an address that is not the proxy's."""
    line = socket.create_connection(("127.0.0.1", proxy.house if past_it else proxy.tls), 30, (source, 0))
    connection = http.client.HTTPConnection(NAME)
    trust = ssl.create_default_context(cafile=str(proxy.folder / "cert.pem"))
    connection.sock = line if past_it else trust.wrap_socket(line, server_hostname=NAME)
    try:
        sent = {"Host": NAME, **{name.replace("_", "-"): value for name, value in headers.items()}}
        connection.request(method, path, body or None, sent)
        return Answer(connection.getresponse())
    finally:
        connection.close()


def opens_board(proxy: Proxy, board: dict[str, str], origin: str) -> bool:
    """Whether that page of hers opens the socket of her board, through the proxy with TLS."""
    trust = ssl.create_default_context(cafile=str(proxy.folder / "cert.pem"))
    line = socket.create_connection(("127.0.0.1", proxy.tls), 30)
    address = f"wss://{NAME}/constellations/{board['board']}/live/{CURRENT}"
    cookie = {"Cookie": f"__Host-session={board['session']}"}
    try:
        with websocket(
            address,
            sock=line,
            ssl=trust,
            server_hostname=NAME,
            origin=Origin(origin),
            additional_headers=cookie,
            open_timeout=60,
        ) as opened:
            return "view" in json.loads(opened.recv(timeout=20))
    except InvalidStatus:
        return False


def test_a_board_opens_its_socket_through_the_proxy_to_the_houses_own_pages(proxied_house: tuple[House, Proxy]) -> None:
    house, proxy = proxied_house
    command = [sys.executable, "-m", "tests.ops.board_in_home"]
    env = environment(FOTFESTE_HOME=str(house.log.parent / "home"))
    board = json.loads(subprocess.run(command, cwd=BASE, env=env, capture_output=True, check=True).stdout)
    assert opens_board(proxy, board, f"https://{NAME}")
    for origin in ("https://evil.example", f"https://{NAME}:8443", f"http://{NAME}"):
        assert not opens_board(proxy, board, origin)


def reset(proxy: Proxy, number: int, source: str, **more: Any) -> int:
    """One try at a new password, which is counted per address. Returns the status."""
    claims = {"X_Forwarded_For": f"198.51.100.{number}", "Forwarded": f"for=198.51.100.{number}", **more}
    page = ask(proxy, RESET, source=source, **claims)
    token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[0]
    fields = {"email": f"noen{number}@example.org", "csrfmiddlewaretoken": token}
    return ask(
        proxy,
        RESET,
        method="POST",
        body=urlencode(fields),
        source=source,
        Cookie=page.cookies(),
        Referer=f"https://{NAME}{RESET}",
        Content_Type="application/x-www-form-urlencoded",
        **claims,
    ).status


def test_plain_http_is_led_to_tls(proxy: Proxy) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", proxy.plain, timeout=20)
    connection.request("GET", "/help/?a=1", headers={"Host": "evil.example"})
    response = connection.getresponse()
    assert (response.status, response.headers["Location"]) == (301, f"https://{NAME}/help/?a=1")
    connection.close()


def test_a_page_comes_whole_and_each_header_once(proxy: Proxy) -> None:
    page = ask(proxy, "/", Accept_Encoding="gzip")
    assert page.status == 200 and page.headers["Content-Encoding"] == "gzip" and page.body[:2] == b"\x1f\x8b"
    for name in (
        "Strict-Transport-Security",
        "Content-Security-Policy",
        "X-Frame-Options",
        "Referrer-Policy",
        "Cache-Control",
        "Content-Encoding",
        "X-Content-Type-Options",
        "X-Request-Id",
    ):
        assert len(page.headers.get_all(name) or []) == 1, name
    assert "max-age=63072000" in page.headers["Strict-Transport-Security"]
    assert page.headers["Server"] == "nginx"
    cookie = ask(proxy, "/account/login/").headers["Set-Cookie"]
    assert "Secure" in cookie


def test_static_files_come_from_nginx_and_missing_ones_are_the_houses_404(proxy: Proxy) -> None:
    sheet = re.findall(r'href="(/static/css/house[^"]+)"', ask(proxy, "/help/").text)[0]
    style = ask(proxy, sheet, Accept_Encoding="gzip")
    assert style.status == 200 and style.headers["Content-Type"].startswith("text/css")
    assert "X-Request-Id" not in style.headers and style.headers["X-Content-Type-Options"] == "nosniff"
    assert ask(proxy, "/static/no-such.css").status == 404
    assert ask(proxy, "/502.html").status == 404  # only when the house is away


def test_nobody_chooses_her_own_address(proxy: Proxy) -> None:
    """Ten tries a minute from one address. A new claim each time changes nothing; a neighbour is not touched."""
    assert [reset(proxy, n, STRANGER) for n in range(11)] == [302] * 10 + [429]
    assert reset(proxy, 1, NEIGHBOUR) == 302


def test_past_the_proxy_nobody_is_believed_either(proxy: Proxy) -> None:
    tries = [reset(proxy, n, "127.0.0.4", past_it=True, X_Forwarded_Proto="https") for n in range(11)]
    assert tries == [302] * 10 + [429]


@pytest.mark.parametrize("protocol", ["--http1.1", "--http2"])
@pytest.mark.parametrize("tells_its_length", [True, False])
def test_too_much_at_once_gets_a_clear_answer(proxy: Proxy, protocol: str, tells_its_length: bool) -> None:
    (proxy.folder / "too-much").write_bytes(b"x" * 1_200_000)
    address = f"https://{NAME}:{proxy.tls}/account/login/"
    command = ["curl", "--silent", "--show-error", protocol, "--resolve", f"{NAME}:{proxy.tls}:127.0.0.1"]
    command += ["--cacert", f"{proxy.folder}/cert.pem", "--header", "Expect:", "--request", "POST", "--max-time", "30"]
    # A file on curl's own input has no length to tell.
    body = ["--data-binary", f"@{proxy.folder}/too-much"] if tells_its_length else ["--upload-file", "-"]
    command += [*body, "--write-out", "%{stderr}%{http_code} %{http_version}", address]
    with (proxy.folder / "too-much").open("rb") as file:
        told = subprocess.run(command, stdin=file, capture_output=True, text=True, check=False, timeout=60)
    assert told.stderr.endswith(f"413 {protocol.removeprefix('--http')}"), told.stderr
    assert "for mye på én gang" in told.stdout and 'href="tel:113"' in told.stdout


def test_while_the_house_is_away_help_is_still_there(proxied_house: tuple[House, Proxy]) -> None:
    house, proxy = proxied_house
    secret = "/invitation/kanarifugl-abc/"
    house.stop()
    until(lambda: house.process.poll() is not None, 40)
    page = ask(proxy, secret)
    assert page.status == 502 and page.headers["Cache-Control"] == "no-store"
    numbers = re.findall(r'class="number__call" href="([^"]+)"', page.text)
    assert numbers == [line.href for line in load_help_panel("nb").lines]
    assert 'lang="en"' in page.text and len(page.headers.get_all("Content-Security-Policy") or []) == 1
    sheet = re.findall(r'href="(/static/css/house[^"]+)"', page.text)[0]
    assert ask(proxy, sheet).status == 200
    assert "kanarifugl" not in proxy.error_log() + house.read_log()


def test_the_units_are_whole() -> None:
    service, holder = block("unit: fotfeste.service"), block("unit: fotfeste.socket")
    assert "serve --fd 3" in service and "ExecReload=/bin/kill -HUP $MAINPID" in service and "KillMode=mixed" in service
    port = re.findall(r"ListenStream=127\.0\.0\.1:(\d+)", holder)
    assert port and f"proxy_pass http://127.0.0.1:{port[0]};" in block("nginx")
    assert Path(re.findall(r"EnvironmentFile=(\S+)", service)[0]) == Path("/etc/fotfeste/environment")
