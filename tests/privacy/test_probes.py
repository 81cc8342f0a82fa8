"""Random people reach for random things, by every way there is: nothing leaks. 2,000 always, 100,000 with LONG."""

import os
import random
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from fotfeste.body.ask_me.services import mark_taken_up, remove_ask_me
from fotfeste.body.moments.services import remove_moment, set_moment_words
from fotfeste.care.notes.services import add_to_note, discard_draft, sign_note
from fotfeste.kit.errors import Sentence
from fotfeste.kit.idempotency import new_id
from fotfeste.people.models import Person
from fotfeste.privacy.access import Act, require
from fotfeste.safety.services import mark_read, remove_anchor
from tests.cast import NOW
from tests.http.test_gate import ROUTES, names_a_thing, undone
from tests.privacy.world import Thing, World, make_world

LONG = os.environ.get("FOTFESTE_LONG") == "1"
OFTEN = 50  # probes between two turns of consents, bonds and roles
PROBES, TURN_EVERY = (100_000, 2 * OFTEN) if LONG else (2_000, OFTEN)
SEED = 20_261_124
ACTS = [Act.BE, Act.KEEP, Act.FOLLOW, Act.SEE_TRACES, Act.READ_NOTES, Act.WRITE_NOTES]
KIND_OF = {
    "client": "client",
    "moment": "moment",
    "ask_me": "ask_me",
    "run_id": "run",
    "anchor": "anchor",
    "entry": "harm",
    "note": "note",
    "invitation": "invitation",
}
ROUTES_TO: dict[str, list[tuple[str, str]]] = {}
for _route, _converters in ROUTES.items():
    if names_a_thing(_route) and len(_converters) == 1 and (_name := next(iter(_converters))) in KIND_OF:
        ROUTES_TO.setdefault(KIND_OF[_name], []).append((_route, _name))
OVERVIEWS = (
    "/today/",
    "/clients/",
    "/lead/",
    "/institute/",
    "/institute/people/",
    "/traces/",
    "/me/",
    "/tell/",
    "/readers/",
    "/anchors/",
    "/next-time/",
    "/practise/",
    "/now/safety/",
    "/copy/",
    "/no-such/",
)
CANARY = re.compile(r"kanari(?:invitert)?\d+")


class Probe:
    """Asks one way and says what came of it: leaked, denied too much, or as it should be."""

    def __init__(self, world: World):
        self.world, self.dice = world, world.dice
        self.browsers: dict[str, Client] = {}
        self.counts: Counter[str] = Counter()
        self.shown: Counter[str] = Counter()
        self.leaks: list[str] = []
        self.denied: list[str] = []
        self.canaries = {thing.canary: thing for thing in world.things if thing.canary}

    def judge(self, way: str, actor: str, what: str, allowed: bool, given: bool) -> None:
        self.counts[way] += 1
        self.shown[way] += given
        if given and not allowed:
            self.leaks.append(f"{way}: {actor} -> {what}")
        if allowed and not given:
            self.denied.append(f"{way}: {actor} -> {what}")

    def by_rows(self, actor: str, thing: Thing) -> None:
        rows: Any = type(thing.row)._default_manager
        if hasattr(rows, "visible_to"):
            given = rows.visible_to(self.world.people[actor]).filter(pk=thing.row.pk).exists()
            self.judge("rows", actor, f"{thing.kind} of {thing.client}", self.world.sees(actor, thing), given)

    def by_act(self, actor: str, thing: Thing) -> None:
        if thing.client:
            act = self.dice.choice(ACTS)
            given = passes(lambda: require(self.world.people[actor], act, self.world.people[thing.client]))
            self.judge("act", actor, f"{act} {thing.client}", self.world.may(actor, act, thing.client), given)

    def by_service(self, actor: str, thing: Thing) -> None:
        """A write on somebody's thing, as a view that forgot to ask would call it."""
        found = list(SERVICES.get(thing.kind, []))
        if not found:
            return
        act, call = self.dice.choice(found)
        allowed = (
            self.world.may(actor, act, thing.client) if act else self.world.sees(actor, thing) and thing.by == actor
        )
        if act is Act.WRITE_NOTES:
            allowed = allowed and self.world.sees(actor, thing)
        with undone():
            row = type(thing.row)._default_manager.get(pk=thing.row.pk)
            given = passes(lambda: call(self.world.people[actor], row))
        self.counts["service"] += 1
        self.shown["service"] += given
        if given and not allowed:
            self.leaks.append(f"service: {actor} -> {thing.kind} of {thing.client} ({thing.state}, {thing.by})")

    def by_page(self, actor: str, thing: Thing) -> None:
        route, name = self.dice.choice(ROUTES_TO[thing.kind]) if thing.kind in ROUTES_TO else ("", "")
        if not route:
            return self.by_overview(actor)
        path, method = reverse(route, kwargs={name: thing.row.pk}), self.dice.choice(("get", "post"))
        status = self._open(actor, method, path)
        if not self.world.sees(actor, thing) and status not in {404, 405}:
            self.leaks.append(f"page: {actor} {method} {route} {thing.client}: {status}")
        return None

    def by_overview(self, actor: str) -> None:
        self._open(actor, self.dice.choice(("get", "get", "post")), self.dice.choice(OVERVIEWS))

    def _open(self, actor: str, method: str, path: str) -> int:
        form = {"row": str(new_id()), "words": "noe", "body": "noe", "move": "next", "step": "", "confirm": "on"}
        browser = self._browser(actor)
        with undone():
            answer = getattr(browser, method)(path, form if method == "post" else None)
        self.counts["page"] += 1
        text = answer.content.decode("utf-8", "ignore") if not answer.streaming else ""
        for canary in set(CANARY.findall(text)):
            self.shown["page"] += 1
            if canary not in self.canaries or not self.world.sees(actor, self.canaries[canary]):
                self.leaks.append(f"page: {actor} {method} {path} shows {canary}")
        leads_to_sign_in = answer.headers.get("Location", "").startswith("/account/login/")
        asked_to_sign_in = leads_to_sign_in or answer.status_code == 401
        return 404 if asked_to_sign_in else int(answer.status_code)

    def _browser(self, actor: str) -> Client:
        if actor not in self.browsers:
            self.browsers[actor] = Client(raise_request_exception=False)
            if actor and actor not in self.world.gone:
                self.browsers[actor].force_login(Person.objects.get(pk=self.world.people[actor].pk))
        return self.browsers[actor]


def passes(call: Callable[[], Any]) -> bool:
    try:
        call()
    except Http404:
        return False
    except Sentence:  # allowed, but not as things stand: nothing is given
        return False
    return True


SERVICES: dict[str, list[tuple[Act | None, Callable[[Person, Any], Any]]]] = {
    "moment": [
        (Act.BE, lambda actor, row: remove_moment(actor=actor, moment=row)),
        (Act.KEEP, lambda actor, row: set_moment_words(actor=actor, moment=row, words="x")),
    ],
    "ask_me": [
        (Act.BE, lambda actor, row: remove_ask_me(actor=actor, ask_me=row)),
        (Act.SEE_TRACES, lambda actor, row: mark_taken_up(actor=actor, ask_me=row, now=NOW)),
    ],
    "anchor": [(Act.BE, lambda actor, row: remove_anchor(actor=actor, anchor=row))],
    "harm": [(None, lambda actor, row: mark_read(actor=actor, entry=row, now=NOW))],
    "note": [
        (Act.WRITE_NOTES, lambda actor, row: sign_note(actor=actor, note=row, seen=row.changed_at, now=NOW)),
        (Act.WRITE_NOTES, lambda actor, row: discard_draft(actor=actor, note=row)),
        (Act.WRITE_NOTES, lambda actor, row: add_to_note(actor=actor, note=row, row=new_id(), body="x", now=NOW)),
    ],
}


def run_probes(world: World, number: int, turn_every: int) -> Probe:
    probe = Probe(world)
    ways = [(probe.by_rows, 68), (probe.by_act, 24), (probe.by_service, 5), (probe.by_page, 2), (probe.by_overview, 1)]
    while probe.counts.total() < number:
        if probe.counts.total() % turn_every == 0:
            world.turn()
        way: Any = world.dice.choices([each for each, _ in ways], [weight for _, weight in ways])[0]
        thing = world.dice.choice(world.things)
        actor = world.dice.choice(world.near(thing) if world.dice.random() < 0.5 else [*world.people])
        if way == probe.by_overview:
            probe.by_overview(world.dice.choice(["", actor]))
        elif way == probe.by_page:
            probe.by_page(world.dice.choice(["", actor, actor, actor]), thing)
        else:
            way(actor, thing)
    return probe


def test_no_probe_finds_what_is_not_hers_to_see(db: None) -> None:
    probe = run_probes(make_world(random.Random(SEED)), PROBES, TURN_EVERY)  # noqa: S311  # a test's dice
    counts = {way: f"{number} ({probe.shown[way]} shown)" for way, number in probe.counts.items()}
    print(f"\n{probe.counts.total()} probes: {len(probe.leaks)} leaks, {len(probe.denied)} denied too much: {counts}")
    assert not probe.leaks, probe.leaks[:10]
    assert not probe.denied, probe.denied[:10]
    assert all(probe.shown[way] for way in ("rows", "act", "service", "page")), "a way that never shows proves nothing"


@pytest.mark.parametrize(
    ("what", "then"),
    [
        ("fotfeste.privacy.access._has_consented", "consent is not asked"),
        ("fotfeste.privacy.access._has_open_bond", "the bond is not asked"),
    ],
)
def test_a_rule_left_out_would_be_seen(db: None, monkeypatch: pytest.MonkeyPatch, what: str, then: str) -> None:
    from django.db.models import Q

    world = make_world(random.Random(SEED))  # noqa: S311
    monkeypatch.setattr(what, lambda *_: Q())
    assert run_probes(world, 400, OFTEN).leaks, then
