/**
 * Drafts on the phone: encrypted with a key the browser keeps and never gives out, one per person.
 * Where the browser has no vault (private windows, plain http), nothing is kept and nothing fails.
 *
 * @typedef {{iv: Uint8Array<ArrayBuffer>, box: ArrayBuffer, dirty: boolean, knew: boolean, base: string, sent: boolean}} Sealed
 */
const NAME = "fotfeste";
/** @type {Promise<IDBDatabase> | undefined} */
let opened;

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const answer = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("keys");
    request.result.createObjectStore("drafts");
  };
  return answer(request);
}

export const canKeep = () => typeof indexedDB !== "undefined" && Boolean(globalThis.crypto?.subtle);

/** @param {"keys" | "drafts"} name @param {IDBTransactionMode} mode */
async function store(name, mode = "readonly") {
  opened ??= open();
  return (await opened).transaction(name, mode).objectStore(name);
}

/** @param {string} person @returns {Promise<CryptoKey>} */
async function keyOf(person) {
  const found = await answer((await store("keys")).get(person));
  if (found) return found;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  // Two tabs may both make one: the first stays.
  await answer((await store("keys", "readwrite")).add(made, person)).catch(() => undefined);
  return answer((await store("keys")).get(person));
}

/** @param {string} person @param {string} draft */
const place = (person, draft) => `${person}/${draft}`;
/** @param {string} person @param {string} draft */
const bound = (person, draft) => new TextEncoder().encode(place(person, draft));

/** @param {string} person @param {string} draft @param {import("./draft.js").Copy} copy */
export async function keep(person, draft, copy) {
  const { fields, asked, ...marks } = copy;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const words = new TextEncoder().encode(JSON.stringify({ fields, asked }));
  const key = await keyOf(person);
  const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound(person, draft) }, key, words);
  await answer((await store("drafts", "readwrite")).put({ iv, box, ...marks }, place(person, draft)));
}

/** @param {string} person @param {string} draft @returns {Promise<import("./draft.js").Copy | null>} */
export async function find(person, draft) {
  const sealed = /** @type {Sealed | undefined} */ (await answer((await store("drafts")).get(place(person, draft))));
  if (!sealed) return null;
  const { iv, box, ...marks } = sealed;
  const key = await keyOf(person);
  const words = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: bound(person, draft) }, key, box);
  return { ...JSON.parse(new TextDecoder().decode(words)), ...marks };
}

/** @param {string} person @param {string} draft */
export async function drop(person, draft) {
  await answer((await store("drafts", "readwrite")).delete(place(person, draft)));
}

/** @param {string} person @returns {Promise<boolean>} whether words lie here that the server has not got */
export async function hasUnsent(person) {
  const all = /** @type {Sealed[]} */ (await answer((await store("drafts")).getAll(mine(person))));
  return all.some((sealed) => sealed.dirty && !sealed.sent);
}

/** @param {string} person */
export async function forget(person) {
  await answer((await store("drafts", "readwrite")).delete(mine(person)));
  await answer((await store("keys", "readwrite")).delete(person));
}

/** @param {string} person */
const mine = (person) => IDBKeyRange.bound(place(person, ""), place(person, "\uffff"));
