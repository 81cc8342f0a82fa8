from django import forms
from django.utils.translation import gettext_lazy as _

from fotfeste.people.labels import PRACTICE_BASIS_CHOICES


class BasisForm(forms.Form):
    basis = forms.ChoiceField(label=_("I work on this basis"), choices=PRACTICE_BASIS_CHOICES, widget=forms.RadioSelect)
