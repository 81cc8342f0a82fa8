"""The therapist's limits for one client: tier, level and minutes per family, closed families, pause, menu."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fotfeste.care.limits.descriptions import TIERS, list_families
from fotfeste.pace.limit_terms import LimitTerms
from fotfeste.practices.catalogue import GROUNDING, load_practices
from fotfeste.practices.labels import FAMILY_LABELS

LEVELS = [("", _("any")), *((str(n), str(n)) for n in range(1, 6))]
MINUTES = [("", _("any")), *((str(n), str(n)) for n in (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30))]


class LimitsForm(forms.Form):
    paused = forms.BooleanField(
        label=_("Pause practices for now"),
        required=False,
        help_text=_("Grounding stays open. Nothing else is offered until you take the pause away."),
    )
    tier = forms.ChoiceField(label=_("How careful"), required=False, widget=forms.RadioSelect)
    pace_off = forms.BooleanField(
        label=_("No pace assistance for this client"),
        required=False,
        help_text=_("Your menu and these limits alone decide what is offered. The client’s answers are not used."),
    )
    menu = forms.MultipleChoiceField(label=_("Practices"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, terms: LimitTerms, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held, self.families = terms, list_families()
        tiers = [(tier, f"{name}. {means}") for tier, (name, means) in TIERS.items()]
        self.fields["tier"].choices = [("", _("Not set")), *tiers]  # type: ignore[attr-defined]
        self.fields["menu"].choices = _practice_choices()  # type: ignore[attr-defined]
        for family in self.families:
            self.fields[f"level_{family}"] = forms.ChoiceField(label=_("Highest level"), required=False, choices=LEVELS)
            self.fields[f"minutes_{family}"] = forms.ChoiceField(
                label=_("Most minutes"), required=False, choices=_with(MINUTES, terms.max_minutes.get(family))
            )
            self.fields[f"closed_{family}"] = forms.BooleanField(label=_("Closed"), required=False)
        self.initial = {**_initial(terms), **self.initial}

    @property
    def rows(self) -> list[dict[str, Any]]:
        """One row per family, for the page."""
        return [
            {
                "name": FAMILY_LABELS[family],
                "level": self[f"level_{family}"],
                "minutes": self[f"minutes_{family}"],
                "closed": self[f"closed_{family}"],
                "practices": [box for box in self["menu"] if _family_of(box.data["value"]) == family],
            }
            for family in self.families
        ]

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or {}
        if "menu" in fields and not fields["menu"]:
            self.add_error("menu", _("Choose at least one practice, or use the pause."))
        return fields

    def terms(self) -> LimitTerms:
        """What was set. A menu with every practice on it is no menu: practices that come later are on it too.
        What the page did not show (no pace assistance in the house) stays as it was.
        """
        said = self.cleaned_data
        return LimitTerms(
            menu=tuple(said["menu"]) if len(said["menu"]) < len(_practice_choices()) else None,
            tier=said["tier"] or None if "tier" in self.data else self.held.tier,
            max_level={f: int(said[f"level_{f}"]) for f in self.families if said[f"level_{f}"]},
            max_minutes={f: int(said[f"minutes_{f}"]) for f in self.families if said[f"minutes_{f}"]},
            closed_families=tuple(f for f in self.families if said[f"closed_{f}"]),
            paused=said["paused"],
            pace_off=said["pace_off"] if "tier" in self.data else self.held.pace_off,
        )


def _initial(terms: LimitTerms) -> dict[str, Any]:
    return {
        "paused": terms.paused,
        "pace_off": terms.pace_off,
        "tier": terms.tier or "",
        "menu": [slug for slug, _title in _practice_choices()] if terms.menu is None else list(terms.menu),
        **{f"level_{family}": str(level) for family, level in terms.max_level.items()},
        **{f"minutes_{family}": str(minutes) for family, minutes in terms.max_minutes.items()},
        **{f"closed_{family}": True for family in terms.closed_families},
    }


def _with(choices: list[Any], minutes: int | None) -> list[Any]:
    """The choices, and a number set elsewhere that is not among them, so that opening the form changes nothing."""
    if not minutes or str(minutes) in {value for value, _word in choices}:
        return choices
    return [*choices, (str(minutes), str(minutes))]


def _family_of(slug: str) -> str:
    return load_practices("nb")[slug].family


def _practice_choices() -> list[tuple[str, str]]:
    language = get_language() or "nb"
    return [(p.slug, p.title) for p in load_practices(language).values() if p.slug != GROUNDING]
