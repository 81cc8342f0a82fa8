from django import forms
from django.utils.translation import gettext_lazy as _

from fotfeste.care.labels import BASES


class BasisForm(forms.Form):
    basis = forms.ChoiceField(label=_("I work on this basis"), choices=BASES, widget=forms.RadioSelect)
