"""Chance, drawn once per client and session and named, so that every policy and every world meets the same.

Counter-based (Philox keyed by seed, client and stream): client 17 of seed 3 is the same person in a population of
20 and of 1,000, in one process and in two, and her fifth session draws the same numbers whatever was offered before.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

TRAIT_UNIFORMS = [
    "curve",
    "growth",
    "setback",
    "sensitising",
    "shutdown",
    "quiet_harm",
    "harmful",
    "harmful_family",
    "delayed",
    "relapse",
    "relapse_at",
    "gaps",
    "silent",
    "recovery_told",
    "eager",
    "timid",
    "brave",
    "tier_wrong",
    "tier_up",
    "tier_untold",
    "settling",
    "lifting",
    "third",
    "ceiling",
    "longest",
    "closed",
    "under_report",
    "hrv_worn",
    "rate",
    "fatigue_days",
    "state_untold",
    "stops",
]
TRAIT_NORMALS = [
    "capacity",
    "level_weight",
    "minutes_weight",
    "deep_offset",
    "up_sensitivity",
    "down_sensitivity",
    "safety_sensitivity",
    "slope",
    "usual",
    "usual_safety",
    "rest",
    "lift",
    "orienting",
    "breath",
    "mindfulness",
    "yoga",
    "movement",
    "parts",
    "constellation",
]
SESSION_UNIFORMS = [
    "overwhelm",
    "not_today",
    "choice",
    "other",
    "other_which",
    "missing",
    "missing_hard",
    "after_hidden",
    "false_alarm",
    "settled",
    "stopped",
    "stopped_at",
    "done_part",
    "done_told",
    "recovery_told",
    "next_asked",
    "next_told",
    "next_shown",
    "next_false",
    "state_untold",
    "hrv_told",
    "gap",
    "gap_long",
    "swing",
    "with_therapist",
    "activation_told",
    "safety_told",
    "delayed",
    "audit",
    "policy",
]
SESSION_NORMALS = [
    "activation",
    "safety",
    "seen_activation",
    "seen_safety",
    "hrv",
    "after_activation",
    "after_safety",
    "rest",
    "rest_tail",
    "drift",
    "next_activation",
]
PRACTICES = 40
_STREAMS = 8


@dataclass(frozen=True)
class Draws:
    """Named draws: traits have shape (clients,), those of sessions (clients, sessions), of practices (clients, 40)."""

    trait_u: dict[str, Floats]
    trait_z: dict[str, Floats]
    u: dict[str, Floats]
    z: dict[str, Floats]
    practice_z: Floats


def make_draws(seed: int, clients: Sequence[int], sessions: int) -> Draws:
    """All chance there is for these clients."""
    trait_u = np.array([_stream(seed, c, 0).random(len(TRAIT_UNIFORMS)) for c in clients])
    trait_z = np.array([_stream(seed, c, 1).standard_normal(len(TRAIT_NORMALS)) for c in clients])
    session_u = np.array([_stream(seed, c, 2).random((sessions, len(SESSION_UNIFORMS))) for c in clients])
    session_z = np.array([_stream(seed, c, 3).standard_normal((sessions, len(SESSION_NORMALS))) for c in clients])
    return Draws(
        _by_name(TRAIT_UNIFORMS, trait_u),
        _by_name(TRAIT_NORMALS, trait_z),
        _by_name(SESSION_UNIFORMS, session_u),
        _by_name(SESSION_NORMALS, session_z),
        np.array([_stream(seed, c, 4).standard_normal(PRACTICES) for c in clients]),
    )


def _by_name(names: Sequence[str], values: Floats) -> dict[str, Floats]:
    return {name: np.ascontiguousarray(values[..., i]) for i, name in enumerate(names)}


def _stream(seed: int, client: int, stream: int) -> np.random.Generator:
    key = np.array([seed, client * _STREAMS + stream], dtype=np.uint64)
    return np.random.Generator(np.random.Philox(key=key))
