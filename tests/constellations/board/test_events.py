"""Events outlive the release that wrote them."""

from typing import Any

import msgspec
import pytest

from fotfeste.constellations.board import events as ev
from fotfeste.constellations.board.enums import Kind, Shape


class Told2(ev.ToldOf, frozen=True, tag=None):
    """ToldOf as it might be two versions on. A grandchild of Event, so that it is no kind of its own."""

    V = 3


def test_b54_older_versions_are_read_through_the_whole_chain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ev.KINDS, "ToldOf", Told2)
    chain = {
        ("ToldOf", 1): lambda old: {"activation": old["strain"], "safety": old.get("safety")},
        ("ToldOf", 2): lambda old: {**old, "activation": old["activation"] - 5},
    }
    assert ev.read_event("ToldOf", 1, {"seat": "a"}, {"strain": 7}, chain) == Told2(2, None)
    assert ev.read_event("ToldOf", 2, {}, {"activation": 7, "safety": 1}, chain) == Told2(2, 1)
    assert ev.read_event("ToldOf", 3, {}, {"activation": 2}, chain) == Told2(2)


@pytest.mark.parametrize(
    ("kind", "v"), [("Begun", 1), ("", 1), ("Event", 1), ("Moved", 2), ("Moved", 0), ("Moved", -1)]
)
def test_b54_an_unknown_kind_or_version_is_refused(kind: str, v: int) -> None:
    with pytest.raises(ev.UnknownEvent):
        ev.read_event(kind, v, {}, None)


def test_b54_every_older_version_has_its_step() -> None:
    assert set(ev.UPCASTERS) == {(name, v) for name, kind in ev.KINDS.items() for v in range(1, kind.V)}


def test_b54_what_came_later_has_defaults() -> None:
    """Only what was there from the first day may be asked for: the rest is absent in old rows."""
    old: dict[str, Any] = {"seat": "a", "figure": "f", "x": 1, "y": 2, "heading": 3}
    assert ev.read_event("Moved", 1, old, None) == ev.Moved("a", "f", 1, 2, 3)


def test_b54_what_does_not_fit_is_refused() -> None:
    wrong: tuple[ev.EventFields, ...] = ({}, {"to": "somewhere"}, {"to": 3})
    for clear in wrong:
        with pytest.raises(msgspec.ValidationError):
            ev.read_event("PhaseSet", 1, clear, None)


def test_b50_everything_sealed_may_be_missing() -> None:
    for kind in ev.KINDS.values():
        fields = {field.name: field for field in msgspec.structs.fields(kind)}
        assert set(kind.SEALED) <= set(fields)
        assert not [name for name in kind.SEALED if fields[name].required], kind


def test_b50_every_text_and_every_meaning_is_sealed() -> None:
    """In clear lie ids, places, times, phases and answers. A shape tells the kind, so it does not."""
    ids = {"seat", "figure", "mark", "start", "end", "to", "perception", "sentence"}
    for kind in ev.KINDS.values():
        for field in msgspec.structs.fields(kind):
            if field.name not in kind.SEALED:
                assert field.type is not str or field.name in ids, (kind, field.name)
                assert field.type not in (Kind, Shape)


def test_b50_the_two_parts_are_the_whole() -> None:
    added = ev.Added("f", Shape.OPEN, label="Mother", kind=Kind.PERSON)
    clear, sealed = ev.split_sealed(added)
    assert clear == {"figure": "f"} and sealed == {"shape": "open", "label": "Mother", "kind": "person"}
    assert ev.read_event("Added", 1, clear, sealed) == added
    assert ev.read_event("Added", 1, clear, None) == ev.Added("f")
