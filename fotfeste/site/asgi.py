import os

from django.core.asgi import get_asgi_application

from fotfeste.site.bodies import bounded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fotfeste.site.settings")
pages = get_asgi_application()

from fotfeste.site.database import hold_open  # noqa: E402  # settings are read by now
from fotfeste.site.journal import keep_quiet  # noqa: E402
from fotfeste.site.sockets import with_sockets  # noqa: E402

application = bounded(with_sockets(pages))
keep_quiet()
hold_open()
