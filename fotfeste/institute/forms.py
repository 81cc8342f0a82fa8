from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fotfeste.institute.queries import list_possible_leads
from fotfeste.people.labels import PRACTICE_BASIS_CHOICES


class NameAndBasisForm(forms.Form):
    name = forms.CharField(
        label=_("The institute’s name"), max_length=120, error_messages={"required": _("Write a name.")}
    )
    basis = forms.ChoiceField(
        label=_("Practice basis for new therapists"),
        choices=PRACTICE_BASIS_CHOICES,
        widget=forms.RadioSelect,
        help_text=_("Therapists can change their own."),
    )


class LeadForm(forms.Form):
    lead = forms.ChoiceField(label=_("Clinical lead"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in list_possible_leads()}
        choices = [(pk, str(person)) for pk, person in self.people.items()]
        self.fields["lead"].choices = [*choices, ("", _("Nobody for now"))]  # type: ignore[attr-defined]


class PaceAssessmentForm(forms.Form):
    assessed_by = forms.CharField(
        label=_("Who made the assessment"),
        max_length=200,
        help_text=_("Name and what qualifies them."),
        error_messages={"required": _("Write who made the assessment.")},
    )
    assessed_on = forms.DateField(
        label=_("When"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("Choose the day."), "invalid": _("Choose the day.")},
    )
    assessment = forms.CharField(
        label=_("Where it is kept"),
        max_length=200,
        help_text=_("A reference: the document’s name or number."),
        error_messages={"required": _("Write where the assessment is kept.")},
    )
    confirmed = forms.BooleanField(
        label=_("A qualified assessment under the MDR has been made"),
        error_messages={"required": _("Tick this when the assessment has been made.")},
    )

    def clean_assessed_on(self) -> Any:
        day = self.cleaned_data["assessed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not been yet."))
        return day
