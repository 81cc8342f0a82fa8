import { DATABASE, DATABASE_VERSION, DRAFTS, KEYS, NOTES, OUTBOX, WHO } from "./stored-names.js";

/**
 * What lies on the phone: drafts, the outbox, and what a page noted for when there is no net. Encrypted with a key the
 * browser keeps and never gives out, one per person. Where the browser has no such store (private windows, plain http),
 * nothing is kept and nothing fails. The service worker uses it too.
 *
 * @typedef {{iv: Uint8Array<ArrayBuffer>, box: ArrayBuffer}} Box
 * @typedef {Box & {dirty: boolean, knew: boolean, base: string, sent: boolean}} Sealed
 * @typedef {Box & {place: number, at_ms: number, version: string, stuck: number}} SealedPost stuck: the answer that
 *   refused it, or 0
 * @typedef {{id: string, version: string, url: string, fields: import("./draft.js").Pairs, at_ms: number, stuck:
 *   number}} Post
 * @typedef {{person: string, language: string, keeps: boolean, seen_ms: number}} KnownPerson
 */
/** @type {Promise<IDBDatabase> | undefined} */
let openedDatabase;

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const resultOf = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function createDatabase() {
  const request = indexedDB.open(DATABASE, DATABASE_VERSION);
  request.onupgradeneeded = () => {
    const there = request.result.objectStoreNames;
    for (const name of [KEYS, DRAFTS, OUTBOX, NOTES]) if (!there.contains(name)) request.result.createObjectStore(name);
  };
  const database = await resultOf(request);
  database.onversionchange = database.onclose = () => {
    database.close();
    openedDatabase = undefined;
  };
  return database;
}

export const canStore = () => typeof indexedDB !== "undefined" && Boolean(globalThis.crypto?.subtle);

/** @param {string} name @param {IDBTransactionMode} mode */
async function store(name, mode = "readonly") {
  openedDatabase ??= createDatabase();
  return (await openedDatabase).transaction(name, mode).objectStore(name);
}

/** @param {string} person @returns {Promise<CryptoKey>} */
async function keyOf(person) {
  const found = await resultOf((await store(KEYS)).get(person));
  if (found) return found;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  // Two tabs may both make one: the first stays.
  await resultOf((await store(KEYS, "readwrite")).add(made, person)).catch(() => undefined);
  return resultOf((await store(KEYS)).get(person));
}

/** @param {string} person @param {string} name */
const storageKey = (person, name) => `${person}/${name}`;
/** @param {string} person */
const keysOf = (person) => IDBKeyRange.bound(storageKey(person, ""), storageKey(person, "\uffff"));

/** @param {string} person @param {string} name what it is bound to @param {unknown} value @returns {Promise<Box>} */
async function seal(person, name, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = new TextEncoder().encode(storageKey(person, name));
  const words = new TextEncoder().encode(JSON.stringify(value));
  return { iv, box: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, await keyOf(person), words) };
}

/** @param {string} person @param {string} name @param {Box} sealed */
async function unseal(person, name, { iv, box }) {
  const additionalData = new TextEncoder().encode(storageKey(person, name));
  const words = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, await keyOf(person), box);
  return JSON.parse(new TextDecoder().decode(words));
}

// Drafts

/** @param {string} person @param {string} draft @param {import("./draft.js").Copy} copy */
export async function saveDraft(person, draft, copy) {
  const { fields, asked, ...marks } = copy;
  const sealed = await seal(person, draft, { fields, asked });
  await resultOf((await store(DRAFTS, "readwrite")).put({ ...sealed, ...marks }, storageKey(person, draft)));
}

/** @param {string} person @param {string} draft @returns {Promise<import("./draft.js").Copy | null>} */
export async function loadDraft(person, draft) {
  const sealed = /** @type {Sealed | undefined} */ (
    await resultOf((await store(DRAFTS)).get(storageKey(person, draft)))
  );
  if (!sealed) return null;
  const { iv, box, ...marks } = sealed;
  return { ...(await unseal(person, draft, { iv, box })), ...marks };
}

/** @param {string} person @param {string} start @returns {Promise<string[]>} names of the drafts that begin so */
export async function draftNames(person, start) {
  const keys = /** @type {string[]} */ (await resultOf((await store(DRAFTS)).getAllKeys(keysOf(person))));
  return keys.map((key) => key.slice(storageKey(person, "").length)).filter((name) => name.startsWith(start));
}

/** @param {string} person @param {string} draft */
export async function deleteDraft(person, draft) {
  await resultOf((await store(DRAFTS, "readwrite")).delete(storageKey(person, draft)));
}

// The outbox: forms that wait for the net, in order

/**
 * A form with the same id takes the place of the one that lies there, so that two tabs do not make two. What belongs
 * to one practice has an id that begins with its run: it is one thing that waits, however many steps she took.
 * @param {string} person @param {string} id @param {string} url @param {import("./draft.js").Pairs} fields @param
 *   {number} now_ms
 */
export async function addPost(person, id, url, fields, now_ms) {
  const sealed = await seal(person, id, { url, fields });
  const outbox = await store(OUTBOX, "readwrite");
  const all = /** @type {SealedPost[]} */ (await resultOf(outbox.getAll()));
  const before = /** @type {SealedPost | undefined} */ (await resultOf(outbox.get(storageKey(person, id))));
  const last = all.reduce((most, each) => Math.max(most, each.place), 0);
  const kept = before ?? { place: last + 1, at_ms: now_ms };
  await resultOf(
    outbox.put(
      { ...sealed, place: kept.place, at_ms: kept.at_ms, version: crypto.randomUUID(), stuck: 0 },
      storageKey(person, id),
    ),
  );
}

/** What an outbox id belongs to. @param {string} id */
export const entryIdOf = (id) => id.split("/")[0];

/** @param {string} person @returns {Promise<{waiting: number, stuck: number}>} how many things, unread */
export async function countPosts(person) {
  const [keys, all] = await readOutbox(person);
  const things = (/** @type {boolean} */ stuck) =>
    new Set(
      keys
        .map((key) => entryIdOf(key.slice(storageKey(person, "").length)))
        .filter((_, i) => Boolean(all[i].stuck) === stuck),
    );
  return { waiting: things(false).size, stuck: things(true).size };
}

/** @param {string} person @returns {Promise<[string[], SealedPost[]]>} */
async function readOutbox(person) {
  const outbox = await store(OUTBOX);
  return /** @type {any} */ (
    Promise.all([resultOf(outbox.getAllKeys(keysOf(person))), resultOf(outbox.getAll(keysOf(person)))])
  );
}

/** @param {string} person @returns {Promise<Post[]>} in the order they were put there */
export async function listPosts(person) {
  const [keys, all] = await readOutbox(person);
  const read = all.map(async (sealed, i) => {
    const id = keys[i].slice(storageKey(person, "").length);
    const { at_ms, stuck, version } = sealed;
    return { place: sealed.place, id, version, at_ms, stuck, ...(await unseal(person, id, sealed)) };
  });
  return (await Promise.all(read)).sort((one, other) => one.place - other.place);
}

/**
 * @typedef {Pick<Post, "id" | "version">} PostVersion as it was read: what another tab has put there since is not meant
 */

/**
 * @param {string} person @param {PostVersion} which
 * @param {number} stuck the answer that refused it; 0: it may be tried again
 */
export async function markPost(person, which, stuck) {
  await changeIfCurrent(person, which, (outbox, sealed, key) => outbox.put({ ...sealed, stuck }, key));
}

/** @param {string} person @param {PostVersion} which */
export async function deletePost(person, which) {
  await changeIfCurrent(person, which, (outbox, _sealed, key) => outbox.delete(key));
}

/**
 * Looked at and changed in one transaction.
 * @param {string} person @param {PostVersion} which @param {(outbox: IDBObjectStore, sealed: SealedPost, key: string)
 *   => IDBRequest} change
 */
async function changeIfCurrent(person, { id, version }, change) {
  const outbox = await store(OUTBOX, "readwrite");
  const sealed = /** @type {SealedPost | undefined} */ (await resultOf(outbox.get(storageKey(person, id))));
  if (sealed?.version === version) await resultOf(change(outbox, sealed, storageKey(person, id)));
}

// Notes: who was here, and where she was

/** @param {KnownPerson} who */
export async function savePerson(who) {
  await resultOf((await store(NOTES, "readwrite")).put(who, WHO));
}

/** @returns {Promise<KnownPerson | undefined>} */
export const loadPerson = async () => resultOf((await store(NOTES)).get(WHO));

export async function deletePerson() {
  await resultOf((await store(NOTES, "readwrite")).delete(WHO));
}

/** @param {string} person @param {string} name @param {unknown} value */
export async function saveNote(person, name, value) {
  const sealed = await seal(person, name, value);
  await resultOf((await store(NOTES, "readwrite")).put(sealed, storageKey(person, name)));
}

/** @param {string} person @param {string} name */
export async function loadNote(person, name) {
  const sealed = await resultOf((await store(NOTES)).get(storageKey(person, name)));
  return sealed ? unseal(person, name, sealed) : undefined;
}

/** @param {string} person @param {string} name */
export async function deleteNote(person, name) {
  await resultOf((await store(NOTES, "readwrite")).delete(storageKey(person, name)));
}

// Signing out

/** @param {string} person @returns {Promise<boolean>} whether words lie here that the server has not got */
export async function hasUnsent(person) {
  const all = /** @type {Sealed[]} */ (await resultOf((await store(DRAFTS)).getAll(keysOf(person))));
  const { waiting, stuck } = await countPosts(person);
  return waiting + stuck > 0 || all.some((sealed) => sealed.dirty && !sealed.sent);
}

/** @param {string} person */
export async function deleteAllOf(person) {
  for (const name of [DRAFTS, OUTBOX, NOTES]) await resultOf((await store(name, "readwrite")).delete(keysOf(person)));
  await resultOf((await store(KEYS, "readwrite")).delete(person));
  if ((await loadPerson())?.person === person) await resultOf((await store(NOTES, "readwrite")).delete(WHO));
}
