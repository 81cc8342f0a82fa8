"""Pages and sockets as one application."""

from typing import Any

from channels.routing import ProtocolTypeRouter, URLRouter
from channels.sessions import CookieMiddleware
from django.urls import re_path

from fotfeste.http.socket_origin import refuse_socket, require_own_origin


def route_sockets(pages: Any) -> Any:
    """Channels for routing. A socket asks for its session itself, for every command, and sets no cookie.

    An address that nobody made is refused like a stranger's.

    Called once Django is set up.
    """
    from fotfeste.constellations.sockets import websocket_urlpatterns

    routes = URLRouter([*websocket_urlpatterns, re_path("", refuse_socket)])  # type: ignore[arg-type]
    sockets = require_own_origin(CookieMiddleware(routes))
    return ProtocolTypeRouter({"http": pages, "websocket": sockets})
