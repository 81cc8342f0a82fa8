import os

from django.core.asgi import get_asgi_application

from fotfeste.site.bodies import bounded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fotfeste.site.settings")
pages = get_asgi_application()

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402  # Django is set up by now
from channels.security.websocket import AllowedHostsOriginValidator  # noqa: E402
from channels.sessions import CookieMiddleware  # noqa: E402

from fotfeste.constellations.sockets import websocket_urlpatterns  # noqa: E402

# Channels for origin and routing. A socket asks for its session itself, again for every command, and sets no cookie.
sockets = AllowedHostsOriginValidator(CookieMiddleware(URLRouter(websocket_urlpatterns)))
application = bounded(ProtocolTypeRouter({"http": pages, "websocket": sockets}))

from fotfeste.site.database import hold_open  # noqa: E402  # settings are read by now
from fotfeste.site.journal import keep_quiet  # noqa: E402

keep_quiet()
hold_open()
