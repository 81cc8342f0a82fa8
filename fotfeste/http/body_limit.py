"""No body longer than any form of ours comes in: Django would first keep all of it on disk, however long it is."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]
LONGEST_BODY = 1_200_000  # a little over what settings let a form be, so that Django can still say it kindly
TOO_LONG = "Dette var mer enn vi kan ta imot. Ingenting er sendt. · This was more than can be sent. Nothing was sent.\n"


class TooLong(Exception):
    """The body went on beyond what it may be."""


def limit_body(app: App) -> App:
    async def answer(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await app(scope, receive, send)
        if _announced_length(scope) > LONGEST_BODY:
            return await _refuse(send)
        came = 0

        async def receive_counted() -> Mapping[str, Any]:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > LONGEST_BODY:
                raise TooLong
            return message

        try:
            await app(scope, receive_counted, send)
        except TooLong:  # before the application has answered: it reads the whole body first
            await _refuse(send)

    return answer


def _announced_length(scope: Message) -> int:
    said = dict(scope["headers"]).get(b"content-length", b"0")
    return int(said) if said.isdigit() else 0


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
