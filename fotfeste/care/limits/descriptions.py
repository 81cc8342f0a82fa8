"""What a therapist has set for a client, said in a few lines."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fotfeste.care.descriptions import Words
from fotfeste.kit.labels import number_word
from fotfeste.pace.limit_terms import LimitTerms
from fotfeste.practices.catalogue import GROUNDING, load_practices
from fotfeste.practices.format import FAMILIES
from fotfeste.practices.labels import FAMILY_LABELS

TIERS: dict[str, tuple[Words, Words]] = {
    "tender": (gettext_lazy("Tender"), gettext_lazy("Small amounts; a raise comes late.")),
    "steady": (gettext_lazy("Steady"), gettext_lazy("Ordinary amounts.")),
    "robust": (gettext_lazy("Robust"), gettext_lazy("Room for more, still a step at a time.")),
}


def list_families() -> list[str]:
    """The families that have practices besides grounding, in the house's order."""
    found = {practice.family for practice in load_practices("nb").values() if practice.slug != GROUNDING}
    return [family for family in FAMILIES if family in found]


def describe_limits(terms: LimitTerms) -> list[tuple[Words, str]]:
    """Lines of (what, how): what is limited by name, the rest in one line."""
    tier = TIERS.get(terms.tier or "")
    lines: list[tuple[Words, str]] = [(_("How careful"), str(tier[0]))] if tier else []
    limited = [(FAMILY_LABELS[family], how) for family in list_families() if (how := _of_family(terms, family))]
    rest: tuple[Words, str] = (_("Everything else"), _("no limit")) if limited else (_("Limits"), _("none set"))
    lines += [(_("Pace assistance"), _("not for this client"))] if terms.pace_off else []
    return [*lines, *limited, *([rest] if len(limited) < len(list_families()) else []), (_("Menu"), _menu(terms))]


def _of_family(terms: LimitTerms, family: str) -> str:
    if family in terms.closed_families:
        return _("closed")
    level, minutes = terms.max_level.get(family), terms.max_minutes.get(family)
    parts = [
        _("up to level %(level)d") % {"level": level} if level else "",
        ngettext("at most %(n)d minute", "at most %(n)d minutes", minutes) % {"n": minutes} if minutes else "",
    ]
    return ", ".join(part for part in parts if part)


def _menu(terms: LimitTerms) -> str:
    if terms.menu is None:
        return _("all practices within the limits")
    n = len(terms.menu)
    return (
        ngettext("one practice chosen", "%(n)s practices chosen", n) % {"n": number_word(n)} if n else _("none chosen")
    )
