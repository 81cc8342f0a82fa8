"""Who may look back, when, at what: by role, consent and blind level; and that words taken back are gone."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import Phase, Purpose
from fotfeste.constellations.models import Constellation
from fotfeste.constellations.replay.replay_frames import REPLAYED_PARTS, build_replay
from fotfeste.constellations.store.event_store import load_entries, load_state
from fotfeste.privacy.models import TrailEntry
from tests.cast import Cast
from tests.constellations.canaries import Canaries, find_canaries, visible_words
from tests.constellations.make_constellation import plan_constellation, run_command
from tests.constellations.random_histories import History
from tests.constellations.replay.event_logs import iterate_states, make_log_entries
from tests.constellations.replay.led_constellation import (
    CANARY,
    PATH,
    LedConstellation,
    lead_constellation,
    open_for_replay,
)
from tests.constellations.session.form_browser import browser_of, guest_browser
from tests.constellations.wire import wire_view

NAMES = ("thea", "ana", "iben", "per")


def url(one: Constellation, name: str = "replay") -> str:
    return reverse(f"constellations:{name}", args=[one.pk])


def browsers(cast: Cast, made: LedConstellation) -> dict[str, Client]:
    return {
        "thea": browser_of(cast.thea),
        "ana": browser_of(cast.ana),
        "iben": guest_browser(made.iben),
        "per": guest_browser(made.per),
    }


def is_replay_shown(browser: Client, one: Constellation) -> bool:
    answer = browser.get(url(one))
    return answer.status_code == 200 and b"<board-replay" in answer.content


# ---- who, and when ---------------------------------------------------------------------------------------------------


def test_the_first_time_whoever_led_opens_it(cast: Cast) -> None:
    made = lead_constellation(cast)
    there = browsers(cast, made)
    assert not any(is_replay_shown(browser, made.one) for browser in there.values())
    for name in ("ana", "iben", "per"):
        assert there[name].post(url(made.one)).status_code == 404
    assert b"<form" in there["thea"].get(url(made.one)).content
    assert there["thea"].post(url(made.one)).status_code == 302
    assert [name for name in NAMES if is_replay_shown(there[name], made.one)] == ["thea", "ana", "iben"]
    first = Constellation.objects.get(pk=made.one.pk).looked_back_at
    assert there["thea"].post(url(made.one)).status_code == 404
    assert Constellation.objects.get(pk=made.one.pk).looked_back_at == first


def test_an_observer_never_looks_back(cast: Cast) -> None:
    made = open_for_replay(lead_constellation(cast))
    assert guest_browser(made.per).get(url(made.one)).status_code == 404
    assert guest_browser(made.per).get(url(made.one, "export")).status_code == 404


@pytest.mark.parametrize("missing", NAMES)
def test_without_every_yes_nothing_is_shown(cast: Cast, missing: str) -> None:
    made = open_for_replay(lead_constellation(cast))
    run_command(getattr(made, missing), do.Consent(Purpose.RECORD, False))
    there = browsers(cast, made)
    assert not any(is_replay_shown(there[name], made.one) for name in NAMES)
    for name in ("thea", "iben", "per"):
        assert there[name].get(url(made.one, "export"), {"seq": "12"}).status_code == 404
    assert CANARY not in there["iben"].get(url(made.one)).content.decode()


@pytest.mark.parametrize("phase", [Phase.CLOSING, Phase.DEROLING])
def test_nobody_looks_back_before_everyone_is_out_of_the_roles(cast: Cast, phase: Phase) -> None:
    made = open_for_replay(lead_constellation(cast, until=phase))
    assert not any(is_replay_shown(browser, made.one) for browser in browsers(cast, made).values())


def test_a_client_alone_opens_it_herself(cast: Cast) -> None:
    one = plan_constellation(cast, mode="solo")
    ana = one.seats.get()
    run_command(ana, do.Consent(Purpose.TAKE_PART))
    run_command(ana, do.Consent(Purpose.RECORD))
    for phase in ("arriving", "intention", "choosing", "placing", "closing", "deroling", "aftercare", "closed"):
        run_command(ana, do.SetPhase(Phase(phase)))
    assert is_replay_shown(browser_of(cast.ana), one)


def test_strangers_find_nothing(cast: Cast) -> None:
    made, other = open_for_replay(lead_constellation(cast)), lead_constellation(cast)
    for page in ("replay", "export", "sheet", "wall"):
        for stranger in (cast.noor, cast.mika, cast.sol):
            assert browser_of(stranger).get(url(made.one, page)).status_code == 404
        assert guest_browser(other.iben).get(url(made.one, page)).status_code == 404
        assert Client().get(url(made.one, page)).status_code == 302


def test_when_the_client_takes_back_her_yes_the_others_find_nothing(cast: Cast) -> None:
    made = open_for_replay(lead_constellation(cast))
    run_command(made.ana, do.Consent(Purpose.TAKE_PART, False))
    for browser in (browser_of(cast.thea), guest_browser(made.iben)):
        assert browser.get(url(made.one)).status_code == 404
    assert is_replay_shown(browser_of(cast.ana), made.one)


def test_the_therapists_looking_back_is_in_the_trail(cast: Cast) -> None:
    made = open_for_replay(lead_constellation(cast))
    before = TrailEntry.objects.filter(client=cast.ana, verb="read", what="constellation").count()
    browser_of(cast.thea).get(url(made.one))
    assert TrailEntry.objects.filter(client=cast.ana, verb="read", what="constellation").count() == before + 1


# ---- at what ---------------------------------------------------------------------------------------------------------


def parse_film(html: str) -> dict[str, Any]:
    found = re.search(r'id="board-film"[^>]*>(.*?)</script>', html, re.S)
    assert found
    return json.loads(found[1])


@pytest.mark.parametrize("blind", [0, 1, 2, 3])
def test_each_sees_what_they_saw_in_their_own_place(cast: Cast, blind: int) -> None:
    made = open_for_replay(lead_constellation(cast, blind=blind))
    there = browsers(cast, made)
    for seq in ("", "20", "999999"):
        iben = there["iben"].get(url(made.one), {"seq": seq}).content.decode()
        assert (f"{CANARY}-mor" in iben) == (blind == 0)
        assert f"{CANARY}-tema" not in iben
        assert ("maske-B" in iben) == (blind in (0, 1))
        assert "ibens-ord" in iben  # her own
        assert f"{CANARY}-mor" in there["ana"].get(url(made.one), {"seq": seq}).content.decode()


def test_the_hesitation_of_the_hand_is_in_it(cast: Cast) -> None:
    made = open_for_replay(lead_constellation(cast))
    frames = parse_film(browser_of(cast.ana).get(url(made.one)).content.decode())["frames"]
    moved = [frame for frame in frames if frame.get("moved", [""])[0] == made.mother and "path" in frame]
    assert [frame["path"] for frame in moved] == [[list(point) for point in PATH]]
    assert moved[0]["moved"] == [made.mother, 400, 400, 120, 0]


@pytest.mark.parametrize("who", ["ana", "iben"])
def test_words_that_were_taken_back_are_gone(cast: Cast, who: str) -> None:
    made = open_for_replay(lead_constellation(cast))
    run_command(made.iben, do.TakeBackWords())
    browser = browsers(cast, made)[who]
    html = browser.get(url(made.one)).content.decode()
    assert "ibens-ord" not in html and "6 av 10" not in html
    assert "ibens-ord" not in browser.get(url(made.one, "export"), {"seq": "30"}).content.decode()


@pytest.mark.parametrize("seed", range(25))
def test_a_film_played_to_its_end_is_what_the_seat_sees_and_holds_no_word_it_may_not(seed: int) -> None:
    """In random histories, for every seat: also for whoever came late, stepped out or never was let in."""
    history = History(seed, words=Canaries()).play()
    log = make_log_entries(history.events)
    for key in history.state.seats:
        reel = build_replay(log, key)
        seen = reel["first"]
        for frame in reel["frames"]:
            seen = apply_frame(seen, frame)
        view = wire_view(history.state, key)
        if view["phase"]:
            assert {part: seen[part] for part in REPLAYED_PARTS} == {part: view[part] for part in REPLAYED_PARTS}


def test_of_planted_words_a_film_holds_what_the_seat_has_ever_seen() -> None:
    for seed in range(8):
        history = History(seed, steps=40, words=Canaries()).play()
        log = make_log_entries(history.events)
        for key in history.state.seats:
            allowed = set().union(*(visible_words(state, key) for state in iterate_states(history.events)))
            assert find_canaries(json.dumps(build_replay(log, key), ensure_ascii=False)) <= allowed


def apply_frame(seen: dict, frame: dict) -> dict:  # type: ignore[type-arg]
    """As static/js/board/replay-frames.js does it."""
    if "moved" in frame:
        figure, *at = frame["moved"]
        return seen | {"figures": seen["figures"] | {figure: seen["figures"][figure] | {"at": at, "on_board": True}}}
    figures = seen["figures"] | frame.get("figures", {})
    return seen | frame | {"figures": {key: each for key, each in figures.items() if each is not None}}


def test_a_long_film_stays_light(cast: Cast) -> None:
    made = lead_constellation(cast, until=Phase.CLOSING)
    for n in range(200):
        run_command(made.thea, do.Move(made.mother, 100 + n, 500))
    reel = build_replay(load_entries(made.one.pk), made.ana.key)
    moves = [frame for frame in reel["frames"] if "moved" in frame]
    assert len(moves) >= 200
    assert len(json.dumps(moves)) / len(moves) < 100  # bytes to a move
    assert load_state(made.one.pk).seq == reel["frames"][-1]["seq"]
