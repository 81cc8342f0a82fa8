/**
 * One command of a board by HTTP, and what the answer means. The server does each command once by its id, so one whose
 * answer was lost is sent again without harm.
 *
 * @typedef {import("../board/view.js").Command} Command
 * @typedef {import("../board/view.js").View} View
 * @typedef {{seq: number} | {code: string, sentence: string}} Answer
 * @typedef {typeof globalThis.fetch} Fetch
 * @typedef {{answer?: Answer, view?: View, gone?: "signin" | "seat"}} Posted nothing of it: it has to wait
 */
const CANNOT = new Set([400, 403, 413, 422]);
const LONGEST_MS = 8_000;

/**
 * @param {Fetch} fetch @param {string} url @param {string} token
 * @param {{id: string, command: Command}} asked @returns {Promise<Posted>}
 */
export async function post(fetch, url, token, { id, command }) {
  const body = new URLSearchParams({ id, command: JSON.stringify(command) });
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  return read(await got(fetch, url, { method: "POST", body, headers, keepalive: true }));
}

/** The whole view, for when no socket opens. @param {Fetch} fetch @param {string} url @returns {Promise<Posted>} */
export async function look(fetch, url) {
  const posted = await read(await got(fetch, url, { headers: { Accept: "application/json" } }));
  return posted.answer ? { view: posted.view } : posted;
}

/** @param {Fetch} fetch @param {string} url @param {RequestInit} init @returns {Promise<Response | null>} null: no net */
const got = (fetch, url, init) =>
  fetch(url, { ...init, redirect: "manual", signal: AbortSignal.timeout(LONGEST_MS) }).catch(() => null);

/** @param {Response | null} response @returns {Promise<Posted>} */
async function read(response) {
  if (response?.status === 401 || response?.type === "opaqueredirect") return { gone: "signin" };
  if (response?.status === 404) return { gone: "seat" };
  const json = response && (response.ok || response.status === 409) ? await response.json().catch(() => null) : null;
  if (json?.no || json?.code) return { answer: { code: String(json.code ?? ""), sentence: String(json.sentence ?? "") } };
  if (json) return { answer: { seq: Number(json.seq ?? json.view?.seq ?? 0) }, view: json.view };
  return response && CANNOT.has(response.status) ? { answer: { code: "not_sent", sentence: "" } } : {};
}
