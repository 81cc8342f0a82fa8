"""What lies unsent on a phone is shown there in words: which form it was, what a field asked, what a code says."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fotfeste.body.ask_me.forms import AskMeForm
from fotfeste.body.check_in.forms import STEP_FORMS
from fotfeste.body.moments.forms import MomentForm
from fotfeste.practices.catalogue import load_practices
from fotfeste.practices.forms import AfterwardsForm

FormType = type[forms.Form]


def offline_form_labels() -> list[dict[str, Any]]:
    """Read by static/js/offline/outbox-entries.js: the first whose address begins so."""
    return _list_form_labels(get_language() or "nb")


@cache  # a process keeps its forms, practices and words: made once for each language
def _list_form_labels(language: str) -> list[dict[str, Any]]:
    titles = {slug: practice.title for slug, practice in load_practices(language[:2]).items()}
    return [
        {"at": reverse("body:check_in_whole"), "title": _("A check-in"), "asks": _describe_fields(STEP_FORMS.values())},
        {"at": reverse("body:moment"), "title": _("A moment of safety"), "asks": _describe_fields([MomentForm])},
        {"at": reverse("body:ask_me"), "title": _("Please ask me about …"), "asks": _describe_fields([AskMeForm])},
        {"at": reverse("practices:library"), "title": _("A practice"), "titles": titles, "asks": {}},
        {"at": "/run/", "title": _("A practice"), "asks": _describe_fields([AfterwardsForm])},
    ]


def _describe_fields(kinds: Iterable[FormType]) -> dict[str, Any]:
    return {name: _describe_field(field) for kind in kinds for name, field in kind().fields.items()}


def _describe_field(field: forms.Field) -> dict[str, Any]:
    choices = getattr(field, "choices", ())
    label = str(field.label or _("What would be good now?"))  # a wish is asked for by the heading above its buttons
    return {"label": label, "says": {str(code): str(words) for code, words in choices if code != ""}}
