/**
 * One command of a board by HTTP, and what the answer means. The server does each command once by its id, so one whose
 * answer was lost is sent again without harm.
 *
 * @typedef {import("./seat-view.js").Command} Command
 * @typedef {import("./seat-view.js").View} View
 * @typedef {{seq: number} | {code: string, sentence: string}} CommandAnswer
 * @typedef {typeof globalThis.fetch} Fetch
 * @typedef {{answer?: CommandAnswer, view?: View, ended?: "signin" | "seat"}} CommandResult nothing of it: it has to
 *   wait
 */
const REFUSED = new Set([400, 403, 413, 422]);
const LONGEST_MS = 8_000;

/**
 * @param {Fetch} fetch @param {string} url @param {string} token
 * @param {{id: string, command: Command}} asked @returns {Promise<CommandResult>}
 */
export async function postCommand(fetch, url, token, { id, command }) {
  const body = new URLSearchParams({ id, command: JSON.stringify(command) });
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  return readResult(await fetchOrNull(fetch, url, { method: "POST", body, headers, keepalive: true }));
}

/**
 * The whole view, for when no socket opens.
 * @param {Fetch} fetch @param {string} url @returns {Promise<CommandResult>}
 */
export async function fetchView(fetch, url) {
  const posted = await readResult(await fetchOrNull(fetch, url, { headers: { Accept: "application/json" } }));
  return posted.answer ? { view: posted.view } : posted;
}

/**
 * @param {Fetch} fetch @param {string} url @param {RequestInit} init @returns {Promise<Response | null>} null: no net
 */
const fetchOrNull = (fetch, url, init) =>
  fetch(url, { ...init, redirect: "manual", signal: AbortSignal.timeout(LONGEST_MS) }).catch(() => null);

/** @param {Response | null} response @returns {Promise<CommandResult>} */
async function readResult(response) {
  if (response?.status === 401 || response?.type === "opaqueredirect") return { ended: "signin" };
  if (response?.status === 404) return { ended: "seat" };
  const json = response && (response.ok || response.status === 409) ? await response.json().catch(() => null) : null;
  if (json?.no || json?.code)
    return { answer: { code: String(json.code ?? ""), sentence: String(json.sentence ?? "") } };
  if (json) return { answer: { seq: Number(json.seq ?? json.view?.seq ?? 0) }, view: json.view };
  return response && REFUSED.has(response.status) ? { answer: { code: "not_sent", sentence: "" } } : {};
}
