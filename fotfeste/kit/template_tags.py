"""Template tags every page may use."""

from datetime import date, datetime
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.utils import dateformat, timezone
from django.utils.html import format_html
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, pgettext

register = template.Library()


@register.simple_tag(takes_context=True)
def importmap(context: Any, with_board: bool = False) -> SafeString:
    """The one inline script of a page, allowed by its nonce. Only pages that show a board name the board's modules."""
    imports = import_string("fotfeste.web.assets.import_map")(with_board)
    nonce = context["request"].csp_nonce
    return format_html('<script type="importmap" nonce="{}">{}</script>', nonce, mark_safe(imports))  # noqa: S308  # our own JSON


@register.simple_tag(name="figure")
def inline_drawing(name: str) -> SafeString:
    """A drawing from static/figures, inline so that it takes the text's colour. Decorative: hidden from readers."""
    return _figure(name)


@lru_cache(maxsize=128)
def _figure(name: str) -> SafeString:
    path = finders.find(f"figures/{name}.svg")
    if not path or "/" in name:
        return SafeString("")
    drawing = Path(str(path)).read_text(encoding="utf-8")
    drawing = drawing.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
    return mark_safe(drawing)  # noqa: S308  # a file of ours, never a person's


@register.simple_tag
def choice_input(choice: Any) -> SafeString:
    """The input of one choice, as its widget's templates would draw it: four of them for each of dozens of choices."""
    widget, attrs = choice.data, choice.data["attrs"]
    classes = " ".join(filter(None, ("ds-input", attrs.get("class"))))
    attributes = {**{name: widget[name] for name in ("type", "name", "value")}, "class": classes}
    attributes |= {name: value for name, value in attrs.items() if name != "class" and value is not False}
    return SafeString(f"<input{''.join(map(_attribute, attributes, attributes.values()))}>")


def _attribute(name: str, value: Any) -> str:
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'


@register.filter
def disguise_title(title: str, face: str) -> str:
    """A page's title under the plain name, for someone who wants no other in her tabs."""
    return title.replace("Fotfeste", gettext("Notes")) if face == "plain" else title


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """`mapping[key]`, or empty."""
    return mapping.get(key, "") if mapping else ""


@register.filter
def day(at: datetime | None) -> str:
    """'4 November', with the year unless it is this one."""
    return _name_day(_local(at)) if at else ""


@register.filter
def short_day(at: datetime | None) -> str:
    """'4 Nov', with the year unless it is this one."""
    if not at:
        return ""
    local = _local(at)
    return _format_date(local, pgettext("date", "j M") if _is_this_year(local) else pgettext("date", "j M Y"))


@register.filter
def week_day(at: datetime | None) -> str:
    """'Wed 4 Nov'"""
    return _format_date(_local(at), pgettext("date", "D j M")) if at else ""


@register.filter
def whole_day(at: datetime | None) -> str:
    """'Wednesday 4 November'"""
    return _format_date(_local(at), pgettext("date", "l j F")) if at else ""


@register.filter
def week_day_name(at: datetime | None) -> str:
    """'Wednesday', as it stands in a sentence: for a day that is near."""
    return _format_date(_local(at), "l") if at else ""


@register.filter
def is_today(at: datetime | None) -> bool:
    return at is not None and _local(at).date() == timezone.localdate()


@register.filter
def day_time(at: datetime | None) -> str:
    """'4 November, 10:30'"""
    if not at:
        return ""
    local = _local(at)
    return f"{_name_day(local)}, {local:%H:%M}"


@register.filter
def clock(at: datetime | None) -> str:
    """'10:30'"""
    return f"{_local(at):%H:%M}" if at else ""


@register.filter
def machine_time(at: datetime | None) -> str:
    """For `datetime` attributes: '2026-11-04T10:30:00+01:00'"""
    return _local(at).isoformat(timespec="seconds") if at else ""


def _local(at: datetime) -> datetime:
    return timezone.localtime(at) if isinstance(at, datetime) and timezone.is_aware(at) else at


def _name_day(local: datetime) -> str:
    return _format_date(local, pgettext("date", "j F") if _is_this_year(local) else pgettext("date", "j F Y"))


def _is_this_year(local: datetime) -> bool:
    return local.year == timezone.localdate().year


def _format_date(local: datetime, pattern: str) -> str:
    return _format_calendar_day(local.year, local.month, local.day, pattern, get_language() or "")


@lru_cache(maxsize=4096)  # a page names the same few days again and again, and finding their words is slow
def _format_calendar_day(year: int, month: int, day_of_month: int, pattern: str, language: str) -> str:
    return dateformat.format(date(year, month, day_of_month), pattern)
