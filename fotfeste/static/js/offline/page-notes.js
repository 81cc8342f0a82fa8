import { draftNames, saveNote, loadNote, savePerson, deleteNote, loadPerson } from "../lib/encrypted-store.js";
import { CHECK_IN_NOTE, offlineCheckInDraft, RUN_NOTE, SHELF_NOTE } from "../lib/stored-names.js";

/**
 * What a signed-in page leaves for the time without a net: who is here, the practice that is open, the check-in begun,
 * what her shelf shows. Only what the page says itself; nothing is asked of the server for it.
 */

/** @param {string} person @param {ParentNode} page */
export async function savePageNotes(person, page = document) {
  await saveKnownPerson(person, page);
  await savePracticePosition(person, page);
  const begun = (await draftNames(person, offlineCheckInDraft("")))[0]?.slice(offlineCheckInDraft("").length);
  const row = begun ?? /** @type {HTMLInputElement | null} */ (page.querySelector("form.check-in [name=row]"))?.value;
  if (row) await saveNote(person, CHECK_IN_NOTE, { row, at_ms: Date.now() });
  else await deleteNote(person, CHECK_IN_NOTE);
  const shelf = [...page.querySelectorAll("[data-shelf-slug]")].map(
    (each) => /** @type {HTMLElement} */ (each).dataset,
  );
  const open = shelf.map(({ shelfSlug, shelfWays }) => ({ slug: shelfSlug, softer: shelfWays === "softer" }));
  if (shelf.length) await saveNote(person, SHELF_NOTE, { open, at_ms: Date.now() });
}

/** A form that may wait says that she keeps things here. @param {string} person @param {ParentNode} page */
async function saveKnownPerson(person, page) {
  const before = await loadPerson();
  const knew = before?.person === person && before.keeps;
  const keeps = page.querySelector("[name=whose]") !== null || (knew && page.querySelector("[data-not-kept]") === null);
  await savePerson({ person, language: document.documentElement.lang, keeps, seen_ms: Date.now() });
}

/** @param {string} person @param {ParentNode} page */
async function savePracticePosition(person, page) {
  const open = /** @type {HTMLElement | null} */ (page.querySelector("form[data-run]"))?.dataset;
  if (open?.run) {
    const { run, slug = "", softer, step = "", seen = "", skipped = "" } = open;
    await saveNote(person, RUN_NOTE, {
      run,
      slug,
      softer: softer === "1",
      step,
      seen: splitWords(seen),
      skipped: splitWords(skipped),
      ended: "",
      at_ms: Date.now(),
    });
    return;
  }
  const before = await loadNote(person, RUN_NOTE);
  // Over, or not kept any more.
  if (before && location.pathname.includes(before.run)) await deleteNote(person, RUN_NOTE);
}

/** @param {string} words */
const splitWords = (words) => words.split(" ").filter(Boolean);
