"""What the client's own pages put together from the rooms below."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from fotfeste.body.check_in_answers import Answers
from fotfeste.body.queries import latest_answers
from fotfeste.kit.compiled_queries import compiled_query
from fotfeste.pace.queries import OfferBasis
from fotfeste.pace.services import DisplayedOffer, OffersForToday, find_offer_basis, make_offers, offers_by_limits
from fotfeste.people.models import Bond, Institute, Person
from fotfeste.practices.catalogue import GROUNDING, Entry, list_menu_items, load_practices
from fotfeste.safety.models import ANCHOR_ORDER, Anchor

FEW_ANCHORS = 4


@dataclass(frozen=True)
class Card:
    """One offer as it is shown: the practice, and one plain sentence of why."""

    entry: Entry
    why: str


@dataclass(frozen=True)
class Offers:
    cards: tuple[Card, ...]
    grounding: Card | None
    dose: str  # the id the player hands back, or empty
    paused: bool
    uses_answers: bool
    may_keep: bool  # what she does now
    day_after: UUID | None  # the dose to ask about the day after


def build_offers(client: Person, unstored_answers: Answers | None, now: datetime, language: str) -> Offers:
    """Up to three offers, and grounding. A practice that has left the shelf is passed over.

    Where no answer is used, none is read. `unstored_answers` are not kept; they go before those that are.
    """
    basis = find_offer_basis(client, client)
    if basis.uses_answers:
        answers = unstored_answers or latest_answers(client, now) or Answers()
        offers_for_today = _make_offers(client, basis, answers, now, language)
    else:
        offers_for_today = offers_by_limits(basis.terms, list_menu_items(), language)
    return Offers(
        cards=tuple(card for offer in offers_for_today.offers if (card := _build_card(offer, language))),
        grounding=_build_grounding_card(offers_for_today, language),
        dose=str(offers_for_today.dose_id or ""),
        paused=offers_for_today.paused,
        uses_answers=offers_for_today.uses_answers,
        may_keep=basis.may_keep,
        day_after=offers_for_today.day_after,
    )


def _make_offers(client: Person, basis: OfferBasis, answers: Answers, now: datetime, language: str) -> OffersForToday:
    return make_offers(
        actor=client,
        client=client,
        menu=list_menu_items(),
        activation=answers.activation,
        safety=answers.body_safe,
        now=now,
        language=language,
        asks_day_after=True,
        basis=basis,
    )


@compiled_query
def first_anchors(client: Person) -> QuerySet[Anchor]:
    """The anchors a page has room for beside something else."""
    return Anchor.objects.visible_to(client).filter(client=client).order_by(*ANCHOR_ORDER)[:FEW_ANCHORS]


def _build_card(offer: DisplayedOffer, language: str) -> Card | None:
    practice = load_practices(language).get(offer.slug)
    return (
        Card(Entry(practice, usual=True, softer=True), offer.because[0] if offer.because else "") if practice else None
    )


def _build_grounding_card(offers_for_today: OffersForToday, language: str) -> Card | None:
    practice = load_practices(language).get(GROUNDING)
    why = offers_for_today.grounding_because[0] if offers_for_today.grounding_because else ""
    return Card(Entry(practice, usual=True, softer=True), why) if practice else None


@dataclass(frozen=True)
class Responsible:
    """The people who answer for what happens here, by name."""

    therapist: Person | None
    lead: Person | None  # fagansvarlig
    institute: str


def find_responsible(client: Person) -> Responsible:
    bond = next(iter(_find_newest_bond(client.pk)), None)
    institute = next(iter(_find_institute()), None)
    return Responsible(
        therapist=bond.therapist if bond else None,
        lead=institute.lead if institute else None,
        institute=institute.name if institute else "",
    )


@compiled_query
def _find_newest_bond(client: UUID) -> QuerySet[Bond]:
    bonds = Bond.objects.filter(client=client, until__isnull=True, therapist__is_active=True)
    return bonds.select_related("therapist").order_by("-since")[:1]


@compiled_query
def _find_institute() -> QuerySet[Institute]:
    return Institute.objects.select_related("lead").order_by("pk")[:1]
