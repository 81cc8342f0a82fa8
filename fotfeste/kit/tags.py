"""Template tags every page may use."""

from functools import lru_cache
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.utils.html import format_html
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag(takes_context=True)
def importmap(context: Any) -> SafeString:
    """The one inline script of a page, allowed by its nonce."""
    imports = import_string("fotfeste.site.assets.import_map")()
    nonce = context["request"].csp_nonce
    return format_html('<script type="importmap" nonce="{}">{}</script>', nonce, mark_safe(imports))  # noqa: S308  # our own JSON


@register.simple_tag
def figure(name: str) -> SafeString:
    """A drawing from static/figures, inline so that it takes the colour of the text. Decorative: hidden from readers."""
    return _figure(name)


@lru_cache(maxsize=128)
def _figure(name: str) -> SafeString:
    path = finders.find(f"figures/{name}.svg")
    if not path or "/" in name:
        return SafeString("")
    with open(str(path), encoding="utf-8") as file:
        drawing = file.read().replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
    return mark_safe(drawing)  # noqa: S308  # a file of ours, never a person's


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """`mapping[key]`, or empty."""
    return mapping.get(key, "") if mapping else ""
