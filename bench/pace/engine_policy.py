"""The engine as a policy: driven through its public interface alone, every answer checked, every decision timed."""

from collections import Counter
from time import thread_time

import numpy as np
from msgspec.structs import replace

from fotfeste.pace.engine import (
    GROUNDING as GROUNDING_OFFER,
)
from fotfeste.pace.engine import (
    After,
    Belief,
    Chosen,
    Item,
    Limits,
    NextDay,
    Offer,
    Session,
    State,
    observe,
    propose,
    risk,
    update,
)

from .draws import Floats, Ints
from .people import People
from .reports import DayReport, SessionReport
from .rule_checker import find_violations
from .simulation import OracleView, PolicyOffers

AUDIT_SHARE = 0.25  # share of sessions in which the risk of one practice at random is asked for
THERAPIST_PRESENT_SHARE = 0.1


class EnginePolicy:
    """One belief per client. Keeps what the scores need: predicted chances, an audit of random doses, times, faults.

    `tier`: one setting for everybody, whatever was judged at intake.
    """

    name = "engine"

    def __init__(
        self, name: str = "engine", check_rules: bool = True, audit: bool = True, tier: str | None = None
    ) -> None:
        self.name, self.check_rules, self.audit, self.tier = name, check_rules, audit, tier

    def begin(self, people: People) -> None:
        self.people = people
        self.limits = [replace(each, tier=self.tier or each.tier) for each in people.limits]
        self.beliefs: list[Belief] = [observe([], limits) for limits in self.limits]
        self.histories: list[list[Session]] = [[] for _ in people.limits]
        self.faults: Counter[str] = Counter()
        self.decision_s: list[float] = []
        self.offers: list[list[Offer]] = []
        self.states: list[State] = []
        self.predicted: list[Floats] = []
        self.audit_pairs: list[tuple[float, float]] = []

    def offer(self, t: int, told: DayReport, oracle_view: OracleView) -> PolicyOffers:
        self.states = [_reported_state(told, i) for i in range(self.people.n)]
        self.offers = [self._propose_offers(i, t) for i in range(self.people.n)]
        if self.audit:
            self._audit(t, oracle_view)
        picks = np.full((self.people.n, 3), -1)
        for i, offers in enumerate(self.offers):
            for column, offer in enumerate(offers[:-1]):
                picks[i, column] = _menu_index(offer)
        return PolicyOffers(picks)

    def limits_now(self, i: int, t: int) -> Limits:
        """In one session of ten the therapist is there."""
        limits = self.limits[i]
        if self.people.draws.u["with_therapist"][i, t] >= THERAPIST_PRESENT_SHARE:
            return limits
        return Limits.from_dict({**limits.to_dict(), "with_therapist": True})

    def _propose_offers(self, i: int, t: int) -> list[Offer]:
        menu, now = self.people.menus.items[i], float(self.people.t_days[i, t])
        limits = self.limits_now(i, t)
        began = thread_time()
        offers = propose(self.beliefs[i], self.states[i], menu, limits, now)
        self.decision_s.append(thread_time() - began)
        if self.check_rules:
            self.faults.update(find_violations(self.histories[i], self.states[i], menu, limits, offers))
        return offers

    def _audit(self, t: int, oracle_view: OracleView) -> None:
        u = self.people.draws.u["audit"][:, t]
        for i in np.flatnonzero(u < AUDIT_SHARE):
            k = int(u[i] / AUDIT_SHARE * oracle_view.p.shape[1])
            item: Item = self.people.menus.items[i][k]
            told = risk(self.beliefs[i], self.states[i], item, float(self.people.t_days[i, t]))
            self.audit_pairs.append((told.p, float(oracle_view.p[i, k])))

    def learn(self, t: int, told: DayReport, offered: PolicyOffers, chosen: Ints, report: SessionReport) -> None:
        self.predicted.append(np.array([self._predicted_risk(i, chosen[i]) for i in range(self.people.n)]))
        for i in map(int, np.flatnonzero(report.came)):
            session = self._build_session(i, t, int(chosen[i]), report)
            self.beliefs[i] = update(self.beliefs[i], session)
            self.histories[i].append(session)

    def _predicted_risk(self, i: int, chosen: int) -> float:
        offer = next((offer for offer in self.offers[i] if chosen >= 0 and _menu_index(offer) == chosen), None)
        return np.nan if offer is None or offer.p is None else offer.p

    def _build_session(self, i: int, t: int, chosen: int, report: SessionReport) -> Session:
        item = self.people.menus.items[i][chosen] if chosen >= 0 else None
        worse = int(report.felt_worse[i])
        return Session(
            t_days=float(self.people.t_days[i, t]),
            state=self.states[i],
            offered=[offer.id for offer in self.offers[i]],
            chosen=Chosen(item.family, item.level, item.minutes) if item else None,
            done_minutes=_none_if_nan(report.done_minutes[i]),
            after=After(
                _none_if_nan(report.activation[i]),
                _none_if_nan(report.safety[i]),
                None if report.settled[i] < 0 else bool(report.settled[i]),
                _none_if_nan(report.recovery_min[i]),
                bool(report.stopped_early[i]),
            ),
            next_day=NextDay(_none_if_nan(report.next_activation[i]), None if worse < 0 else bool(worse))
            if report.next_asked[i]
            else None,
        )


def _reported_state(told: DayReport, i: int) -> State:
    return State(_none_if_nan(told.activation[i]), _none_if_nan(told.safety[i]), _none_if_nan(told.hrv_z[i]))


def _none_if_nan(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _menu_index(offer: Offer) -> int:
    return -1 if offer.id == GROUNDING_OFFER.id else int(offer.id[:2])
