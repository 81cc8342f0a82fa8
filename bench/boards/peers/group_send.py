"""The plain way with Channels: a consumer that hands every frame to its group, the layer in memory, nothing else.

A project of its own, so that nothing of ours weighs on it.
"""

from typing import Any
from urllib.parse import parse_qs

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="a bench has no secrets",
    INSTALLED_APPS=["channels"],
    CHANNEL_LAYERS={"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}},
)
django.setup()

from channels.generic.websocket import AsyncWebsocketConsumer  # noqa: E402  # settings come first
from channels.routing import ProtocolTypeRouter  # noqa: E402


class GroupConsumer(AsyncWebsocketConsumer):
    async def connect(self) -> None:
        self.room = parse_qs(self.scope["query_string"].decode())["room"][0]
        await self.channel_layer.group_add(self.room, self.channel_name)
        await self.accept()
        await self.send(text_data='{"view":{}}')

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(self.room, self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        await self.channel_layer.group_send(self.room, {"type": "say", "text": text_data})

    async def say(self, event: dict[str, str]) -> None:
        await self.send(text_data=event["text"])


async def answer_http(scope: Any, receive: Any, send: Any) -> None:
    """So that the bench can see that it is up."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"okay"})


application = ProtocolTypeRouter({"http": answer_http, "websocket": GroupConsumer.as_asgi()})
