import { countPosts, deletePost, markPost, listPosts } from "../lib/encrypted-store.js";
import { OUTBOX_LOCK } from "../lib/stored-names.js";

/**
 * Sends what waits, in order and one at a time. The server makes each form once by the id it carries, so a form whose
 * answer was lost is sent again without harm.
 * @typedef {import("../lib/encrypted-store.js").Post} Post
 * @typedef {"arrived" | "wait" | "stuck"} Fate
 */
const RETRY_MS = [5_000, 20_000, 60_000, 300_000];
const LONGEST_MS = 60_000; // an answer that never comes holds the lock for every tab
const REFUSED = new Set([400, 404, 409, 413, 422]);

/**
 * What an answer means. A page (200 with HTML) shows the form again with its faults: the server has not taken it.
 * @param {Pick<Response, "type" | "status" | "ok"> & {json: boolean} | null} answer null: no net
 * @returns {Fate}
 */
export function classifyResponse(answer) {
  if (!answer) return "wait";
  if (answer.type === "opaqueredirect" || (answer.ok && answer.json)) return "arrived";
  return REFUSED.has(answer.status) || answer.ok ? "stuck" : "wait";
}

/** How long it has waited, by the phone's own clock. @param {Post} post @param {number} now_ms */
export const secondsWaited = (post, now_ms) => Math.max(0, Math.round((now_ms - post.at_ms) / 1000));

/** @param {number} tries how often it was in vain @returns {number} */
export const retryDelay_ms = (tries) => RETRY_MS[Math.min(tries, RETRY_MS.length) - 1] ?? 0;

/**
 * One round over all that waits. It ends at the first form that has to wait; one that cannot be sent lets the others
 * by.
 * @param {Post[]} all
 * @param {(post: Post) => Promise<{fate: Fate, status: number}>} send
 * @param {{drop: (post: Post) => Promise<void>, mark: (post: Post, status: number) => Promise<void>}} outbox
 * @returns {Promise<{sent: number, waits: boolean}>}
 */
export async function sendRound(all, send, outbox) {
  let sent = 0;
  for (const post of all.filter((each) => !each.stuck)) {
    const { fate, status } = await send(post);
    if (fate === "wait") return { sent, waits: true };
    if (fate === "stuck") await outbox.mark(post, status || 400);
    else await outbox.drop(post);
    sent += Number(fate === "arrived");
  }
  return { sent, waits: false };
}

/**
 * Sends everything that waits for this person. The house answers 401 when somebody else is signed in.
 * @param {string} person @returns {Promise<{sent: number, waits: boolean}>}
 */
export async function sendAll(person) {
  const outbox = {
    drop: (/** @type {Post} */ post) => deletePost(person, post),
    mark: (/** @type {Post} */ post, /** @type {number} */ s) => markPost(person, post, s),
  };
  const once = async () => sendRound(await listPosts(person), (post) => send(person, post), outbox);
  return withSendLock(() => repeatUntilEmpty(once));
}

/**
 * Goes round again while something arrives: meanwhile a form may have been laid there, or taken another's place.
 * @param {() => Promise<{sent: number, waits: boolean}>} once @returns {Promise<{sent: number, waits: boolean}>}
 */
export async function repeatUntilEmpty(once) {
  let all = 0;
  for (;;) {
    const { sent, waits } = await once();
    all += sent;
    if (!sent || waits) return { sent: all, waits };
  }
}

/** One tab at a time. @template T @param {() => Promise<T>} work @returns {Promise<T>} */
export const withSendLock = (work) => ("locks" in navigator ? navigator.locks.request(OUTBOX_LOCK, work) : work());

/** @param {string} person @returns {Promise<number>} how many wait */
export const countWaiting = async (person) => (await countPosts(person)).waiting;

/** @param {string} person @param {Post} post @returns {Promise<{fate: Fate, status: number}>} */
async function send(person, post) {
  const body = new URLSearchParams([...post.fields, ["waited_s", String(secondsWaited(post, Date.now()))]]);
  const headers = { Accept: "application/json", "X-Person": person, "X-CSRFToken": token() };
  const signal = AbortSignal.timeout(LONGEST_MS);
  const request = { method: "POST", body, headers, signal, redirect: /** @type {const} */ ("manual") };
  const answer = await fetch(post.url, request).catch(() => null);
  const json = Boolean(answer?.headers.get("Content-Type")?.includes("json"));
  const fate = classifyResponse(answer && { type: answer.type, status: answer.status, ok: answer.ok, json });
  return { fate, status: answer?.status ?? 0 };
}

const token = () => /(?:^|; )(?:__Host-)?csrf=([^;]*)/.exec(document.cookie)?.[1] ?? "";
