"""What a population is made of. `base` is mixed; every other world turns one mechanism up, the last turns up all."""

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class World:
    """Shares are of clients unless the name says otherwise; sizes are in log-load unless said otherwise."""

    name: str = "base"
    about: str = "a mixed population"
    body: str = "margin"  # how these bodies work: one of `simulation.BODIES`
    capacity_mean: float = 3.75
    capacity_sd: float = 0.7
    slope: float = 2.4
    level_weight: float = 0.55
    minutes_weight: float = 1.0
    # how overwhelm follows the margin: logistic for the rest
    step: float = 0.1
    probit: float = 0.15
    heavy: float = 0.1
    # how capacity grows: near capacity for the rest
    grows_by_dose: float = 0.2
    grows_slowly: float = 0.2
    grows_never: float = 0.15
    # what overwhelm does
    setback: float = 0.2
    sensitising: float = 0.15
    fatigue: float = 0.5
    delayed: float = 0.1
    # who is who
    shutdown: float = 0.25
    quiet_harm: float = 0.25
    harmful_family: float = 0.1
    harmful_offset: float = 1.2
    sensitivity: float = 1.0
    relapse: float = 0.12
    drift_sd: float = 0.03
    gappy: float = 0.1
    # what is told
    effort: float = 1.0
    state_noise: float = 1.0
    hrv_noise: float = 1.0
    silence: float = 0.1
    silent_when_hard: float = 0.25
    next_asked: float = 0.7
    never_recovery: float = 0.25
    under_report: float = 0.15
    brave: float = 0.1
    false_alarm: float = 0.025
    state_untold: float = 0.03
    tier_wrong: float = 0.25
    tier_flattered: float = 0.5
    eager: float = 0.1


BASE = World()


def _shifted_world(name: str, about: str, **changes: Any) -> World:
    return replace(BASE, name=name, about=about, **changes)


_ALL = (
    BASE,
    _shifted_world("tender", "capacity lower by .4 throughout", capacity_mean=3.35),
    _shifted_world("other-map", "levels ask more of everyone, minutes less", level_weight=0.75, minutes_weight=0.75),
    _shifted_world("steep", "steps and steep curves", step=0.7, slope=3.6),
    _shifted_world("flat", "shallow curves", slope=1.7, step=0.0),
    _shifted_world("heavy-tail", "overwhelm also well below capacity, for most", heavy=0.7),
    _shifted_world("no-growth", "capacity does not grow", grows_never=1.0, grows_by_dose=0.0, grows_slowly=0.0),
    _shifted_world("setback", "every overwhelm takes capacity back and sensitises", setback=1.0, sensitising=0.6),
    _shifted_world("fatigue", "a hard session weighs twice as much in the days after", fatigue=1.0),
    _shifted_world(
        "shutdown", "most are prone to shutdown, and quiet practices harm there", shutdown=0.8, quiet_harm=0.8
    ),
    _shifted_world("sensitive", "the day weighs half as much again", sensitivity=1.5),
    _shifted_world("harmful-family", "everyone has one family that harms", harmful_family=1.0),
    _shifted_world(
        "delayed", "overwhelm shows the day after only, for most; asked of half", delayed=0.8, next_asked=0.5
    ),
    _shifted_world("relapse", "most lose capacity suddenly once", relapse=0.8),
    _shifted_world("drift", "capacity wanders", drift_sd=0.09),
    _shifted_world("gaps", "most stay away for weeks now and then", gappy=0.8),
    _shifted_world("wrong-intake", "most tiers are wrong, mostly too high", tier_wrong=0.7, tier_flattered=0.85),
    _shifted_world("misreport", "overwhelm told as fine, days told as better", under_report=0.4, brave=0.6),
    _shifted_world("false-alarm", "overwhelm told where there was none", false_alarm=0.1),
    _shifted_world("noisy-state", "what is told of the day is twice as noisy", state_noise=2.0, hrv_noise=2.0),
    _shifted_world("no-recovery", "nobody tells the time until rest", never_recovery=1.0),
    _shifted_world("silence-30", "30 % of reports missing at random", silence=0.3),
    _shifted_world("silent-80", "80 % of reports missing after overwhelm", silent_when_hard=0.8),
    _shifted_world("silent-95", "95 % of reports missing after overwhelm", silent_when_hard=0.95),
    _shifted_world("effort-hidden", "what is told after shows nothing of the effort short of overwhelm", effort=0.0),
    _shifted_world("eager", "most take the largest amount there is", eager=0.7),
    _shifted_world(
        "everything-wrong",
        "all of it at once",
        capacity_mean=3.35,
        heavy=0.25,
        step=0.25,
        setback=0.5,
        sensitising=0.4,
        fatigue=0.75,
        delayed=0.5,
        next_asked=0.5,
        shutdown=0.5,
        quiet_harm=0.5,
        harmful_family=0.4,
        sensitivity=1.3,
        relapse=0.4,
        drift_sd=0.06,
        gappy=0.4,
        state_noise=1.6,
        hrv_noise=2.0,
        silence=0.15,
        silent_when_hard=0.8,
        never_recovery=0.6,
        under_report=0.45,
        brave=0.5,
        false_alarm=0.03,
        tier_wrong=0.7,
        tier_flattered=0.85,
        eager=0.4,
    ),
)
_OTHER_BODIES = (
    _shifted_world("window", "a window of arousal: excursions, no load; families differ by person", body="window"),
    _shifted_world("reserve", "a reserve that is drawn on and fills again; costs multiply", body="reserve"),
)
WORLDS = {world.name: world for world in (*_ALL, *_OTHER_BODIES)}
