"""A line to a moment of safety."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fotfeste.kit.form_fields import OwnWords


class MomentForm(forms.Form):
    words = OwnWords(
        label=_("One line, if you like"),
        help_text=_("Where you were, or what your body noticed."),
        max_length=500,
    )
