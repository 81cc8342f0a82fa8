"""What the client's own pages put together from the rooms below."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fotfeste.body.answers import Answers
from fotfeste.body.queries import latest_state
from fotfeste.pace.queries import OfferBasis
from fotfeste.pace.services import DisplayedOffer, OffersForToday, find_offer_basis, make_offers, offers_by_limits
from fotfeste.people.models import Bond, Institute, PaceMode, Person
from fotfeste.practices.catalogue import GROUNDING, Entry, items, practices
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
    day_after: UUID | None  # the dose to ask about the day after


def offers_for(client: Person, passed: Answers | None, now: datetime, language: str) -> Offers:
    """Up to three offers, and grounding. A practice that has left the shelf is passed over.

    Where no answer is used, none is read. `passed` are answers that are not kept; they go before those that are.
    """
    basis = find_offer_basis(client, client)
    if basis.uses_answers:
        shown = _make_offers(client, basis, passed or latest_state(client, now) or Answers(), now, language)
    else:
        shown = offers_by_limits(basis.terms, items(), language)
    return Offers(
        cards=tuple(card for offer in shown.offers if (card := _card(offer, language))),
        grounding=_grounding(shown, language),
        dose=str(shown.dose_id or ""),
        paused=shown.paused,
        uses_answers=shown.mode == PaceMode.OFFERS,
        day_after=shown.day_after,
    )


def _make_offers(client: Person, basis: OfferBasis, answers: Answers, now: datetime, language: str) -> OffersForToday:
    return make_offers(
        actor=client,
        client=client,
        menu=items(),
        activation=answers.activation,
        safety=answers.body_safe,
        now=now,
        language=language,
        asks_day_after=True,
        basis=basis,
    )


def first_anchors(client: Person) -> list[Anchor]:
    """The anchors a page has room for beside something else."""
    return list(Anchor.objects.visible_to(client).filter(client=client).order_by(*ANCHOR_ORDER)[:FEW_ANCHORS])


def _card(offer: DisplayedOffer, language: str) -> Card | None:
    practice = practices(language).get(offer.slug)
    return (
        Card(Entry(practice, usual=True, softer=True), offer.because[0] if offer.because else "") if practice else None
    )


def _grounding(shown: OffersForToday, language: str) -> Card | None:
    practice = practices(language).get(GROUNDING)
    why = shown.grounding_because[0] if shown.grounding_because else ""
    return Card(Entry(practice, usual=True, softer=True), why) if practice else None


@dataclass(frozen=True)
class Responsible:
    """The people who answer for what happens here, by name."""

    therapist: Person | None
    lead: Person | None  # fagansvarlig
    institute: str


def responsible_for(client: Person) -> Responsible:
    bonds = Bond.objects.filter(client=client, until__isnull=True, therapist__is_active=True)
    bond = bonds.select_related("therapist").order_by("-since").first()
    institute = Institute.objects.select_related("lead").first()
    return Responsible(
        therapist=bond.therapist if bond else None,
        lead=institute.lead if institute else None,
        institute=institute.name if institute else "",
    )
