import os

from django.core.asgi import get_asgi_application

from fotfeste.site.bodies import bounded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fotfeste.site.settings")
application = bounded(get_asgi_application())

from fotfeste.site.database import hold_open  # noqa: E402  # settings are read by now
from fotfeste.site.journal import keep_quiet  # noqa: E402

keep_quiet()
hold_open()
