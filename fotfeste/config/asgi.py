import os

from django.core.asgi import get_asgi_application

from fotfeste.config.database import answer_through_pooler, keep_connection_open
from fotfeste.http.body_limit import limit_body

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fotfeste.config.settings")
answer_through_pooler()
pages = get_asgi_application()

from fotfeste.config.sockets import route_sockets  # noqa: E402  # settings are read by now
from fotfeste.http.request_log import log_uncaught_errors  # noqa: E402

application = limit_body(route_sockets(pages))
log_uncaught_errors()
keep_connection_open()
