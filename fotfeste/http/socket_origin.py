"""Which pages may open a socket: those of the house's own scheme, name and port, and no other of the same host."""

from collections.abc import Awaitable, Callable
from typing import Any

from django.conf import settings
from django.http.request import split_domain_port, validate_host

Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
SocketApp = Callable[[Any, Receive, Send], Awaitable[None]]


def require_own_origin(application: SocketApp) -> SocketApp:
    """A browser always says which page asks. Whoever says nothing, or something else, is refused before it opens."""

    async def answer(scope: Any, receive: Receive, send: Send) -> None:
        await (application if is_own_origin(scope["headers"]) else refuse_socket)(scope, receive, send)

    return answer


async def refuse_socket(scope: Any, receive: Receive, send: Send) -> None:
    """Closed before it was opened: what asks learns nothing but that."""
    await receive()  # websocket.connect
    await send({"type": "websocket.close"})


def is_own_origin(headers: list[tuple[bytes, bytes]]) -> bool:
    """`FOTFESTE_ORIGINS` where it is set; otherwise what the request itself was sent to, as for forms."""
    origin = _read_only_value(headers, b"origin")
    return origin is not None and origin in (settings.FOTFESTE_ORIGINS or _address_asked(headers))


def _address_asked(headers: list[tuple[bytes, bytes]]) -> list[str]:
    host = _read_only_value(headers, b"host") or ""
    is_ours = validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)
    return [f"{'https' if settings.FOTFESTE_TLS else 'http'}://{host}"] if is_ours else []


def _read_only_value(headers: list[tuple[bytes, bytes]], name: bytes) -> str | None:
    """None where the header is missing, or stands there twice."""
    values = [value for key, value in headers if key == name]
    return values[0].decode("latin-1").lower() if len(values) == 1 else None
