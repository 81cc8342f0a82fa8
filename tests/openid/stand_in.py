"""A provider that does wrong on purpose, which no real one can be made to do: whatever a test wants it to answer."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID, SECRET = "fotfeste-test", "a-secret-of-the-client"
KID = "one"


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


KEY, FOREIGN_KEY = new_key(), new_key()


def key_set_of(key: rsa.RSAPrivateKey, **more: Any) -> dict[str, Any]:
    jwk = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
    return {"keys": [{**jwk, "kid": KID, "use": "sig", "alg": "RS256", **more}]}


def claims_for(issuer: str, nonce: str, /, **other: Any) -> dict[str, Any]:
    """What an honest token says; a None takes a claim away."""
    now = int(time.time())
    claims = {"iss": issuer, "sub": "subject-1", "aud": CLIENT_ID, "iat": now, "exp": now + 300, "nonce": nonce}
    return {name: value for name, value in {**claims, **other}.items() if value is not None}


def sign(claims: dict[str, Any], key: Any = KEY, algorithm: str = "RS256", kid: str | None = KID) -> str:
    return jwt.encode(claims, key, algorithm=algorithm, headers={"kid": kid} if kid else None)


@dataclass
class StandIn:
    """`claims`, `config` and `token` are what a test changes; `asked` is what was sent to the token endpoint."""

    issuer: str
    nonce: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    config: dict[str, Any] = field(default_factory=dict)
    token: str | None = None
    status: int = 200
    moved_to: str = ""
    raw: dict[str, bytes] = field(default_factory=dict)  # by the end of a path: sent as it is
    asked: list[dict[str, str]] = field(default_factory=list)

    def describe(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/auth",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            **self.config,
        }

    def answer(self, path: str) -> dict[str, Any]:
        if path.endswith("/openid-configuration"):
            return self.describe()
        if path == "/keys":
            return key_set_of(KEY)
        token = self.token or sign(claims_for(self.issuer, self.nonce, **self.claims))
        return {"access_token": "an-access-token-that-nobody-stores", "token_type": "Bearer", "id_token": token}


class _Handler(BaseHTTPRequestHandler):
    stand_in: StandIn

    def do_GET(self) -> None:
        self._send(self.stand_in.answer(self.path))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.stand_in.asked.append({name: values[0] for name, values in parse_qs(body).items()})
        if self.stand_in.moved_to:
            self.send_response(307)
            self.send_header("Location", self.stand_in.moved_to)
            self.end_headers()
            return
        self._send(self.stand_in.answer(self.path))

    def _send(self, content: dict[str, Any]) -> None:
        raw = (body for path, body in self.stand_in.raw.items() if self.path.endswith(path))
        body = next(raw, None) or json.dumps(content).encode()
        self.send_response(self.stand_in.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Tests need no log of it."""


@contextmanager
def stand_in_provider() -> Iterator[StandIn]:
    handler: Any = type("Handler", (_Handler,), {})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        handler.stand_in = StandIn(f"http://127.0.0.1:{server.server_address[1]}")
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield handler.stand_in
        finally:
            server.shutdown()
