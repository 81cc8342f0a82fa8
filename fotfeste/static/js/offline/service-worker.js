import { loadDraft, saveDraft, saveNote, addPost, deletePerson, loadPerson } from "../lib/encrypted-store.js";
import { afterwardsPost, CHECK_IN_NOTE, LEAVING_CACHE, offlineCheckInDraft, RUN_NOTE } from "../lib/stored-names.js";
import { replaceStep } from "./check-in-steps.js";
/**
 * Served as /sw.js by web/offline.py, which writes WORKER_CONFIG above it. Keeps the shell, the help page and the files
 * they
 * need, and nothing that belongs to a person. A form that says whose it is (`whose`) waits in her outbox.
 *
 * @typedef {{version: string, languages: string[], statics: string[], shell: string, help: string, run: string,
 *   steps: string, practices: string, leave: string, out: string, asks: Record<string, string[]>}} WorkerConfig
 */
const worker = /** @type {any} */ (globalThis);
const config = /** @type {WorkerConfig} */ (worker.WORKER_CONFIG);
const CACHE = `shell-${config.version}`;
const STATICS = new Set(config.statics);
const GATEWAY_ERRORS = new Set([502, 503, 504]); // the proxy answers for a house that does not
const TIMEOUT_MS = 15_000;

worker.addEventListener("install", (/** @type {any} */ event) =>
  event.waitUntil(fillCache().then(() => worker.skipWaiting())),
);
worker.addEventListener("activate", (/** @type {any} */ event) =>
  event.waitUntil(deleteOldCaches().then(() => worker.clients.claim())),
);
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (url.pathname === config.leave) event.respondWith(signOutOnLeaving(request));
  else if (request.mode === "navigate")
    event.respondWith(request.method === "GET" ? servePage(request, url) : submitForm(request, url));
  else if (request.method === "GET" && STATICS.has(url.pathname)) event.respondWith(serveStatic(request, url));
});

/** @param {string} path @param {string} language */
const inLanguage = (path, language) => `${path}?language=${language}`;

async function fillCache() {
  const cache = await caches.open(CACHE);
  await cache.addAll(config.statics);
  for (const language of config.languages) {
    for (const path of [config.shell, config.help]) {
      // Asked for as a stranger, so that the page is nobody's.
      const headers = { "Accept-Language": language };
      const answer = await fetch(inLanguage(path, language), { headers, credentials: "omit", cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      await cache.put(inLanguage(path, language), answer);
    }
  }
}

/** The version before stays: a page of it may still be open. */
async function deleteOldCaches() {
  const names = (await caches.keys()).filter((name) => name !== CACHE && name !== LEAVING_CACHE);
  await Promise.all(names.slice(0, -1).map((name) => caches.delete(name)));
}

/** @param {Request} request @param {URL} url */
async function serveStatic(request, url) {
  return (await caches.match(url.pathname, { ignoreVary: true })) ?? fetch(request);
}

/** @param {Request} request @returns {Promise<Response | null>} null: nobody answered */
async function fetchOrNull(request) {
  try {
    const late = new Promise((_, reject) => setTimeout(reject, TIMEOUT_MS));
    const answer = /** @type {Response} */ (await Promise.race([fetch(request), late]));
    return GATEWAY_ERRORS.has(answer.status) ? null : answer;
  } catch {
    return null;
  }
}

/**
 * Who has left comes in again only when the house has heard of it: until then her pages are not asked for.
 * @param {Request} request @param {URL} url
 */
async function servePage(request, url) {
  const answer = (await finishSignOut()) ? await fetchOrNull(request) : null;
  return answer ?? serveOffline(url);
}

/**
 * *Forlat siden*: nobody is known here any more. Where the house does not hear of it, LEAVING_CACHE says so until it
 * does.
 * @param {Request} request
 */
async function signOutOnLeaving(request) {
  await Promise.all([caches.open(LEAVING_CACHE), deletePerson().catch(() => undefined)]);
  const answer = await fetch(request).catch(() => null);
  if (answer) await caches.delete(LEAVING_CACHE);
  return answer ?? Response.error();
}

/** Tells the house of a leaving it has not heard of. @returns {Promise<boolean>} whether none is left */
async function finishSignOut() {
  if (!(await caches.has(LEAVING_CACHE))) return true;
  const answer = await fetchOrNull(new Request(config.leave, { method: "POST" }));
  return Boolean(answer?.ok) && (await caches.delete(LEAVING_CACHE));
}

/** @param {URL} url @returns {Promise<Response>} */
async function serveOffline(url) {
  if (url.pathname !== config.shell && url.pathname !== config.help)
    return Response.redirect(config.shell + fragmentFor(url), 303);
  const cache = await caches.open(CACHE);
  const found = await cache.match(inLanguage(url.pathname, await chooseLanguage()), { ignoreVary: true });
  return found ?? Response.error();
}

async function chooseLanguage() {
  const who = await loadPerson().catch(() => undefined);
  const spoken = navigator.languages.map((each) => each.slice(0, 2));
  return who?.language ?? config.languages.find((each) => spoken[0] === each) ?? config.languages[0];
}

/** @param {URL} url */
function fragmentFor(url) {
  if (url.pathname.startsWith(config.run)) return "#practice";
  const step = url.pathname.slice(config.steps.length, -1);
  return url.pathname.startsWith(config.steps) && step in config.asks ? `#check-in/${step}` : "";
}

/** @param {Request} request @param {URL} url */
async function submitForm(request, url) {
  const copy = request.clone();
  const form = copy.formData().catch(() => new FormData());
  const answer = (await finishSignOut()) ? await fetchOrNull(request) : null;
  if (answer) return answer;
  if (url.pathname === config.out) await caches.open(LEAVING_CACHE);
  if (!isSameOrigin(request)) return Response.error();
  const fields = /** @type {[string, string][]} */ ([...(await form)].filter(([, value]) => typeof value === "string"));
  const whose = fields.find(([name]) => name === "whose")?.[1];
  if (!whose) return serveOffline(url);
  const plain = fields.filter(([name]) => name !== "whose" && name !== "csrfmiddlewaretoken");
  try {
    return Response.redirect(config.shell + (await queueForm(whose, url, plain)), 303);
  } catch {
    return Response.error(); // the browser then offers to send the form again, and still has the words
  }
}

/**
 * A form that another site sent is nothing of hers; with a net the house asks for its token.
 * @param {Request} request
 */
const isSameOrigin = (request) => request.referrer !== "" && new URL(request.referrer).origin === location.origin;

/**
 * Lays a form where it is safe.
 * @param {string} whose @param {URL} url @param {[string, string][]} fields @returns {Promise<string>} where it leads
 */
async function queueForm(whose, url, fields) {
  const { row, go, move, step, softer } = Object.fromEntries(fields);
  const asked = url.pathname.slice(config.steps.length, -1);
  if (url.pathname.startsWith(config.steps) && asked in config.asks)
    return queueStep(whose, asked, fields, row, go ?? "save");
  await addPost(whose, row ?? outboxIdFor(url), url.pathname, fields, Date.now());
  if (url.pathname.startsWith(config.practices) && row) {
    const slug = url.pathname.slice(config.practices.length).split("/")[0];
    await saveNote(whose, RUN_NOTE, {
      run: row,
      slug,
      softer: softer === "1",
      step: "",
      seen: [],
      skipped: [],
      ended: "",
      at_ms: Date.now(),
    });
    return "#practice";
  }
  return move ? `#practice/${move}/${step}` : "#kept";
}

/** One move of a practice is one form; its afterwards are one in all tabs. @param {URL} url */
function outboxIdFor(url) {
  const [run, what] = url.pathname.startsWith(config.run) ? url.pathname.slice(config.run.length).split("/") : [];
  if (!run) return crypto.randomUUID();
  return what === "afterwards" ? afterwardsPost(run) : `${run}/${crypto.randomUUID()}`;
}

/**
 * @param {string} whose @param {string} step @param {[string, string][]} fields @param {string} row @param {string} go
 */
async function queueStep(whose, step, fields, row, go) {
  const before = await loadDraft(whose, offlineCheckInDraft(row));
  const whole = before?.fields ?? [["row", row]];
  const given = go === "skip" ? [] : fields;
  const marks = { asked: [], dirty: true, knew: false, base: "", sent: false };
  await saveDraft(whose, offlineCheckInDraft(row), {
    ...marks,
    fields: replaceStep(whole, step, config.asks[step], given),
  });
  await saveNote(whose, CHECK_IN_NOTE, { row, at_ms: Date.now() });
  return `#check-in/${step}/${go}`;
}
