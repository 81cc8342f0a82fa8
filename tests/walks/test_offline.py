"""A cellar without a net: check-in and practice go on, lie on the phone, and arrive once each."""

import json
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.walks.conftest import Site, fotfeste, free_port, started
from tests.walks.eyes import Eyes
from tests.walks.words import Words

CANARY = "kanarifuglen synger i kjelleren"
COUNT = """
import json
from fotfeste.kit.keyring import keyring
from fotfeste.body.models import CheckIn, Moment
from fotfeste.practices.models import Run
with keyring():
    runs = [[r.course.slug, r.course.ended, r.course.activation, r.course.step] for r in Run.objects.order_by("started_at")]
    said = [[c.answers.activation, c.answers.head_safe, c.answers.thought, c.answers.words] for c in CheckIn.objects.order_by("at")]
    print(json.dumps({"check_ins": said, "runs": runs, "moments": [m.words for m in Moment.objects.all()]}))
"""


@dataclass
class House:
    """A demo of its own, whose server can go and come back."""

    site: Site
    port: int
    process: subprocess.Popen[bytes] | None = None
    before: dict[str, list[object]] = field(default_factory=dict)

    def open(self) -> None:
        command = fotfeste("demo", "--home", str(self.site.home), "--port", str(self.port))
        self.process = started(command, f"{self.site.url}/help/")

    def close(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(20)
            self.process = None

    def kept(self) -> dict[str, list[object]]:
        environment = {**os.environ, "FOTFESTE_HOME": str(self.site.home), "FOTFESTE_DEMO": "1"}
        environment.pop("FOTFESTE_STATIC", None)
        run = subprocess.run(
            fotfeste("django", "shell", "-v", "0", "-c", COUNT), env=environment, capture_output=True, check=True
        )
        found: dict[str, list[object]] = json.loads(run.stdout.splitlines()[-1])
        return found

    def new(self) -> dict[str, list[object]]:
        """What has come since `before`."""
        now = self.kept()
        return {kind: rows[len(self.before[kind]) :] for kind, rows in now.items()}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    port = free_port()
    house = House(Site(f"http://localhost:{port}", tmp_path_factory.mktemp("cellar")), port)
    house.open()
    yield house
    house.close()


@pytest.fixture
def ana(context_of: Callable[..., BrowserContext], house: House) -> Page:
    """Ana's phone: signed in, and the shell kept."""
    house.before = house.kept()
    page = context_of().new_page()
    enter(page, house)
    ready(page)
    return page


def enter(page: Page, house: House, door: str = "client") -> None:
    page.goto(house.site.url)
    page.locator(f"form[action='/demo/{door}/'] button").click()
    page.wait_for_url(lambda url: not url.endswith(f":{house.port}/"))


def ready(page: Page) -> None:
    """The worker has taken over and the page has noted who is here."""
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.wait_for_function(
        """async () => { const open = indexedDB.open("fotfeste", 2);
        const db = await new Promise(r => open.onsuccess = () => r(open.result));
        const who = await new Promise(r => { const a = db.transaction("notes").objectStore("notes").get("who"); a.onsuccess = () => r(a.result); });
        db.close(); return who?.keeps === true; }"""
    )


def go(page: Page, value: str) -> None:
    page.locator(f"[data-step]:not([hidden]) button[value={value}]").click()


def test_open_go_offline_practise_check_in_reload_come_back(ana: Page, house: House, words: Words, eyes: Eyes) -> None:
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
    eyes.on(ana, "offline-step")
    second = title.inner_text()
    ana.reload()
    expect(title).to_have_text(second)
    for _ in range(4):
        ana.locator("[data-screen=practice] button[value=next]").click()
    expect(ana.locator("#after")).to_be_visible()
    eyes.on(ana, "offline-after")
    ana.locator("#after activation-wave input[type=range]").click(position={"x": 150, "y": 60})
    ana.get_by_role("button", name=words("Finish")).click()
    ana.wait_for_url("**/offline/#kept")
    eyes.on(ana, "offline-kept")
    ana.goto(f"{house.site.url}/traces/")
    eyes.on(ana, "offline-home")
    ana.locator("a[href='#check-in']").click()
    ana.locator("[data-step=body] activation-wave input[type=range]").click(position={"x": 240, "y": 60})
    ana.locator("label.ds-chip:has(input[name=words][value=heavy])").click()
    eyes.on(ana, "offline-check-in-body")
    go(ana, "on")
    ana.locator("safety-scale:has([name=head_safe]) input[type=range]").click(position={"x": 250, "y": 10})
    ana.wait_for_timeout(500)
    ana.reload()
    eyes.on(ana, "offline-check-in-safety")
    expect(ana.locator("[name=head_safe]")).not_to_have_value("")
    go(ana, "on")
    ana.locator("[name=thought]").fill(CANARY)
    eyes.on(ana, "offline-check-in-feelings")
    go(ana, "save")
    ana.wait_for_url("**/offline/#kept")
    assert CANARY not in everything_on_the_phone(ana)

    house.open()
    ana.goto(f"{house.site.url}/me/")
    expect(ana.locator("out-box p")).to_have_text(words("What you did without a net has been sent."))
    new = house.new()
    assert [run[:2] for run in new["runs"]] == [["jording", "done"]] and new["runs"][0][2] is not None  # type: ignore[index]
    assert len(new["check_ins"]) == 1
    activation, head, thought, chosen = new["check_ins"][0]  # type: ignore[misc]
    assert activation is not None and head is not None and thought == CANARY and chosen == ["heavy"]


EVERYTHING = """async () => {
  const words = []; const text = (v) => { if (v instanceof ArrayBuffer || ArrayBuffer.isView(v)) return [...new Uint8Array(v.buffer ?? v)].map(c => String.fromCharCode(c)).join("");
    if (v && typeof v === "object" && !(v instanceof CryptoKey)) return Object.entries(v).map(([k, w]) => k + text(w)).join(); return String(v); };
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise(r => { const o = indexedDB.open(name); o.onsuccess = () => r(o.result); });
    for (const store of db.objectStoreNames) {
      const s = db.transaction(store).objectStore(store);
      for (const ask of [s.getAll(), s.getAllKeys()]) words.push(text(await new Promise(r => ask.onsuccess = () => r(ask.result))));
    }
    db.close();
  }
  for (const name of await caches.keys()) { const c = await caches.open(name);
    for (const request of await c.keys()) words.push(request.url, await (await c.match(request)).text()); }
  words.push(JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie);
  return words.join("\\n"); }"""


def everything_on_the_phone(page: Page) -> str:
    """IndexedDB byte by byte, what is cached, storage and cookies."""
    found: str = page.evaluate(EVERYTHING)
    return found
