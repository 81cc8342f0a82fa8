"""A log as one seat saw it: the first whole view, then what each event changed in it. Pure.

A move is sent as four numbers, its wait and the way the hand went; anything else as what is different. Everything comes
from `project`, so nothing is here that the seat could not have seen then.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from fotfeste.constellations.board import State, events, evolve, project, project_event
from fotfeste.constellations.logbook import Entry
from fotfeste.constellations.session import telling

View = dict[str, Any]
SHOWN = ("phase", "frozen", "rows_shown", "figures", "lines", "zones")
LONGEST_WAIT_MS = 4_000  # a long silence is shortened; a page says so
LONGEST_PATH_MS = 20_000


def film(entries: Iterable[Entry], key: str) -> View:
    """`first` (a whole view), `frames` (what changed, and how long after), `seqs` of all of them."""
    frames = list(_frames(entries, key))
    first = frames[0] if frames else {"seq": 0, "phase": "", "figures": {}, "lines": {}, "zones": {}, "heard": []}
    return {"first": first, "frames": frames[1:]}


def _frames(entries: Iterable[Entry], key: str) -> Iterator[View]:
    state, at = State(), None
    shown: View | None = None
    for entry in entries:
        state = evolve(state, entry.event)
        moved: View | None = project_event(state, entry.event, key) if shown else None
        frame = _moved(moved, entry) if moved else _changed(shown, _shown(state, key))
        if frame is None:
            continue
        wait_ms = 0 if at is None else round((entry.at - at).total_seconds() * 1000)
        at = entry.at
        shown = _after(shown, frame)
        yield frame | {"seq": state.seq, "wait": min(max(wait_ms, 0), LONGEST_WAIT_MS)}


def _moved(moved: View, entry: Entry) -> View:
    """The path is the way that was seen by everyone who was there."""
    [(figure, at)] = moved["moved"].items()
    path = entry.event.path if isinstance(entry.event, events.Moved) else ()
    frame: View = {"moved": [figure, *at]}
    return frame | ({"path": _bounded(path)} if len(path) > 1 else {})


def _bounded(path: tuple[tuple[int, int, int], ...]) -> list[list[int]]:
    begun, longest = path[0][2], max(path[-1][2] - path[0][2], 1)
    slower = max(longest / LONGEST_PATH_MS, 1)
    return [[x, y, round((ms - begun) / slower)] for x, y, ms in path]


def _shown(state: State, key: str) -> View | None:
    """What a replay shows of a view; None while this seat was not let in."""
    view = project(state, key)
    return {part: view[part] for part in SHOWN} | {"heard": heard(view)} if view["phase"] else None


def heard(view: View) -> list[str]:
    """What was felt and said, in words. Offers nobody has answered are not part of a looking back."""
    answered = [each for each in view["sentences"] if each["answer"] in ("spoken", "changed")]
    kept = [each for each in view["perceptions"] if not each["put_away"] and _has_words(each)]
    return telling.felt(view | {"perceptions": kept}) + telling.sentences(view | {"sentences": answered})


def _has_words(felt: View) -> bool:
    return any(felt[part] not in ("", None) for part in ("region", "quality", "intensity", "impulse", "words"))


def _changed(before: View | None, after: View | None) -> View | None:
    """What is different; the whole the first time; None when nothing is. A figure that went is null."""
    if after is None or before is None:
        return after
    change = {part: after[part] for part in after if part != "figures" and after[part] != before[part]}
    old, new = before["figures"], after["figures"]
    figures = {key: new.get(key) for key in {**old, **new} if new.get(key) != old.get(key)}
    return change | ({"figures": figures} if figures else {}) or None


def _after(before: View | None, frame: View) -> View:
    if before is None:
        return frame
    if "moved" in frame:
        figure, *at = frame["moved"]
        there = before["figures"][figure] | {"at": at, "on_board": True}
        return before | {"figures": before["figures"] | {figure: there}}
    kept = before["figures"] | frame.get("figures", {})
    return before | frame | {"figures": {key: figure for key, figure in kept.items() if figure is not None}}
