"""The help panel for pages that have no context of their own, such as 404."""

from django import template
from django.utils.translation import get_language

from fotfeste.safety.help_lines import HelpPanel, load_help_panel

register = template.Library()


@register.simple_tag
def help_panel() -> HelpPanel:
    return load_help_panel(get_language() or "nb")
