"""A log as one seat saw it: the first whole view, then what each event changed in it. Pure.

A move is sent as four numbers, its wait and the way the hand went; anything else as what is different. Everything comes
from `seat_view`, so nothing is here that the seat could not have seen then.
"""

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

import msgspec
from msgspec.structs import replace

from fotfeste.constellations.board import BoardView, MoveView, State, events, evolve, seat_view, seat_view_of_event
from fotfeste.constellations.board.enums import Answer
from fotfeste.constellations.board.view_types import ViewPerception
from fotfeste.constellations.language import describe
from fotfeste.constellations.store.event_store import LogEntry

Frame: TypeAlias = dict[str, Any]  # as the film is sent; its parts are those of a view
REPLAYED_PARTS = ("phase", "frozen", "rows_shown", "figures", "lines", "zones")
MAX_WAIT_MS = 4_000  # a long silence is shortened; a page says so
MAX_PATH_MS = 20_000


def build_replay(entries: Iterable[LogEntry], key: str) -> Frame:
    """`first` (a whole view), `frames` (what changed, and how long after), `seqs` of all of them."""
    frames = list(_iterate_frames(entries, key))
    first = frames[0] if frames else {"seq": 0, "phase": "", "figures": {}, "lines": {}, "zones": {}, "heard": []}
    return {"first": first, "frames": frames[1:]}


def _iterate_frames(entries: Iterable[LogEntry], key: str) -> Iterator[Frame]:
    state, at = State(), None
    shown: Frame | None = None
    for entry in entries:
        state = evolve(state, entry.event)
        moved = seat_view_of_event(state, entry.event, key) if shown else None
        frame = _move_frame(moved, entry) if moved else _view_difference(shown, _replayed_view(state, key))
        if frame is None:
            continue
        wait_ms = 0 if at is None else round((entry.at - at).total_seconds() * 1000)
        at = entry.at
        shown = _apply_frame(shown, frame)
        yield frame | {"seq": state.seq, "wait": min(max(wait_ms, 0), MAX_WAIT_MS)}


def _move_frame(moved: MoveView, entry: LogEntry) -> Frame:
    """The path is the way that was seen by everyone who was there."""
    [(figure, at)] = moved.moved.items()
    path = entry.event.path if isinstance(entry.event, events.Moved) else ()
    frame: Frame = {"moved": [figure, *at]}
    return frame | ({"path": _shorten_path(path)} if len(path) > 1 else {})


def _shorten_path(path: tuple[tuple[int, int, int], ...]) -> list[list[int]]:
    begun, longest = path[0][2], max(path[-1][2] - path[0][2], 1)
    slower = max(longest / MAX_PATH_MS, 1)
    return [[x, y, round((ms - begun) / slower)] for x, y, ms in path]


def _replayed_view(state: State, key: str) -> Frame | None:
    """What a replay shows of a view; None while this seat was not let in."""
    view = seat_view(state, key)
    if not isinstance(view, BoardView):
        return None
    shown: Frame = msgspec.json.decode(msgspec.json.encode({part: getattr(view, part) for part in REPLAYED_PARTS}))
    return shown | {"heard": describe_perceptions_and_sentences(view)}


def describe_perceptions_and_sentences(view: BoardView) -> list[str]:
    """What was felt and said, in words. Offers nobody has answered are not part of a looking back."""
    answered = [each for each in view.sentences if each.answer in (Answer.SPOKEN, Answer.CHANGED)]
    kept = [each for each in view.perceptions if not each.put_away and _has_words(each)]
    return describe.describe_perceptions(replace(view, perceptions=kept)) + describe.describe_sentences(
        replace(view, sentences=answered)
    )


def _has_words(felt: ViewPerception) -> bool:
    said = (felt.region, felt.quality, felt.intensity, felt.impulse, felt.words)
    return any(part not in ("", None) for part in said)


def _view_difference(before: Frame | None, after: Frame | None) -> Frame | None:
    """What is different; the whole the first time; None when nothing is. A figure that went is null."""
    if after is None or before is None:
        return after
    change = {part: after[part] for part in after if part != "figures" and after[part] != before[part]}
    old, new = before["figures"], after["figures"]
    figures = {key: new.get(key) for key in {**old, **new} if new.get(key) != old.get(key)}
    return change | ({"figures": figures} if figures else {}) or None


def _apply_frame(before: Frame | None, frame: Frame) -> Frame:
    if before is None:
        return frame
    if "moved" in frame:
        figure, *at = frame["moved"]
        there = before["figures"][figure] | {"at": at, "on_board": True}
        return before | {"figures": before["figures"] | {figure: there}}
    kept = before["figures"] | frame.get("figures", {})
    return before | frame | {"figures": {key: figure for key, figure in kept.items() if figure is not None}}
