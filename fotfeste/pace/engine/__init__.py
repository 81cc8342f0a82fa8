"""The pacing engine: bounds the amount of a practice that client and therapist already consider.

Pure: no clock, no chance, no storage. The one guarantee: offered amounts have a model-estimated overwhelm probability
of at most α given the reports and the model; the rules in RULES.md hold by construction. No clinical claim.
"""

from .belief import BELIEF_VERSION, Belief, observe, sort_history, update
from .inputs import (
    DEEP_FAMILIES,
    DIRECTIONS,
    FAMILIES,
    TIERS,
    After,
    Chosen,
    Item,
    Limits,
    NextDay,
    Prior,
    Session,
    State,
)
from .outputs import GROUNDING, Offer, Reason, Risk
from .propose import propose, risk
from .reason_phrases import LANGUAGES, explain
from .validation import PaceInputError

__all__ = [
    "observe",
    "update",
    "sort_history",
    "propose",
    "risk",
    "explain",
    "Session",
    "State",
    "Chosen",
    "After",
    "NextDay",
    "Item",
    "Limits",
    "Prior",
    "Belief",
    "Offer",
    "Reason",
    "Risk",
    "GROUNDING",
    "PaceInputError",
    "FAMILIES",
    "DEEP_FAMILIES",
    "DIRECTIONS",
    "TIERS",
    "LANGUAGES",
    "BELIEF_VERSION",
]
