#!/usr/bin/env bash
# Django 5.2.19 as WSGI under a2wsgi 1.10.10, and the same project by Django's own ASGI handler.
#
# One would guess: when a browser goes away in the middle of sending a form, no view is called, whichever way the
# project is served; half a form is not a form.
# Seen: Django's ASGI handler calls no view. Under a2wsgi the disconnect reads as the end of the body, and Django's
# WSGI request, which never compares what came with Content-Length, parses what there is: the view is called with
# body="Dear diary, to" where "Dear diary, today was better" was on its way. A view that saves would save half.
#
# Fails when the behaviour has changed.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check django==5.2.19 a2wsgi==1.10.10

cat >look.py <<'PYTHON'
import asyncio

import django
from a2wsgi import WSGIMiddleware
from django.conf import settings
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.urls import path

settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="for this look only")
django.setup()
seen = []


def save(request):
    seen.append(request.POST.get("body"))
    return HttpResponse("saved")


urlpatterns = [path("", save)]
WHOLE = b"body=Dear+diary,+today+was+better"


def scope():
    return {
        "type": "http", "http_version": "1.1", "method": "POST", "path": "/", "query_string": b"", "scheme": "http",
        "server": ("localhost", 80), "client": ("127.0.0.1", 1),
        "headers": [
            (b"host", b"localhost"),
            (b"content-type", b"application/x-www-form-urlencoded"),
            (b"content-length", str(len(WHOLE)).encode()),
        ],
    }


async def send_half(application):
    seen.clear()
    messages = [
        {"type": "http.request", "body": WHOLE[:19], "more_body": True},
        {"type": "http.disconnect"},
    ]

    async def receive():
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    async def send(message):
        pass

    await application(scope(), receive, send)
    return list(seen)


async def main():
    by_wsgi = await send_half(WSGIMiddleware(WSGIHandler()))
    by_asgi = await send_half(ASGIHandler())
    print(f"under a2wsgi the view saw {by_wsgi}; under Django's ASGI handler {by_asgi}")
    assert by_wsgi == ["Dear diary, to"] and by_asgi == [], "the behaviour has changed"


asyncio.run(main())
PYTHON
venv/bin/python look.py
