"""A cellar without a connection: check-in and practice go on, lie on the phone, and arrive once each."""

import json
import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, Route, expect

from tests.walks.accessibility import AccessibilityCheck, find_violations
from tests.walks.conftest import PATIENT_MS, Site, fotfeste_command, free_port, start_server
from tests.walks.navigation import follow
from tests.walks.translations import Translations

CANARY = "kanarifuglen synger i kjelleren"
ROW_COUNTS = {
    "check_ins": "SELECT count(*) FROM fotfeste_checkin",
    "runs": "SELECT count(*) FROM fotfeste_run",
    "moments": "SELECT count(*) FROM fotfeste_moment",
}
READ_ROWS = """
import json
from fotfeste.kit.keyring import keyring
from fotfeste.body.models import CheckIn, Moment
from fotfeste.practices.models import Run
with keyring():
    runs = [[r.course.slug, r.course.ended, r.course.activation] for r in Run.objects.order_by("started_at")]
    said = [c.answers for c in CheckIn.objects.order_by("at")]
    said = [[a.activation, a.head_safe, a.thought, a.words] for a in said]
    print(json.dumps({"check_ins": said, "runs": runs, "moments": [m.words for m in Moment.objects.order_by("at")]}))
"""
NOTED = """async () => {
  if (!(await indexedDB.databases()).some(({ version }) => version === 2)) return false;  // the page makes it, not we
  const asked = indexedDB.open("fotfeste");
  const db = await new Promise(r => asked.onsuccess = () => r(asked.result));
  const got = db.transaction("notes").objectStore("notes").get("who");
  const who = await new Promise(r => got.onsuccess = () => r(got.result));
  db.close();
  return who?.keeps === true;
}"""


BOTH_WHOLE = """async () => {
  const { installing, waiting, active } = await navigator.serviceWorker.ready;
  const all = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const last = await Promise.all(all.map((cache) => cache.match("/help/?language=en", { ignoreVary: true })));
  return !installing && !waiting && active.state === "activated" && last.length === 2 && last.every(Boolean);
}"""


@dataclass
class OfflineDemo:
    """A demo of its own, whose server can go and come back."""

    site: Site
    port: int
    process: subprocess.Popen[bytes] | None = None
    before: dict[str, int] = field(default_factory=dict)

    def open(self, settings: dict[str, str] | None = None) -> None:
        command = fotfeste_command("demo", "--home", str(self.site.home), "--port", str(self.port))
        self.process = start_server(command, f"{self.site.url}/help/", settings)

    def close(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(20)
            self.process = None

    def saved_rows(self) -> dict[str, list[Any]]:
        environment = {**os.environ, "FOTFESTE_HOME": str(self.site.home), "FOTFESTE_DEMO": "1"}
        environment.pop("FOTFESTE_STATIC", None)
        run = subprocess.run(
            fotfeste_command("django", "shell", "-v", "0", "-c", READ_ROWS),
            env=environment,
            capture_output=True,
            check=True,
        )
        found: dict[str, list[Any]] = json.loads(run.stdout.splitlines()[-1])
        return found

    def count_rows(self) -> dict[str, int]:
        """How many there are, without opening any: that needs no Django, which takes a second to start."""
        with closing(sqlite3.connect(self.site.home / "fotfeste.sqlite3")) as database:
            return {kind: database.execute(count).fetchone()[0] for kind, count in ROW_COUNTS.items()}

    def new_rows(self) -> dict[str, list[Any]]:
        """What has come since `before`."""
        now = self.saved_rows()
        return {kind: rows[self.before[kind] :] for kind, rows in now.items()}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfflineDemo]:
    port = free_port()
    house = OfflineDemo(Site(f"http://localhost:{port}", tmp_path_factory.mktemp("cellar")), port)
    house.open()
    yield house
    house.close()


@pytest.fixture
def ana(context_of: Callable[..., BrowserContext], house: OfflineDemo) -> Page:
    """Ana's phone: signed in, and the shell kept."""
    house.before = house.count_rows()
    context = context_of()
    page = context.new_page()
    sign_in_through(page, house)
    wait_until_ready(page)
    return page


def sign_in_through(page: Page, house: OfflineDemo, door: str = "client") -> None:
    page.goto(house.site.url)
    page.locator(f"form[action='/demo/{door}/'] button").click()
    page.wait_for_url(lambda url: not url.endswith(f":{house.port}/"))


def wait_until_ready(page: Page) -> None:
    """The worker has taken over and the page has noted who is here."""
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    wait_until(page, NOTED)


def wait_until(page: Page, script: str) -> None:
    """`wait_for_function` does not wait for a promise: it takes the promise for a yes."""
    deadline = time.monotonic() + PATIENT_MS / 1000
    while not page.evaluate(script):
        assert time.monotonic() < deadline, script
        page.wait_for_timeout(100)


def press_step_button(page: Page, value: str) -> None:
    page.locator(f"[data-step]:not([hidden]) button[value={value}]").click()


def test_open_go_offline_practise_check_in_reload_come_back(
    ana: Page, house: OfflineDemo, words: Translations, accessibility: AccessibilityCheck
) -> None:
    ana.goto(f"{house.site.url}/practise/jording/")
    ana.get_by_role("button", name=words("Begin"), exact=True).click()
    ana.wait_for_url("**/run/**")
    ana.wait_for_timeout(400)
    house.close()

    title = ana.locator("[data-part=title]")
    first = ana.locator("#step h1").inner_text()
    ana.locator("button[value=next]").click()
    ana.wait_for_url("**/offline/#practice")
    expect(title).to_be_visible()
    expect(title).not_to_have_text(first)
    accessibility.check(ana, "offline-step")
    second = title.inner_text()
    ana.reload()
    expect(title).to_have_text(second)
    for _ in range(4):
        ana.locator("[data-screen=practice] button[value=next]").click()
    expect(ana.locator("#after")).to_be_visible()
    accessibility.check(ana, "offline-after")
    ana.locator("#after activation-wave input[type=range]").click(position={"x": 150, "y": 60})
    ana.get_by_role("button", name=words("Finish")).click()
    ana.wait_for_url("**/offline/#kept")
    ana.goto(f"{house.site.url}/traces/")
    accessibility.check(ana, "offline-home")
    ana.locator("a[href='#check-in']").click()
    ana.locator("[data-step=body] activation-wave input[type=range]").click(position={"x": 240, "y": 60})
    ana.locator("label.ds-chip:has(input[name=words][value=heavy])").click()
    accessibility.check(ana, "offline-check-in-body")
    press_step_button(ana, "on")
    ana.locator("safety-scale:has([name=head_safe]) input[type=range]").click(position={"x": 250, "y": 10})
    ana.wait_for_timeout(500)
    ana.reload()
    expect(ana.locator("[name=head_safe]")).not_to_have_value("")
    press_step_button(ana, "on")
    ana.locator("[name=thought]").fill(CANARY)
    accessibility.check(ana, "offline-check-in-feelings")
    press_step_button(ana, "save")
    ana.wait_for_url("**/offline/#kept")
    assert CANARY not in read_phone_storage(ana)

    ana.goto("about:blank")
    house.open()
    ana.goto(f"{house.site.url}/me/")
    expect(ana.locator("outbox-status p")).to_have_text(words("What you did without a connection has been sent."))
    new = house.new_rows()
    assert [run[:2] for run in new["runs"]] == [["jording", "done"]] and new["runs"][0][2] is not None
    assert len(new["check_ins"]) == 1
    activation, head, thought, chosen = new["check_ins"][0]
    assert activation is not None and head is not None and thought == CANARY and chosen == ["heavy"]


EVERYTHING = """async () => {
  const words = [];
  const bytes = (v) => Array.from(new Uint8Array(v.buffer ?? v), (c) => String.fromCharCode(c)).join("");
  const text = (v) => v instanceof ArrayBuffer || ArrayBuffer.isView(v) ? bytes(v)
    : v && typeof v === "object" && !(v instanceof CryptoKey) ? Object.entries(v).map(([k, w]) => k + text(w)).join()
    : String(v);
  const got = (asked) => new Promise((resolve) => asked.onsuccess = () => resolve(asked.result));
  for (const { name } of await indexedDB.databases()) {
    const db = await got(indexedDB.open(name));
    for (const store of db.objectStoreNames) {
      words.push(text(await got(db.transaction(store).objectStore(store).getAll())));
      words.push(text(await got(db.transaction(store).objectStore(store).getAllKeys())));
    }
    db.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) words.push(request.url, await (await cache.match(request)).text());
  }
  words.push(JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie);
  return words.join("\\n");
}"""


def read_phone_storage(page: Page) -> str:
    """IndexedDB byte by byte, what is cached, storage and cookies."""
    found: str = page.evaluate(EVERYTHING)
    return found


def check_in_offline(page: Page, house: OfflineDemo, thought: str = CANARY) -> None:
    """A check-in of one thought, in a page that has no net."""
    page.context.set_offline(True)
    page.goto(f"{house.site.url}/offline/#check-in/feelings")
    page.locator("[name=thought]").fill(thought)
    press_step_button(page, "save")
    page.wait_for_url("**/offline/#kept")


def reconnect(page: Page, house: OfflineDemo, words: Translations) -> None:
    page.goto("about:blank")  # an open page without a connection would send by itself the moment there is one
    page.context.set_offline(False)
    page.goto(f"{house.site.url}/me/")
    expect(page.locator("outbox-status p")).to_have_text(words("What you did without a connection has been sent."))


def test_an_answer_that_is_lost_makes_no_second_record(ana: Page, house: OfflineDemo, words: Translations) -> None:
    check_in_offline(ana, house)
    lost: list[int] = []

    def lose(route: Route) -> None:
        if lost:
            return route.fallback()
        lost.append(route.fetch(max_redirects=0).status)  # it arrived, and was kept
        return route.abort()

    ana.route("**/now/whole/", lose)
    ana.goto("about:blank")
    ana.context.set_offline(False)
    ana.goto(f"{house.site.url}/me/")
    expect(ana.locator("outbox-status p")).to_have_text(words("What you did without a connection is being sent."))
    while not lost:
        ana.wait_for_timeout(100)
    assert len(house.new_rows()["check_ins"]) == 1 and lost == [200]
    reconnect(ana, house, words)
    assert len(house.new_rows()["check_ins"]) == 1


def test_two_tabs_make_one_check_in(ana: Page, house: OfflineDemo, words: Translations) -> None:
    ana.goto(f"{house.site.url}/now/body/")
    ana.wait_for_timeout(500)
    ana.context.set_offline(True)
    other = ana.context.new_page()
    for tab in (ana, other):
        tab.goto(f"{house.site.url}/now/feelings/")  # both lead to the one that was begun
        tab.wait_for_url("**/offline/#check-in/feelings")
        tab.locator("[name=thought]").fill(CANARY)
    for tab in (ana, other):
        press_step_button(tab, "save")
        tab.wait_for_url("**/offline/#kept")
    other.close()
    reconnect(ana, house, words)
    assert len(house.new_rows()["check_ins"]) == 1


def test_a_step_sent_in_vain_goes_on_without_net(ana: Page, house: OfflineDemo, words: Translations) -> None:
    """Begun with a net, one step on the server; the next is sent when the net has just gone."""
    ana.goto(f"{house.site.url}/now/body/")
    ana.locator("input[name=words][value=cold]").check(force=True)
    ana.locator("button[name=go][value=on]").click()
    ana.wait_for_url("**/now/safety/")
    ana.locator("safety-scale:has([name=head_safe]) input[type=range]").click(position={"x": 250, "y": 10})
    ana.context.set_offline(True)
    ana.locator("button[name=go][value=on]").click()
    ana.wait_for_url("**/offline/#check-in/feelings")
    ana.locator("[name=thought]").fill("et tak")
    ana.locator("[data-step=feelings] button[name=wish]").first.click()
    ana.wait_for_url("**/offline/#kept")
    ana.context.set_offline(False)
    sent = ana.locator("[data-screen=kept] [data-line]")
    expect(sent).to_have_text(words("Everything that waited has been sent."))
    [[_activation, head, thought, chosen]] = house.new_rows()["check_ins"]
    assert head is not None and thought == "et tak" and "cold" in chosen


def test_it_waits_while_somebody_else_or_nobody_is_signed_in(
    ana: Page, house: OfflineDemo, words: Translations
) -> None:
    check_in_offline(ana, house)
    ana.goto("about:blank")
    ana.context.clear_cookies(name="session")
    ana.context.set_offline(False)
    sign_in_through(ana, house, "therapist")
    ana.goto(f"{house.site.url}/offline/")
    waits = ana.locator("[data-screen=home] [data-line]")
    expect(waits).to_have_text(words("What waits is sent when you have signed in again."))
    assert house.new_rows()["check_ins"] == [] and CANARY not in ana.locator("body").inner_text()
    ana.context.clear_cookies(name="session")
    ana.goto(f"{house.site.url}/offline/")
    expect(waits).to_have_text(words("What waits is sent when you have signed in again."))
    assert house.new_rows()["check_ins"] == []
    sign_in_through(ana, house)
    expect(ana.locator("outbox-status p")).to_have_text(words("What you did without a connection has been sent."))
    assert len(house.new_rows()["check_ins"]) == 1


def test_signing_out_asks_first_and_then_clears(ana: Page, house: OfflineDemo, words: Translations) -> None:
    check_in_offline(ana, house)
    ana.route("**/now/whole/", lambda route: route.abort())  # before there is a net: the open page sends at once
    ana.context.set_offline(False)
    ana.goto(f"{house.site.url}/me/")
    expect(ana.locator("outbox-status p")).to_be_visible()
    asked: list[str] = []

    def refuse(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    ana.once("dialog", refuse)
    ana.locator("sign-out button").click()
    ana.wait_for_timeout(500)
    assert len(asked) == 1 and ana.url.endswith("/me/")
    ana.once("dialog", lambda dialog: dialog.accept())
    ana.locator("sign-out button").click()
    ana.wait_for_url(f"{house.site.url}/")
    assert ana.evaluate("async () => (await indexedDB.databases()).length") == 0
    ana.wait_for_function("() => navigator.serviceWorker.controller !== null")
    ana.context.set_offline(True)
    ana.goto(f"{house.site.url}/offline/")
    expect(ana.locator("a[href='#check-in']")).to_be_hidden()
    expect(ana.locator("a[href='#begin/jording']")).to_be_visible()


def test_nothing_of_hers_is_in_what_the_worker_keeps(ana: Page, house: OfflineDemo, words: Translations) -> None:
    hers = ana.goto(f"{house.site.url}/me/") and ana.locator(".anchors__row li").first.inner_text()
    for path in ("now/", "choose/", "practise/", "traces/", "me/", "consents/", "help/", "offline/"):
        ana.goto(f"{house.site.url}/{path}")
    cached: list[str] = ana.evaluate(
        "async () => (await Promise.all((await caches.keys()).map(async (n) => (await (await caches.open(n)).keys())"
        ".map((r) => r.url)))).flat()"
    )
    listed = ana.evaluate(
        "async () => JSON.parse(/self\\.WORKER_CONFIG = (.*);/.exec(await (await fetch('/sw.js')).text())[1]).statics"
    )
    pages = {f"/{page}/?language={language}" for page in ("offline", "help") for language in ("nb", "en")}
    assert {url.removeprefix(house.site.url) for url in cached} == {*listed, *pages}
    assert hers and hers not in read_phone_storage(ana)


def test_help_shows_and_leaving_blanks_without_net(ana: Page, house: OfflineDemo, words: Translations) -> None:
    ana.context.set_offline(True)
    ana.goto(f"{house.site.url}/help/")
    expect(ana.locator("a[href='tel:113']").first).to_be_visible()
    ana.goto(f"{house.site.url}/traces/")
    ana.wait_for_function("() => !!customElements.get('quick-exit')")
    ana.get_by_role("link", name=words("Leave this page")).click()
    ana.wait_for_timeout(500)
    assert words("There is no connection right now") not in ana.locator("body").inner_text()


@pytest.mark.parametrize("face", ["own", "plain"])
def test_it_can_be_put_on_the_home_screen(ana: Page, house: OfflineDemo, words: Translations, face: str) -> None:
    ana.goto(f"{house.site.url}/me/")
    follow(ana.locator(f"button[name=face][value={face}]"))
    wire = ana.context.new_cdp_session(ana)
    told = wire.send("Page.getAppManifest")
    name = "Fotfeste" if face == "own" else words("Notes")
    assert told["errors"] == [] and json.loads(told["data"])["name"] == name
    found = wire.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [each["errorId"] for each in found if each["errorId"] != "in-incognito"] == []
    expect(ana).to_have_title(f"{words('Me')} · {name}")


def test_newer_words_stay_when_the_older_ones_arrive(ana: Page, house: OfflineDemo, words: Translations) -> None:
    """Another tab sends the same check-in with other words while the first is on its way."""
    ana.goto(f"{house.site.url}/now/body/")
    ana.wait_for_timeout(500)
    ana.context.set_offline(True)
    other = ana.context.new_page()
    for tab, thought in ((ana, "den gamle"), (other, "den nye")):
        tab.goto(f"{house.site.url}/offline/#check-in/feelings")
        tab.locator("[name=thought]").fill(thought)
    held: list[Route] = []
    ana.context.route("**/now/whole/", lambda route: route.fallback() if held else held.append(route))
    ana.context.set_offline(False)
    press_step_button(ana, "save")
    while not held:
        ana.wait_for_timeout(50)
    press_step_button(other, "save")
    other.wait_for_url("**/offline/#kept")
    held[0].continue_()
    expect(ana.locator("[data-screen=kept] [data-line]")).to_have_text(words("Everything that waited has been sent."))
    other.close()
    assert sorted(said[2] for said in house.new_rows()["check_ins"]) == ["den gamle", "den nye"]


def test_begun_without_net_is_one_run_each(ana: Page, house: OfflineDemo, words: Translations) -> None:
    """Grounding from the first screen, another from her shelf; the other new screens are looked at on the way."""
    ana.goto(f"{house.site.url}/practise/")
    ana.wait_for_timeout(400)
    ana.context.set_offline(True)
    ana.goto(f"{house.site.url}/offline/#moment")
    expect(ana.locator("[data-screen=moment]")).to_be_visible()
    assert not find_violations(ana)
    ana.goto(f"{house.site.url}/offline/#check-in/safety")
    expect(ana.locator("[data-step=safety]")).to_be_visible()
    assert not find_violations(ana)
    ana.goto(f"{house.site.url}/offline/")
    ana.locator("a[href='#begin/jording']").click()
    ana.locator("[data-screen=practice] button[value=next]").click()
    ana.locator("[data-screen=practice] button[value=pause]").click()
    expect(ana.locator("article[data-screen=paused]")).to_be_visible()
    assert not find_violations(ana)
    ana.locator("footer[data-screen=paused] button[value=stop]").click()
    expect(ana.locator("article[data-screen=stopped]")).to_be_visible()
    assert not find_violations(ana)
    ana.locator("footer[data-screen=stopped] a[href='#home']").click()
    ana.locator("details.own-words summary").click()
    ana.locator("[data-shelf] a").first.click()
    expect(ana.locator("[data-part=title]")).to_be_visible()
    ana.goto(f"{house.site.url}/offline/")
    line = ana.locator("[data-screen=home] [data-line]")
    expect(line).to_have_text(words("{n} things wait to be sent. They are safe on your phone.").replace("{n}", "2"))
    reconnect(ana, house, words)
    runs = house.new_rows()["runs"]
    assert len(runs) == 2 and runs[0][:2] == ["jording", "stopped"] and not runs[1][1]


SLOW_VAULT_MS = 400
SLOW_VAULT = f"""(() => {{
  const encrypt = crypto.subtle.encrypt.bind(crypto.subtle);
  const later = () => new Promise((resolve) => setTimeout(resolve, {SLOW_VAULT_MS}));
  crypto.subtle.encrypt = (...what) => later().then(() => encrypt(...what));
}})()"""


def test_taps_quicker_than_the_phone_are_taken_in_order(ana: Page, house: OfflineDemo) -> None:
    """Next, pause; next, home: what is shown is what she asked for last, and the slow move counts all the same."""
    practice, paused = ana.locator("article[data-screen=practice]"), ana.locator("article[data-screen=paused]")
    title, footer = ana.locator("[data-part=title]"), ana.locator("footer[data-screen=practice]")
    ana.context.set_offline(True)
    ana.goto(f"{house.site.url}/offline/#begin/jording")
    expect(practice).to_be_visible()
    first = title.inner_text()
    ana.evaluate(SLOW_VAULT)
    footer.evaluate("ways => ['next', 'pause'].forEach((move) => ways.querySelector(`[value=${move}]`).click())")
    expect(paused).to_be_visible()
    ana.wait_for_timeout(4 * SLOW_VAULT_MS)  # the slow move lays a form and notes a place: by now it is over
    expect(paused).to_be_visible()
    expect(practice).to_be_hidden()
    ana.locator("footer[data-screen=paused] a").click()
    expect(title).not_to_have_text(first)
    second = title.inner_text()
    footer.evaluate("ways => { ways.querySelector('[value=next]').click(); location.hash = '#home'; }")
    ana.wait_for_timeout(4 * SLOW_VAULT_MS)
    expect(ana.locator("[data-screen=home]")).to_be_visible()
    expect(practice).to_be_hidden()
    ana.locator("[data-when=open] a").click()
    expect(practice).to_be_visible()
    expect(title).not_to_have_text(second)


def test_what_she_wrote_long_ago_is_not_shown_but_not_lost(ana: Page, house: OfflineDemo, words: Translations) -> None:
    ana.context.set_offline(True)
    ana.goto(f"{house.site.url}/offline/#check-in/feelings")
    ana.locator("[name=thought]").fill(CANARY)
    ana.wait_for_timeout(500)
    ana.clock.set_fixed_time(datetime.now(UTC) + timedelta(minutes=31))
    ana.goto("about:blank")
    ana.goto(f"{house.site.url}/offline/#check-in/feelings")
    expect(ana.locator("[name=thought]")).to_be_visible()
    expect(ana.locator("[name=thought]")).to_have_value("")
    ana.goto("about:blank")
    ana.context.set_offline(False)
    ana.goto(f"{house.site.url}/me/")
    ana.get_by_role("link", name=words("You began a check-in without a connection. It is here.")).click()
    ana.wait_for_url("**/offline/#check-in")
    expect(ana.locator("[name=thought]")).to_have_value(CANARY)
    assert house.new_rows()["check_ins"] == []


def test_a_new_version_leaves_an_open_page_working(ana: Page, house: OfflineDemo, words: Translations) -> None:
    ana.context.set_offline(True)
    ana.goto(f"{house.site.url}/offline/#begin/jording")
    title = ana.locator("[data-part=title]")
    expect(title).to_be_visible()
    first = title.inner_text()
    house.close()
    house.open({"FOTFESTE_NEUTRAL_SITE": "https://www.example.org/"})
    ana.context.set_offline(False)
    ana.evaluate("async () => (await navigator.serviceWorker.ready).update()")
    wait_until(ana, BOTH_WHOLE)
    ana.context.set_offline(True)
    ana.locator("[data-screen=practice] button[value=next]").click()
    expect(title).not_to_have_text(first)
    ana.locator("[data-screen=practice] button[value=stop]").click()
    expect(ana.locator("article[data-screen=stopped]")).to_be_visible()
    ana.reload()
    expect(ana.locator("quick-exit")).to_have_attribute("data-to", "https://www.example.org/")
    reconnect(ana, house, words)
    assert [run[:2] for run in house.new_rows()["runs"]] == [["jording", "stopped"]]


def test_leaving_without_net_ends_the_session_when_it_is_back(
    ana: Page, house: OfflineDemo, words: Translations
) -> None:
    """Whoever takes the phone afterwards finds neither her nor what she had begun, with a net or without."""
    ana.context.set_offline(True)
    ana.goto(f"{house.site.url}/offline/#check-in/feelings")
    ana.locator("[name=thought]").fill(CANARY)
    ana.wait_for_timeout(500)
    ana.get_by_role("link", name=words("Leave this page")).click()
    ana.wait_for_timeout(500)
    ana.goto(f"{house.site.url}/offline/")
    expect(ana.locator("a[href='#begin/jording']")).to_be_visible()
    expect(ana.locator("a[href='#check-in']")).to_be_hidden()
    ana.goto("about:blank")
    ana.context.set_offline(False)
    ana.goto(f"{house.site.url}/me/")
    assert "/me/" not in ana.url.split("?")[0]
    sign_in_through(ana, house)  # her words still lie there for her
    expect(ana.locator("outbox-status p")).to_have_text(words("You began a check-in without a connection. It is here."))
    assert ana.evaluate("() => caches.has('leaving')") is False


def test_signing_out_without_net_ends_the_session_when_it_is_back(
    ana: Page, house: OfflineDemo, words: Translations
) -> None:
    ana.goto(f"{house.site.url}/me/")
    ana.wait_for_timeout(300)
    ana.context.set_offline(True)
    ana.locator("sign-out button").click()
    ana.wait_for_url("**/offline/")
    expect(ana.locator("a[href='#check-in']")).to_be_hidden()
    ana.goto("about:blank")
    ana.context.set_offline(False)
    ana.goto(f"{house.site.url}/me/")
    assert "/me/" not in ana.url.split("?")[0]


def test_a_form_from_another_site_never_lies_in_her_outbox(ana: Page, house: OfflineDemo) -> None:
    whose = ana.goto(f"{house.site.url}/me/") and ana.locator("outbox-status").get_attribute("data-person")
    forged = (
        f'<form method="post" action="{house.site.url}/moments/new/"><input name="whose" value="{whose}">'
        '<input name="words" value="ikke hennes"></form>'
    )
    ana.route("http://elsewhere.test/", lambda route: route.fulfill(body=forged, content_type="text/html"))
    ana.goto("http://elsewhere.test/")
    ana.context.set_offline(True)
    ana.evaluate("() => document.forms[0].submit()")
    ana.wait_for_timeout(500)
    ana.goto(f"{house.site.url}/offline/")
    expect(ana.locator("a[href='#check-in']")).to_be_visible()
    expect(ana.locator("[data-screen=home] [data-line]")).to_be_hidden()


def answer_keep_consent(page: Page, house: OfflineDemo, value: str) -> None:
    page.goto(f"{house.site.url}/consents/")
    form = page.locator(f"form[action$='/keep/']:has(button[value={value}])")
    form.evaluate("form => { const around = form.closest('details'); if (around) around.open = true; }")
    follow(form.locator("button"))


def write_offline_and_take_back_the_yes(page: Page, house: OfflineDemo) -> None:
    """A check-in and a begun practice lie on the phone when she says no to keeping; the house will refuse both."""
    check_in_offline(page, house)
    page.goto(f"{house.site.url}/offline/#begin/jording")
    page.locator("[data-screen=practice] button[value=next]").click()
    page.goto("about:blank")
    page.context.route("**/now/whole/", lambda route: route.abort())
    page.context.set_offline(False)
    answer_keep_consent(page, house, "no")
    page.context.unroute("**/now/whole/")


# The list of what was refused opens its letters at once; this holds up the first look at it, as a busy phone may.
FIRST_LOOK_IS_SLOW = """(() => {
  const open = SubtleCrypto.prototype.decrypt;
  let slow = 2;  // the first look opens both
  SubtleCrypto.prototype.decrypt = async function (...given) {
    if (location.pathname === "/me/" && slow > 0 && new Error().stack.includes("unsent-entries")) {
      slow -= 1;
      await new Promise((done) => setTimeout(done, 3_000));
    }
    return open.apply(this, given);
  };
})()"""


def test_a_slow_first_look_does_not_take_the_refused_away_again(ana: Page, house: OfflineDemo) -> None:
    write_offline_and_take_back_the_yes(ana, house)
    ana.add_init_script(FIRST_LOOK_IS_SLOW)
    ana.goto(f"{house.site.url}/me/")
    kept = ana.locator("unsent-entries [data-list] > li")
    expect(kept).to_have_count(2)
    ana.wait_for_timeout(4_000)  # the slow look has ended by now: it must not have drawn what it saw before the answer
    expect(kept).to_have_count(2)
    answer_keep_consent(ana, house, "yes")


def test_what_is_refused_is_hers_to_read_and_without_her_yes_nothing_waits(
    ana: Page, house: OfflineDemo, words: Translations, accessibility: AccessibilityCheck
) -> None:
    """She took back her yes before what she wrote without a connection was sent."""
    write_offline_and_take_back_the_yes(ana, house)
    ana.goto(f"{house.site.url}/me/")
    kept = ana.locator("unsent-entries [data-list] > li")
    expect(kept).to_have_count(2)
    for each in kept.all():
        each.locator("summary").click()
    expect(kept.nth(0).locator("[data-title]")).to_have_text(words("A check-in"))
    expect(kept.nth(0).locator("dt")).to_have_text(words("A thought that is here"))
    expect(kept.nth(0).locator("dd")).to_have_text(CANARY)
    accessibility.check(ana, "me-kept")
    ana.context.grant_permissions(["clipboard-read", "clipboard-write"])
    kept.nth(0).locator("[data-copy]").click()
    expect(kept.nth(0).locator("[role=status]")).to_have_text(words("Copied."))
    assert f"{words('A thought that is here')}: {CANARY}" in ana.evaluate("() => navigator.clipboard.readText()")
    ana.on("dialog", lambda dialog: dialog.accept())
    for left in (1, 0):
        kept.first.locator("[data-drop]").click()
        expect(kept).to_have_count(left)
    ana.goto(f"{house.site.url}/now/body/")  # which says that nothing is kept, and the phone notes it
    ana.wait_for_timeout(500)
    ana.context.set_offline(True)
    ana.goto(f"{house.site.url}/offline/")
    expect(ana.locator("a[href='#check-in']")).to_be_hidden()
    ana.locator("a[href='#begin/jording']").click()
    ana.locator("[data-screen=practice] button[value=next]").click()
    expect(ana.locator("[data-part=not-kept]")).to_be_visible()
    expect(ana.locator("[data-screen=home] [data-line]")).to_have_text("")
    ana.goto("about:blank")
    ana.context.set_offline(False)
    answer_keep_consent(ana, house, "yes")
    assert house.new_rows() == {"check_ins": [], "runs": [], "moments": []}
