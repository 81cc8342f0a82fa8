"""The help panel for pages that have no context of their own, such as 404."""

from django import template
from django.utils.translation import get_language

from fotfeste.safety.help_lines import HelpPanel
from fotfeste.safety.help_lines import help_panel as panel_in

register = template.Library()


@register.simple_tag
def help_panel() -> HelpPanel:
    return panel_in(get_language() or "nb")
