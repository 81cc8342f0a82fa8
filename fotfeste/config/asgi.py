import gc
import os

import django

from fotfeste.config.database import answer_through_pooler, keep_connection_open
from fotfeste.http.body_limit import limit_body

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fotfeste.config.settings")
answer_through_pooler()
django.setup(set_prefix=False)

from django.urls import get_resolver  # noqa: E402  # settings are read by now

from fotfeste.config.sockets import route_sockets  # noqa: E402
from fotfeste.http.page_handler import PageHandler  # noqa: E402
from fotfeste.http.request_log import log_uncaught_errors  # noqa: E402

application = limit_body(route_sockets(PageHandler()))
log_uncaught_errors()
keep_connection_open()
_ = get_resolver().url_patterns  # every view is imported before somebody waits for one
gc.collect()
gc.freeze()  # all that stays as long as the process: no collection looks at it again
