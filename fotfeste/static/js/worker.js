import { draftOf, find, keep, note, post, unnoteWho, whoWas } from "./lib/vault.js";
import { withStep } from "./lib/steps.js";
/**
 * Served as /sw.js by web/offline.py, which writes KEPT above it. Keeps the shell, the help page and the files they
 * need, and nothing that belongs to a person. A form that says whose it is (`whose`) waits in her outbox.
 *
 * @typedef {{version: string, languages: string[], statics: string[], shell: string, help: string, run: string,
 *   steps: string, practices: string, leave: string, out: string, asks: Record<string, string[]>}} Kept
 */
const worker = /** @type {any} */ (globalThis);
const kept = /** @type {Kept} */ (worker.KEPT);
const CACHE = `shell-${kept.version}`;
const STATICS = new Set(kept.statics);
const NOBODY_THERE = new Set([502, 503, 504]); // the proxy answers for a house that does not
const WITHIN_MS = 15_000;
const LEAVING = "leaving"; // she has left while nobody answered: the house is told before it is asked for any page

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(fill().then(() => worker.skipWaiting())));
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(tidy().then(() => worker.clients.claim())));
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (url.pathname === kept.leave) event.respondWith(left(request));
  else if (request.mode === "navigate") event.respondWith(request.method === "GET" ? page(request, url) : sent(request, url));
  else if (request.method === "GET" && STATICS.has(url.pathname)) event.respondWith(file(request, url));
});

/** @param {string} path @param {string} language */
const inLanguage = (path, language) => `${path}?language=${language}`;

async function fill() {
  const cache = await caches.open(CACHE);
  await cache.addAll(kept.statics);
  for (const language of kept.languages) {
    for (const path of [kept.shell, kept.help]) {
      // Asked for as a stranger, so that the page is nobody's.
      const headers = { "Accept-Language": language };
      const answer = await fetch(inLanguage(path, language), { headers, credentials: "omit", cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      await cache.put(inLanguage(path, language), answer);
    }
  }
}

/** The version before stays: a page of it may still be open. */
async function tidy() {
  const names = (await caches.keys()).filter((name) => name !== CACHE && name !== LEAVING);
  await Promise.all(names.slice(0, -1).map((name) => caches.delete(name)));
}

/** @param {Request} request @param {URL} url */
async function file(request, url) {
  return (await caches.match(url.pathname, { ignoreVary: true })) ?? fetch(request);
}

/** @param {Request} request @returns {Promise<Response | null>} null: nobody answered */
async function net(request) {
  try {
    const late = new Promise((_, reject) => setTimeout(reject, WITHIN_MS));
    const answer = /** @type {Response} */ (await Promise.race([fetch(request), late]));
    return NOBODY_THERE.has(answer.status) ? null : answer;
  } catch {
    return null;
  }
}

/** @param {Request} request @param {URL} url */
async function page(request, url) {
  await tell();
  return (await net(request)) ?? withoutNet(url);
}

/** *Forlat siden*: nobody is known here any more, whether the house hears of it or not. @param {Request} request */
async function left(request) {
  await Promise.all([caches.open(LEAVING), unnoteWho().catch(() => undefined)]);
  const answer = await fetch(request).catch(() => null);
  if (answer) await caches.delete(LEAVING);
  return answer ?? Response.error();
}

async function tell() {
  if (!(await caches.has(LEAVING))) return;
  const answer = await net(new Request(kept.leave, { method: "POST" }));
  if (answer?.ok) await caches.delete(LEAVING);
}

/** @param {URL} url @returns {Promise<Response>} */
async function withoutNet(url) {
  if (url.pathname !== kept.shell && url.pathname !== kept.help) return Response.redirect(kept.shell + hashFor(url), 303);
  const cache = await caches.open(CACHE);
  const found = await cache.match(inLanguage(url.pathname, await language()), { ignoreVary: true });
  return found ?? Response.error();
}

async function language() {
  const who = await whoWas().catch(() => undefined);
  const spoken = navigator.languages.map((each) => each.slice(0, 2));
  return who?.language ?? kept.languages.find((each) => spoken[0] === each) ?? kept.languages[0];
}

/** @param {URL} url */
function hashFor(url) {
  if (url.pathname.startsWith(kept.run)) return "#practice";
  const step = url.pathname.slice(kept.steps.length, -1);
  return url.pathname.startsWith(kept.steps) && step in kept.asks ? `#check-in/${step}` : "";
}

/** @param {Request} request @param {URL} url */
async function sent(request, url) {
  const copy = request.clone();
  const form = copy.formData().catch(() => new FormData());
  await tell();
  const answer = await net(request);
  if (answer) return answer;
  if (url.pathname === kept.out) await caches.open(LEAVING);
  if (!isOurs(request)) return Response.error();
  const fields = /** @type {[string, string][]} */ ([...(await form)].filter(([, value]) => typeof value === "string"));
  const whose = fields.find(([name]) => name === "whose")?.[1];
  if (!whose) return withoutNet(url);
  const plain = fields.filter(([name]) => name !== "whose" && name !== "csrfmiddlewaretoken");
  try {
    return Response.redirect(kept.shell + (await lay(whose, url, plain)), 303);
  } catch {
    return Response.error(); // the browser then offers to send the form again, and still has the words
  }
}

/** A form that another site sent is nothing of hers; with a net the house asks for its token. @param {Request} request */
const isOurs = (request) => request.referrer !== "" && new URL(request.referrer).origin === location.origin;

/** Lays a form where it is safe. @param {string} whose @param {URL} url @param {[string, string][]} fields @returns {Promise<string>} where it leads */
async function lay(whose, url, fields) {
  const { row, go, move, step, softer } = Object.fromEntries(fields);
  const asked = url.pathname.slice(kept.steps.length, -1);
  if (url.pathname.startsWith(kept.steps) && asked in kept.asks) return layStep(whose, asked, fields, row, go ?? "save");
  await post(whose, row ?? idIn(url), url.pathname, fields, Date.now());
  if (url.pathname.startsWith(kept.practices) && row) {
    const slug = url.pathname.slice(kept.practices.length).split("/")[0];
    await note(whose, "run", { run: row, slug, softer: softer === "1", step: "", seen: [], skipped: [], ended: "", at_ms: Date.now() });
    return "#practice";
  }
  return move ? `#practice/${move}/${step}` : "#kept";
}

/** One move of a practice is one form; its afterwards are one in all tabs. @param {URL} url */
function idIn(url) {
  const [run, what] = url.pathname.startsWith(kept.run) ? url.pathname.slice(kept.run.length).split("/") : [];
  if (!run) return crypto.randomUUID();
  return what === "afterwards" ? `${run}/after` : `${run}/${crypto.randomUUID()}`;
}

/** @param {string} whose @param {string} step @param {[string, string][]} fields @param {string} row @param {string} go */
async function layStep(whose, step, fields, row, go) {
  const before = await find(whose, draftOf(row));
  const whole = before?.fields ?? [["row", row]];
  const given = go === "skip" ? [] : fields;
  const marks = { asked: [], dirty: true, knew: false, base: "", sent: false };
  await keep(whose, draftOf(row), { ...marks, fields: withStep(whole, step, kept.asks[step], given) });
  await note(whose, "check-in", { row, at_ms: Date.now() });
  return `#check-in/${step}/${go}`;
}
