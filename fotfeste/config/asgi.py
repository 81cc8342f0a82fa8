import os

from django.core.asgi import get_asgi_application

from fotfeste.http.body_limit import limit_body

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fotfeste.config.settings")
pages = get_asgi_application()

from fotfeste.config.database import hold_open  # noqa: E402  # settings are read by now
from fotfeste.config.sockets import with_sockets  # noqa: E402
from fotfeste.http.request_log import keep_quiet  # noqa: E402

application = limit_body(with_sockets(pages))
keep_quiet()
hold_open()
