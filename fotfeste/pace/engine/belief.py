"""What is believed about one client, as a pure function of the sessions known so far.

Order does not matter: sessions are kept by time, an identical one counts once, and of several that claim the same
moment the hardest is kept. So `observe(h + [s]) == update(observe(h), s)` exactly, for any order and any repetition,
and a session that arrives late (an outbox that was offline) lands where it belongs. To *replace* a report, as when
an answer comes in later that is milder than silence, observe the whole history again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from json import dumps
from typing import Annotated, Self, TypeVar

from msgspec import Meta

from .day_state import UsualDay
from .inputs import Limits, Prior, Session
from .outcome import chosen_amount, classify_outcome, done_amount
from .posterior import Posterior
from .progression import Progression
from .validation import PaceInputError, Record, check_record

BELIEF_VERSION = 2
Version = Annotated[int, Meta(ge=BELIEF_VERSION, le=BELIEF_VERSION)]
B = TypeVar("B", bound="Belief")


class BeliefBasis(Record, frozen=True):
    """What a belief is made from, as its dictionary holds it; sessions oldest first."""

    version: Version
    limits: Limits
    prior: Prior | None
    sessions: Sequence[Session]


@dataclass(frozen=True)
class Belief:
    """Versioned. Its dictionary holds what it was made from; what was concluded is worked out again when it is read."""

    limits: Limits
    prior: Prior | None
    sessions: Sequence[Session]
    reported_posterior: Posterior = field(repr=False)  # every session read as it was told
    strict_posterior: Posterior = field(
        repr=False
    )  # the last one read strictly: what it leaves untold is taken as the worst
    version: int = BELIEF_VERSION

    @property
    def progression(self) -> Progression:
        """What the history allows, the last session read strictly.

        Examples
        --------
        >>> observe([Session(1)], None).progression.owed_sessions
        2
        """
        return self.strict_posterior.progression

    @property
    def usual(self) -> UsualDay:
        """This client's usual day.

        Examples
        --------
        >>> observe([Session(1, State(2, 5))], None).usual.strain
        2.0
        """
        return self.strict_posterior.usual

    def to_dict(self) -> dict[str, object]:
        """JSON-ready, as `BeliefBasis`.

        Examples
        --------
        >>> list(observe([], None).to_dict())
        ['version', 'limits', 'prior', 'sessions']
        """
        return BeliefBasis(self.version, self.limits, self.prior, self.sessions).to_dict()

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> Self:
        """Reads what `to_dict` wrote; another version, unknown or missing keys raise `PaceInputError`.

        Examples
        --------
        >>> belief = observe([Session(1)], Limits("steady"))
        >>> Belief.from_dict(belief.to_dict()) == belief
        True
        """
        basis = BeliefBasis.from_dict(data)
        return _fold(_initial_belief(cls, basis.limits, basis.prior), _sort_by_time(basis.sessions))


def observe(history: Iterable[Session] | None, limits: Limits | None, prior: Prior | None = None) -> Belief:
    """Belief after a history of any order; None or an empty one gives the belief before any report.

    `limits` give the tier the prior starts from and the bound `risk` answers with; `propose` is given its own.
    Raises `PaceInputError` for values that cannot be read (NaN, out of range, of another type).

    Examples
    --------
    >>> observe([Session(2), Session(1)], Limits("steady")) == observe([Session(1), Session(2)], Limits("steady"))
    True
    """
    limits = Limits() if limits is None else limits
    check_record("limits", limits, Limits)
    if prior is not None:
        check_record("prior", prior, Prior)
    if history is not None and not isinstance(history, Iterable):
        raise PaceInputError(f"history: expected a list of sessions, got {type(history).__name__}.")
    known = list(history or ())
    for session in known:
        check_record("session", session, Session)
    return _fold(_initial_belief(Belief, limits, prior), _sort_by_time(known))


def update(belief: Belief, session: Session) -> Belief:
    """Belief once one more session is known: one step for a new one, a fresh fold for one that arrives late.

    Raises `PaceInputError` for what is no belief or no session.

    Examples
    --------
    >>> update(observe([Session(2)], None), Session(1)) == observe([Session(1), Session(2)], None)
    True
    """
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
