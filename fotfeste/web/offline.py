"""What works without a net: the shell page, the service worker that keeps it, and the manifest for a home screen.

All three are the same for everyone. They ask no database and know nobody.
"""

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fotfeste.body.check_in.forms import STEP_FORMS, BodyStep, FeelingsStep, SafetyStep
from fotfeste.body.moments.forms import MomentForm
from fotfeste.practices.forms import AfterwardsForm
from fotfeste.practices.offline_bundle import build_offline_bundle
from fotfeste.web.classic_script import convert_to_classic_script
from fotfeste.web.display_preferences import FACES

BASE = settings.BASE
STYLES = ("house", "wave", "figures", "body", "offers", "player", "practices", "home", "help", "offline")
DRAWN = ("icons/icons.svg", "icons/favicon.svg", "icons/plain.svg", "figures/body-front.svg", "figures/body-back.svg")
FONT = "font/files/ysabeau-office-latin-wght-normal.woff2"
NOT_WITHOUT_NET = ("passkey", "copy-text", "service-worker")
WORKER_PARTS = (
    "js/lib/stored-names.js",
    "js/lib/encrypted-store.js",
    "js/offline/check-in-steps.js",
    "js/offline/service-worker.js",
)  # one classic script: not every browser lets a worker import modules
SPOKEN_OF = ("**/templates/**/*.html", "*/locale/**/*.po", "practices/content/*.md", "safety/help.toml", "**/*.py")
ICON_SIZES = (192, 512)


def shell(request: HttpRequest) -> HttpResponse:
    page = {
        "carried": build_offline_bundle((get_language() or "nb")[:2]),
        "body": BodyStep(),
        "safety": SafetyStep(),
        "feelings": FeelingsStep(),
        "after": AfterwardsForm(auto_id="after_%s"),
        "moment": MomentForm(auto_id="moment_%s"),
        "idle_ms": settings.SESSION_IDLE_S * 1000,
        "scheme": "auto",  # the page is kept for everyone: the device decides, and start.js knows a chosen evening
        "face": FACES[0],
        "messages": (),  # waiting messages lie in the session; they stay there for the next page
    }
    return render(request, "web/offline.html", page)


def service_worker(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_worker(str(settings.STATIC_ROOT)), content_type="text/javascript; charset=utf-8")


@lru_cache(maxsize=2)
def _worker(_root: str) -> str:
    kept = {"version": _version(), "languages": [code for code, _name in settings.LANGUAGES], "statics": _statics()}
    paths = {"shell": reverse("offline"), "help": reverse("safety:help"), "run": "/run/", "steps": "/now/"}
    out = {"leave": reverse("safety:leave"), "out": reverse("account_logout")}
    asks = {step: list(form.base_fields) for step, form in STEP_FORMS.items()}
    sources = [Path(str(finders.find(part))).read_text(encoding="utf-8") for part in WORKER_PARTS]
    parts = "\n".join(map(convert_to_classic_script, sources))
    config = json.dumps({**kept, **paths, **out, "practices": reverse("practices:library"), "asks": asks})
    return f'"use strict";\nself.WORKER_CONFIG = {config};\n{{\n{parts}\n}}\n'


def _statics() -> list[str]:
    """What the shell and the help page need, under the names that carry their hash."""
    scripts = sorted((BASE / "static" / "js").rglob("*.js"))
    named = [str(path.relative_to(BASE / "static")) for path in scripts if not path.stem.startswith(NOT_WITHOUT_NET)]
    styles = [f"css/{name}.css" for name in STYLES]
    return [static(name) for name in (*styles, FONT, *DRAWN, *named)]


def _version() -> str:
    """Changes with every text, template, file and setting that a kept page is made from."""
    mark = hashlib.sha256(json.dumps([_statics(), settings.FOTFESTE_NEUTRAL_SITE, settings.FOTFESTE_DEMO]).encode())
    for pattern in SPOKEN_OF:
        for path in sorted(BASE.glob(pattern)):
            mark.update(path.read_bytes())
    for part in WORKER_PARTS:
        mark.update(Path(str(finders.find(part))).read_bytes())
    return mark.hexdigest()[:16]


def manifest(request: HttpRequest) -> HttpResponse:
    """`face` and `language` stand in the address: a browser asks for a manifest without cookies."""
    face = "plain" if request.GET.get("face") == "plain" else FACES[0]
    language = request.GET.get("language")
    with translation.override(language if language in dict(settings.LANGUAGES) else get_language()):
        name = _("Notes") if face == "plain" else "Fotfeste"
        page = {
            "id": "/",
            "name": name,
            "short_name": name,
            "lang": get_language(),
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": "#f6f3ec",
            "theme_color": "#f6f3ec",
            "icons": _icons(face),
        }
    return JsonResponse(page, content_type="application/manifest+json")


def _icons(face: str) -> list[dict[str, str]]:
    sizes = [(size, purpose) for size in ICON_SIZES for purpose in ("any", "maskable")]
    return [
        {
            "src": static(f"icons/{face}-{size}{'-maskable' if purpose == 'maskable' else ''}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size, purpose in sizes
    ]
