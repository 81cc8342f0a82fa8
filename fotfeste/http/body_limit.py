"""No body longer than any form of ours comes in: Django would first keep all of it on disk, however long it is."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]
MAX_BODY_BYTES = 1_200_000  # a little over what settings let a form be, so that Django can still say it kindly
TOO_LONG = "Dette var mer enn vi kan ta imot. Ingenting er sendt. · This was more than can be sent. Nothing was sent.\n"


class BodyTooLong(Exception):
    """The body went on beyond what it may be."""


def limit_body(app: App) -> App:
    async def answer(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await app(scope, receive, send)
        if _read_content_length(scope) > MAX_BODY_BYTES:
            return await _refuse(send)
        received_bytes = 0

        async def receive_and_count() -> Mapping[str, Any]:
            nonlocal received_bytes
            message = await receive()
            received_bytes += len(message.get("body", b""))
            if received_bytes > MAX_BODY_BYTES:
                raise BodyTooLong
            return message

        try:
            await app(scope, receive_and_count, send)
        except BodyTooLong:  # before the application has answered: it reads the whole body first
            await _refuse(send)

    return answer


def _read_content_length(scope: Message) -> int:
    header = dict(scope["headers"]).get(b"content-length", b"0")
    return int(header) if header.isdigit() else 0


async def _refuse(send: Send) -> None:
    text = TOO_LONG.encode()
    headers = {
        b"content-type": b"text/plain; charset=utf-8",
        b"content-length": str(len(text)).encode(),
        b"cache-control": b"no-store",
        b"x-content-type-options": b"nosniff",
        b"connection": b"close",
    }
    await send({"type": "http.response.start", "status": 413, "headers": list(headers.items())})
    await send({"type": "http.response.body", "body": text})
