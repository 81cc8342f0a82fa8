"""How the pace has been, in words and one small drawing. No colours, no verdicts; the model's own estimates as such."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fotfeste.kit.template_tags import day
from fotfeste.pace.engine import Offer
from fotfeste.pace.engine_adapter import GROUNDING_ID, explain_offer
from fotfeste.pace.pace_review import HardSession, PaceSummary, PracticeAmount
from fotfeste.practices.catalogue import load_practices

WIDTH, HEIGHT, EDGE = 1000, 100, 8


@dataclass(frozen=True)
class DescribedOffer:
    title: str
    amount: str
    why: str


def describe_offers(summary: PaceSummary, language: str) -> list[DescribedOffer]:
    """What she was offered last, and the engine's own sentences of why."""
    titles = {slug: practice.title for slug, practice in load_practices(language).items()}
    return [
        DescribedOffer(
            titles.get(each.id, each.id), describe_amount(_of(each)), " ".join(explain_offer(each, language))
        )
        for each in summary.offers
        if each.id != GROUNDING_ID
    ]


def describe_amount(of: PracticeAmount) -> str:
    minutes = round(of.minutes)
    length = ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    return _("level %(level)d, %(length)s") % {"level": of.level, "length": length}


def describe_hard_session(hard: HardSession | None) -> list[str]:
    if hard is None:
        return [_("No time has been told to be too much.")]
    said = {"day": day(hard.at), "amount": describe_amount_or_grounding(hard.before or hard.begun)}
    told = (
        _("On %(day)s it became a lot. The most on offer then was %(amount)s.") % said
        if hard.before
        else _("On %(day)s it became a lot. That was %(amount)s, begun without an offer.") % said
        if hard.begun
        else _("On %(day)s it became a lot. That was grounding.") % said
    )
    since = (
        _("Now the most on offer is %(after)s.") % {"after": describe_amount(hard.after)}
        if hard.after
        else _("Now it is grounding alone.")
        if hard.asked_since
        else _("Nothing has been asked for since.")
    )
    holds = _("Nothing goes up before two times have settled, and parts and constellation wait as long.")
    return [told, since, *([holds] if hard.holds else [])]


def describe_certainty(summary: PaceSummary) -> list[str]:
    """What it stands on, then how wide the model's own estimate is for the largest of the offers."""
    said = ngettext(
        "It stands on one practice (told of afterwards: %(told)d).",
        "It stands on %(n)d practices, and on what was told after %(told)d of them.",
        summary.practised_count,
    ) % {"n": summary.practised_count, "told": summary.reported_count}
    weighed = [(each.p_hi or 0.0, each.p, each.alpha or 0.0) for each in summary.offers if each.p is not None]
    if not weighed:
        return [said]
    p_hi, p, bound = max(weighed, key=lambda each: each[0])
    spread = p_hi - p
    sure = _("quite sure") if spread < bound / 4 else _("fairly sure") if spread < bound * 0.75 else _("unsure")
    estimate = _(
        "The model is %(sure)s of the largest one: it reckons that %(p)s in 100 such times become too much; "
        "reckoned carefully, %(p_hi)s. The bound is %(alpha)s in 100."
    )
    shares = {"p": _in_a_hundred(p), "p_hi": _in_a_hundred(p_hi), "alpha": _in_a_hundred(bound)}
    return [said, estimate % {"sure": sure, **shares}]


def draw_pace_line(summary: PaceSummary) -> str:
    """A stepped line through the largest offer of each time, oldest to the left. Empty with fewer than two."""
    sizes = [most.size if most else 0.0 for _at, most in summary.largest_offers]
    if len(sizes) < 2:
        return ""
    step, top = (WIDTH - 2 * EDGE) / len(sizes), max(sizes) or 1
    path = f"M{EDGE} {_y(sizes[0], top)}"
    for place, size in enumerate(sizes):
        path += f"V{_y(size, top)}H{EDGE + (place + 1) * step:.0f}"
    return path


def describe_amount_or_grounding(most: PracticeAmount | None) -> str:
    return describe_amount(most) if most else _("grounding alone")


def describe_largest_amount(summary: PaceSummary) -> str:
    """What the top edge of the drawing stands for; the bottom edge is grounding alone."""
    return describe_amount_or_grounding(
        max((most for _at, most in summary.largest_offers if most), key=lambda most: most.size, default=None)
    )


def describe_pace_line(summary: PaceSummary) -> str:
    if not summary.largest_offers:
        return ""
    said = {
        "n": len(summary.largest_offers),
        "most": describe_largest_amount(summary),
        "now": describe_amount_or_grounding(summary.largest_offers[-1][1]),
    }
    return _("The largest on offer, the last %(n)d times. At most: %(most)s. Last: %(now)s.") % said


def build_pace_panel(summary: PaceSummary, language: str) -> dict[str, Any]:
    return {
        "summary": summary,
        "offered": describe_offers(summary, language),
        "hard": describe_hard_session(summary.hard),
        "certainty": describe_certainty(summary),
        "path": draw_pace_line(summary),
        "path_in_words": describe_pace_line(summary),
        "top": describe_largest_amount(summary),
        "days": [summary.largest_offers[0][0], summary.largest_offers[-1][0]] if summary.largest_offers else [],
    }


def _of(offer: Offer) -> PracticeAmount:
    return PracticeAmount(offer.level, offer.minutes)


def _in_a_hundred(share: float) -> str:
    return f"{100 * share:.0f}" if share >= 0.005 else _("fewer than 1")


def _y(size: float, top: float) -> str:
    return f"{HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * size / top:.0f}"
