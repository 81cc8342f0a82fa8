"""How templates are found, and what each of them knows."""

from pathlib import Path
from typing import Any

ROOMS = (
    "web",
    "home",
    "care",
    "institute",
    "constellations",
    "practices",
    "pace",
    "body",
    "safety",
    "privacy",
    "people",
    "kit",
)


def build_template_settings(folders: list[Path]) -> dict[str, Any]:
    return {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": folders,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.l10n",
                "django.templatetags.static",
                "fotfeste.kit.template_tags",
                "fotfeste.safety.template_tags",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fotfeste.web.context_processor.page_context",
            ],
            # Django's default loaders, named so that rooms win over packages.
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
        },
    }
