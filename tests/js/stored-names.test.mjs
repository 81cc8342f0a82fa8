import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import * as store from "../../fotfeste/static/js/lib/encrypted-store.js";
import * as names from "../../fotfeste/static/js/lib/stored-names.js";
import { installFakeIndexedDb } from "./fake-indexed-db.mjs";

// What lies in people's browsers since release 0.1 stands on these. A line here may be added, never changed.

const read = (name) => readFileSync(new URL(`../../fotfeste/static/js/${name}`, import.meta.url), "utf8");
const { stores, opened } = installFakeIndexedDb();
await store.countPosts("nobody"); // the first look makes the stores

test("no name that stored data stands on has changed", () => {
  const all = Object.entries(names).map(([name, value]) => [name, typeof value === "function" ? value("ID") : value]);
  assert.deepEqual(Object.fromEntries(all), {
    DATABASE: "fotfeste",
    DATABASE_VERSION: 2,
    KEYS: "keys",
    DRAFTS: "drafts",
    OUTBOX: "outbox",
    NOTES: "notes",
    WHO: "who",
    RUN_NOTE: "run",
    CHECK_IN_NOTE: "check-in",
    SHELF_NOTE: "shelf",
    boardNote: "board/ID",
    stepDraft: "check-in-ID",
    offlineCheckInDraft: "offline-check-in/ID",
    afterwardsPost: "ID/after",
    SENT_DRAFT: "sent",
    OUTBOX_LOCK: "outbox",
    LEAVING_CACHE: "leaving",
  });
  assert.deepEqual([opened, Object.keys(stores)], [[["fotfeste", 2]], ["keys", "drafts", "outbox", "notes"]]);
});

test("what runs before any module, or before a page needs one, says the same names", () => {
  assert.match(read("start.js"), /sessionStorage\.getItem\("sent"\)/);
  assert.match(read("quick-exit-guard.js"), /const FLAG = "left";/);
  assert.match(read("elements/quick-exit.js"), /sessionStorage\.setItem\("left", to\)/);
  assert.match(read("offline/service-worker.js"), /const CACHE = `shell-\$\{config\.version\}`;/);
});

/** Seals as release 0.1 did: the name is bound to the words. */
async function seal(name, value) {
  const key =
    stores.keys.rows.get("ana") ??
    (await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]));
  stores.keys.rows.set("ana", key);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = new TextEncoder().encode(`ana/${name}`);
  const words = new TextEncoder().encode(JSON.stringify(value));
  return { iv, box: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, words) };
}

test("a draft, a form that waits and the notes of release 0.1 still open", async () => {
  const [fields, asked] = [[["feeling", "tungt"]], ["feeling"]];
  const marks = { dirty: true, knew: false, base: "", sent: false };
  stores.drafts.rows.set("ana/offline-check-in/r", {
    ...(await seal("offline-check-in/r", { fields, asked })),
    ...marks,
  });
  stores.outbox.rows.set("ana/r", {
    ...(await seal("r", { url: "/now/whole/", fields })),
    place: 1,
    at_ms: 5,
    version: "v",
    stuck: 0,
  });
  stores.notes.rows.set("ana/run", await seal("run", { run: "r", slug: "jording", at_ms: 7 }));
  stores.notes.rows.set("who", { person: "ana", language: "nb", keeps: true, seen_ms: 9 });
  assert.deepEqual(await store.loadDraft("ana", names.offlineCheckInDraft("r")), { fields, asked, ...marks });
  assert.deepEqual(await store.listPosts("ana"), [
    { place: 1, id: "r", version: "v", at_ms: 5, stuck: 0, url: "/now/whole/", fields },
  ]);
  assert.deepEqual(await store.loadNote("ana", names.RUN_NOTE), { run: "r", slug: "jording", at_ms: 7 });
  assert.deepEqual(await store.loadPerson(), { person: "ana", language: "nb", keeps: true, seen_ms: 9 });
  assert.equal(await store.hasUnsent("ana"), true);
});

test("what is written today has the fields that release 0.1 reads", async () => {
  await store.saveDraft("ana", "x", { fields: [], asked: [], dirty: true, knew: true, base: "b", sent: false });
  await store.addPost("ana", "y", "/x/", [["row", "y"]], 11);
  await store.saveNote("ana", "z", { at_ms: 1 });
  const keysOf = (name, key) => Object.keys(stores[name].rows.get(key)).sort();
  assert.deepEqual(keysOf("drafts", "ana/x"), ["base", "box", "dirty", "iv", "knew", "sent"]);
  assert.deepEqual(keysOf("outbox", "ana/y"), ["at_ms", "box", "iv", "place", "stuck", "version"]);
  assert.deepEqual(keysOf("notes", "ana/z"), ["box", "iv"]);
  await store.deleteAllOf("ana");
  assert.deepEqual(
    Object.values(stores).map(({ rows }) => rows.size),
    [0, 0, 0, 0],
  );
});
