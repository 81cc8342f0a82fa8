"""What is believed about one client, as a pure function of the sessions known so far.

A history is read oldest first, one session a moment; one that is out of order or holds a moment twice is refused, since
what the last one was decides what comes next. So `observe(h + [s]) == update(observe(h), s)` exactly, or both raise.
Where sessions may arrive late (an outbox that was offline) or twice, `sort_history` says what is meant; to *replace* a
report, as when an answer comes in later that is milder than silence, observe the whole history again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from json import dumps
from typing import Annotated, Self, TypeVar

from msgspec import Meta

from .day_state import UsualDay
from .inputs import Limits, Prior, Session
from .outcome import chosen_amount, classify_outcome, done_amount
from .posterior import Posterior
from .progression import Progression
from .validation import PaceInputError, Record, check_record

BELIEF_VERSION = 3
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
        return _fold(_initial_belief(cls, basis.limits, basis.prior), _require_order(basis.sessions))


def observe(history: Iterable[Session] | None, limits: Limits | None, prior: Prior | None = None) -> Belief:
    """Belief after a history, oldest first; None or an empty one gives the belief before any report.

    `limits` give the tier the prior starts from and the bound `risk` answers with; `propose` is given its own.
    Raises `PaceInputError` for values that cannot be read (NaN, out of range, of another type), and for a history that
    is out of order or holds one moment twice: `sort_history` first.

    Examples
    --------
    >>> observe([Session(1), Session(2)], Limits("steady")).sessions[-1].t_days
    2.0
    """
    limits = Limits() if limits is None else limits
    check_record("limits", limits, Limits)
    if prior is not None:
        check_record("prior", prior, Prior)
    return _fold(_initial_belief(Belief, limits, prior), _require_order(_require_sessions(history)))


def update(belief: Belief, session: Session) -> Belief:
    """Belief once one more session is known, later than all before it.

    Raises `PaceInputError` for what is no belief or no session, or not later: observe `sort_history` of all instead.

    Examples
    --------
    >>> update(observe([Session(1)], None), Session(2)) == observe([Session(1), Session(2)], None)
    True
    """
    check_record("belief", belief, Belief)
    check_record("session", session, Session)
    _require_order([*belief.sessions[-1:], session])
    return _fold(belief, [session])


def sort_history(history: Iterable[Session] | None) -> list[Session]:
    """Sessions as they come in, late or twice, as the history they tell: oldest first, one a moment.

    Of several that claim one moment the hardest is kept. Raises `PaceInputError` for what is no session.

    Examples
    --------
    >>> late, fine, hard = Session(1), Session(2, after=After(0, 9, True)), Session(2, after=After(5, 9))
    >>> sort_history([fine, hard, late, late]) == [late, hard]
    True
    """
    kept: dict[float, Session] = {}
    for session in _require_sessions(history):
        other = kept.get(session.t_days)
        kept[session.t_days] = session if other is None else min(other, session, key=_hardness_key)
    return [kept[t_days] for t_days in sorted(kept)]


def _initial_belief(kind: type[B], limits: Limits, prior: Prior | None) -> B:
    initial = Posterior.initial(limits.tier, prior)
    return kind(limits, prior, (), initial, initial)


def _require_sessions(history: Iterable[Session] | None) -> list[Session]:
    if history is not None and not isinstance(history, Iterable):
        raise PaceInputError(f"history: expected a list of sessions, got {type(history).__name__}.")
    known = list(history or ())
    for session in known:
        check_record("session", session, Session)
    return known


def _require_order(sessions: Sequence[Session]) -> Sequence[Session]:
    for before, session in pairwise(sessions):
        if session.t_days == before.t_days:
            raise PaceInputError(f"history: two sessions at t_days {session.t_days:g}; sort_history keeps one of them.")
        if session.t_days < before.t_days:
            times = f"t_days {session.t_days:g} comes after {before.t_days:g}"
            raise PaceInputError(f"history: out of order, {times}; sort_history first.")
    return sessions


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
