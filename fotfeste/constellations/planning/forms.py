"""Planning one constellation, and inviting one guest to it. What was typed is always shown again."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fotfeste.constellations.board.enums import (
    DEFAULT_MAX_ELEMENTS,
    DEFAULT_MAX_REPRESENTATIVES,
    MAX_ELEMENTS,
    MAX_INTENTION_ELEMENTS,
    MAX_REPRESENTATIVES,
    Blind,
    Method,
    Mode,
)
from fotfeste.constellations.constellation_labels import ROLES
from fotfeste.constellations.models import MODES_WITH_GUESTS
from fotfeste.constellations.services import Plan
from fotfeste.kit.form_fields import TOO_LONG

MAX_NAME_LENGTH = 60
MAX_TEXT_LENGTH = 600
NOT_A_LINK = gettext_lazy("This does not look like a link. It begins with https://")
validate_link = URLValidator(schemes=["http", "https"], message=NOT_A_LINK)
CHOICE_REQUIRED = {"required": gettext_lazy("Which of these fits?")}
MODE_CHOICES = [
    (Mode.PAIR.value, gettext_lazy("The two of you. You hold it, and the client lays it out.")),
    (Mode.GROUP.value, gettext_lazy("A group, online. Trained representatives, each from their own place.")),
    (Mode.IN_ROOM.value, gettext_lazy("A group in one room. Numbered places on the floor, a tablet follows along.")),
    (Mode.HYBRID.value, gettext_lazy("A group, some in the room and some online.")),
    (Mode.SOLO.value, gettext_lazy("The client alone. Light: to lay out and look, at home.")),
]
METHOD_CHOICES = [
    (Method.CLASSIC.value, gettext_lazy("People and what matters between them: a family, a workplace, a symptom.")),
    (Method.INTENTION.value, gettext_lazy("An intention: at most three things, and one of them is “I”.")),
    (Method.PARTS.value, gettext_lazy("Inner parts: what goes on within one person.")),
]
BLIND_CHOICES = [
    (Blind.OPEN.value, gettext_lazy("Open. Everyone sees what each figure is.")),
    (
        Blind.MASKED.value,
        gettext_lazy("Covered. Representatives see a letter or another word that you two choose, not what it is."),
    ),
    (
        Blind.UNNAMED.value,
        gettext_lazy("Without names. Figures bear no words, and each representative knows only which one is theirs."),
    ),
    (
        Blind.UNHEARD.value,
        gettext_lazy("Each by themselves. As above, and they neither see nor hear what the others notice."),
    ),
]
ROLE_OF_FIELD = {"representatives": "representative", "cohosts": "cohost", "observers": "observer"}


class PlanForm(forms.Form):
    mode = forms.ChoiceField(
        label=gettext_lazy("Who is there?"),
        choices=MODE_CHOICES,
        widget=forms.RadioSelect,
        error_messages=CHOICE_REQUIRED,
    )
    method = forms.ChoiceField(
        label=gettext_lazy("What kind?"),
        choices=METHOD_CHOICES,
        widget=forms.RadioSelect,
        error_messages=CHOICE_REQUIRED,
    )
    issue = forms.CharField(
        label=gettext_lazy("What it is about, in a few neutral words"),
        help_text=gettext_lazy(
            "For example “sleep” or “me and the work”. The story of what happened is not needed, and is not asked for. "
            "The two of you see it; representatives only when it is open."
        ),
        required=False,
        max_length=MAX_TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        error_messages={"max_length": TOO_LONG},
    )
    day = forms.DateField(
        label=gettext_lazy("Day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Write the day as year-month-day.")},
    )
    at = forms.TimeField(
        label=gettext_lazy("Time"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": gettext_lazy("Write the time as hours:minutes.")},
    )
    meeting = forms.CharField(
        label=gettext_lazy("Link to where you see and hear each other (optional)"),
        help_text=gettext_lazy("The board works without it."),
        required=False,
        max_length=500,
        widget=forms.URLInput(attrs={"autocomplete": "off", "placeholder": "https://"}),
        error_messages={"max_length": TOO_LONG},
    )
    most_elements = forms.IntegerField(
        label=gettext_lazy("At most so many figures"),
        help_text=gettext_lazy("Fewer is gentler. An intention has three."),
        min_value=1,
        max_value=MAX_ELEMENTS,
        initial=DEFAULT_MAX_ELEMENTS,
    )
    blind = forms.TypedChoiceField(
        label=gettext_lazy("How much do representatives know?"),
        help_text=gettext_lazy("You and the client always see everything. Any figure can be uncovered along the way."),
        choices=BLIND_CHOICES,
        coerce=int,
        initial=Blind.OPEN.value,
        widget=forms.RadioSelect,
    )
    most_representatives = forms.IntegerField(
        label=gettext_lazy("At most so many representatives"),
        min_value=0,
        max_value=MAX_REPRESENTATIVES,
        initial=DEFAULT_MAX_REPRESENTATIVES,
    )
    representatives = forms.CharField(
        label=gettext_lazy("Representatives you expect"),
        help_text=gettext_lazy("What you call each other, one to a line. You make their links on the next page."),
        required=False,
        max_length=2_600,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"max_length": TOO_LONG},
    )
    cohosts = forms.CharField(
        label=gettext_lazy("Co-leaders"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 1, "dir": "auto"}),
    )
    observers = forms.CharField(
        label=gettext_lazy("Observers"),
        help_text=gettext_lazy("Everyone who is there can see that they are there."),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 1, "dir": "auto"}),
    )
    open_deep_because = forms.CharField(
        label=gettext_lazy("If you want sensing and moving open all the same: why?"),
        help_text=gettext_lazy("The reason is kept with the constellation. Left empty, they stay closed."),
        required=False,
        min_length=3,
        max_length=MAX_TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        error_messages={"max_length": TOO_LONG},
    )

    def clean_meeting(self) -> str:
        """An ordinary address: nothing else than http and https may become a link on a page."""
        meeting: str = self.cleaned_data["meeting"]
        if meeting and "://" not in meeting:
            meeting = f"https://{meeting}"
        if meeting:
            validate_link(meeting)
        return meeting

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or {}
        if fields.get("at") and not fields.get("day"):
            self.add_error("day", _("Which day?"))
        if fields.get("mode") == Mode.SOLO and fields.get("method") == Method.PARTS:
            self.add_error("method", _("Inner parts are met together with somebody. Choose another kind, or be two."))
        self._check_names(fields)
        return fields

    def _check_names(self, fields: dict[str, Any]) -> None:
        names = self._expected_guests(fields)
        if names and fields.get("mode") not in (*MODES_WITH_GUESTS, None):
            self.add_error("mode", _("Here nobody else joins. Choose a group, or take the names out."))
        for field in ROLE_OF_FIELD:
            if any(len(name) > MAX_NAME_LENGTH for name in _split_lines(fields.get(field))):
                self.add_error(field, _("One name to a line, at most %(n)d letters.") % {"n": MAX_NAME_LENGTH})
        if len(_split_lines(fields.get("representatives"))) > (fields.get("most_representatives") or 0):
            self.add_error("most_representatives", _("There are more names than places."))

    def _expected_guests(self, fields: dict[str, Any]) -> list[tuple[str, str]]:
        return [(role, name) for field, role in ROLE_OF_FIELD.items() for name in _split_lines(fields.get(field))]

    def plan(self) -> Plan:
        said = self.cleaned_data
        is_group = said["mode"] in MODES_WITH_GUESTS
        most = MAX_INTENTION_ELEMENTS if said["method"] == Method.INTENTION else MAX_ELEMENTS
        return Plan(
            mode=said["mode"],
            method=said["method"],
            blind=said["blind"] if is_group else Blind.OPEN.value,
            most_elements=min(said["most_elements"], most),
            most_representatives=said["most_representatives"] if is_group else 0,
            issue=said["issue"],
            meeting=said["meeting"],
            planned_for=_planned_time(said["day"], said["at"]),
            expected=tuple(self._expected_guests(said)) if is_group else (),
            open_deep_because=said["open_deep_because"],
        )


def _split_lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def _planned_time(day: Any, at: time | None) -> datetime | None:
    """A day without a time is planned for noon of it."""
    return timezone.make_aware(datetime.combine(day, at or time(12))) if day else None


class GuestForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("What you call each other"),
        max_length=MAX_NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        error_messages={"required": gettext_lazy("Write what you call each other."), "max_length": TOO_LONG},
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Comes as"),
        choices=[(str(role), word) for role, word in ROLES.items()],
        initial="representative",
        widget=forms.RadioSelect,
        error_messages=CHOICE_REQUIRED,
    )
