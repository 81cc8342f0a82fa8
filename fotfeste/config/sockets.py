"""Pages and sockets as one application."""

from typing import Any

from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from channels.sessions import CookieMiddleware


def route_sockets(pages: Any) -> Any:
    """Channels for origin and routing. A socket asks for its session itself, for every command, and sets no cookie.

    Called once Django is set up.
    """
    from fotfeste.constellations.sockets import websocket_urlpatterns

    sockets = AllowedHostsOriginValidator(CookieMiddleware(URLRouter(websocket_urlpatterns)))
    return ProtocolTypeRouter({"http": pages, "websocket": sockets})
