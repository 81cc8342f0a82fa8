"""What is believed about one client, as a pure function of the sessions known so far.

Order does not matter: sessions are kept by time, an identical one counts once, and of several that claim the same
moment the hardest is kept. So `observe(h + [s]) == update(observe(h), s)` exactly, for any order and any repetition,
and a session that arrives late (an outbox that was offline) lands where it belongs. To *replace* a report, as when
an answer comes in later that is milder than silence, observe the whole history again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from json import dumps
from typing import Any, ClassVar, Self, TypeVar

from .day_state import UsualDay
from .inputs import Limits, Prior, Session
from .outcome import chosen_amount, classify_outcome, done_amount
from .posterior import Posterior
from .progression import Progression
from .validation import PaceInputError, Record, check_integer, check_record

BELIEF_VERSION = 2
B = TypeVar("B", bound="Belief")


@dataclass(frozen=True)
class Belief(Record):
    """Versioned. Its dictionary holds what it was made from; what was concluded is worked out again when it is read."""

    limits: Limits
    prior: Prior | None
    sessions: Sequence[Session]
    reported_posterior: Posterior = field(repr=False)  # every session read as it was told
    strict_posterior: Posterior = field(
        repr=False
    )  # the last one read strictly: what it leaves untold is taken as the worst
    version: int = BELIEF_VERSION
    NESTED: ClassVar[Mapping[str, type[Record]]] = {}

    @property
    def progression(self) -> Progression:
        return self.strict_posterior.progression

    @property
    def usual(self) -> UsualDay:
        return self.strict_posterior.usual

    def check(self) -> None:
        check_integer("belief.version", self.version, BELIEF_VERSION, BELIEF_VERSION)

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready: version, limits, prior, sessions (oldest first)."""
        return {
            "version": self.version,
            "limits": self.limits.to_dict(),
            "prior": self.prior.to_dict() if self.prior else None,
            "sessions": [session.to_dict() for session in self.sessions],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Reads what `to_dict` wrote; another version, unknown or missing keys raise `PaceInputError`."""
        if not isinstance(data, Mapping) or set(data) != {"version", "limits", "prior", "sessions"}:
            raise PaceInputError("Belief: expected exactly the keys version, limits, prior, sessions.")
        check_integer("belief.version", data["version"], BELIEF_VERSION, BELIEF_VERSION)
        if not isinstance(data["sessions"], list | tuple):
            raise PaceInputError("belief.sessions: expected a list.")
        prior = None if data["prior"] is None else Prior.from_dict(data["prior"])
        known = [Session.from_dict(session) for session in data["sessions"]]
        return _fold(_initial_belief(cls, Limits.from_dict(data["limits"]), prior), _sort_by_time(known))


def observe(history: Iterable[Session] | None, limits: Limits | None, prior: Prior | None = None) -> Belief:
    """Belief after a history of any order; None or an empty one gives the belief before any report.

    `limits` give the tier the prior starts from and the bound `risk` answers with; `propose` is given its own.
    Raises `PaceInputError` for values that cannot be read (NaN, out of range, of another type).
    """
    limits = Limits() if limits is None else limits
    check_record("limits", limits, Limits)
    check_record("prior", prior, Prior, none=True)
    if history is not None and not isinstance(history, Iterable):
        raise PaceInputError(f"history: expected a list of sessions, got {type(history).__name__}.")
    known = list(history or ())
    for session in known:
        check_record("session", session, Session)
    return _fold(_initial_belief(Belief, limits, prior), _sort_by_time(known))


def update(belief: Belief, session: Session) -> Belief:
    """Belief once one more session is known; constant time for a new one, a fresh fold for one that arrives late."""
    check_record("belief", belief, Belief)
    check_record("session", session, Session)
    if not belief.sessions or session.t_days > belief.sessions[-1].t_days:
        return _fold(belief, [session])
    return _fold(_initial_belief(Belief, belief.limits, belief.prior), _sort_by_time([*belief.sessions, session]))


def _initial_belief(kind: type[B], limits: Limits, prior: Prior | None) -> B:
    initial = Posterior.initial(limits.tier, prior)
    return kind(limits, prior, (), initial, initial)


def _sort_by_time(sessions: Iterable[Session]) -> list[Session]:
    """Oldest first, one per moment: the hardest of those that claim it."""
    kept: dict[float, Session] = {}
    for session in sessions:
        other = kept.get(session.t_days)
        kept[session.t_days] = session if other is None else min(other, session, key=_hardness_key)
    return [kept[t_days] for t_days in sorted(kept)]


def _hardness_key(session: Session) -> tuple[int, float, float, str]:
    done, chosen = done_amount(session), chosen_amount(session)
    exact = dumps(session.to_dict(), sort_keys=True)
    return classify_outcome(session, strictly=True), done.load if done else -1.0, chosen.load if chosen else -1.0, exact


def _fold(belief: B, sessions: Iterable[Session]) -> B:
    reported, strict = belief.reported_posterior, belief.strict_posterior
    known = list(sessions)
    for session in known:
        before = strict if _stays_strict(reported, session) else reported
        reported, strict = reported.update_with(session, strictly=False), before.update_with(session, strictly=True)
    return replace(belief, sessions=(*belief.sessions, *known), reported_posterior=reported, strict_posterior=strict)


def _stays_strict(reported: Posterior, session: Session) -> bool:
    """What was read strictly stays so through grounding, which tells nothing of capacity, and until two settle (R1)."""
    return session.chosen is None or reported.progression.last_hard is not None
