import { draftOf, draftsOf, note, noted, noteWho, unnote, whoWas } from "./vault.js";

/**
 * What a signed-in page leaves for the time without a net: who is here, the practice that is open, the check-in begun,
 * what her shelf shows. Only what the page says itself; nothing is asked of the server for it.
 */

/** @param {string} person @param {ParentNode} page */
export async function noteAll(person, page = document) {
  await notePerson(person, page);
  await notePlace(person, page);
  const begun = (await draftsOf(person, draftOf("")))[0]?.slice(draftOf("").length);
  const row = begun ?? /** @type {HTMLInputElement | null} */ (page.querySelector("form.check-in [name=row]"))?.value;
  if (row) await note(person, "check-in", { row, at_ms: Date.now() });
  else await unnote(person, "check-in");
  const shelf = [...page.querySelectorAll("[data-shelf-slug]")].map((each) => /** @type {HTMLElement} */ (each).dataset);
  const open = shelf.map(({ shelfSlug, shelfWays }) => ({ slug: shelfSlug, softer: shelfWays === "softer" }));
  if (shelf.length) await note(person, "shelf", { open, at_ms: Date.now() });
}

/** A form that may wait says that she keeps things here. @param {string} person @param {ParentNode} page */
async function notePerson(person, page) {
  const before = await whoWas();
  const knew = before?.person === person && before.keeps;
  const keeps = page.querySelector("[name=whose]") !== null || (knew && page.querySelector("[data-not-kept]") === null);
  await noteWho({ person, language: document.documentElement.lang, keeps, seen_ms: Date.now() });
}

/** @param {string} person @param {ParentNode} page */
async function notePlace(person, page) {
  const open = /** @type {HTMLElement | null} */ (page.querySelector("form[data-run]"))?.dataset;
  if (open?.run) {
    const { run, slug = "", softer, step = "", seen = "", skipped = "" } = open;
    await note(person, "run", { run, slug, softer: softer === "1", step, seen: list(seen), skipped: list(skipped), ended: "", at_ms: Date.now() });
    return;
  }
  const before = await noted(person, "run");
  if (before && location.pathname.includes(before.run)) await unnote(person, "run"); // over, or not kept any more
}

/** @param {string} words */
const list = (words) => words.split(" ").filter(Boolean);
