import { isDirty } from "./unsent-input.js";
import { patchText } from "../lib/text-patch.js";

// A section of a board's page, drawn anew without taking anything from a hand that is at work in it.

/** @param {HTMLElement} section */
export const partName = (section) => section.dataset.part ?? "";

/** What a section says, apart from what is fresh each time it is made. @param {Element} section */
export const comparableHtml = (section) =>
  section.outerHTML.replace(/(name="(?:id|csrfmiddlewaretoken)" value=")[^"]*/g, "$1");

/** Whether someone types, chooses or drags in it. @param {HTMLElement} section */
export function isInUse(section) {
  const active = document.activeElement;
  if (!active || !section.contains(active)) return false;
  if (active instanceof HTMLSelectElement || active.matches("input[type=range]")) return true;
  return (active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement) && isDirty(active);
}

/**
 * What was open stays open, and focus stays where it was.
 * @param {HTMLElement} old @param {HTMLElement} section @param {boolean} anyhow
 * @returns {HTMLElement} what stands there now
 */
export function replaceSection(old, section, anyhow) {
  if (!anyhow && patchText(old, section)) return old;
  const focus = old.contains(document.activeElement) ? document.activeElement : null;
  for (const fold of /** @type {NodeListOf<HTMLElement>} */ (old.querySelectorAll("details[open][data-fold]"))) {
    section.querySelector(`[data-fold="${fold.dataset.fold}"]`)?.setAttribute("open", "");
  }
  const drawn = document.adoptNode(section);
  old.replaceWith(drawn);
  if (focus) restoreFocus(drawn, focus);
  return drawn;
}

/**
 * To the same field; else to the same form's button; else to the section, or the page when that is empty now.
 * @param {HTMLElement} section @param {Element} was
 */
function restoreFocus(section, was) {
  const form = was.closest("form")?.dataset.form;
  const same = was.id
    ? section.querySelector(`#${CSS.escape(was.id)}`)
    : section.querySelector(`form[data-form="${form}"] button`);
  if (!same) section.tabIndex = -1;
  const there = same ?? (section.hidden ? document.querySelector("main") : section);
  if (there instanceof HTMLElement) there.focus({ preventScroll: true });
}

/** What is read out when a section has changed. @param {HTMLElement} section */
export const headlineOf = (section) =>
  [...section.querySelectorAll("h1, .lead, .session__rests")].map((each) => each.textContent).join(". ");

/** The board has its place on the page while there is one to see. @param {HTMLElement} page */
export function showBoardPlace(page) {
  const isShown = Boolean(page.querySelector("[data-board-shown]"));
  for (const each of page.querySelectorAll(".session__floor, .session__sight"))
    each.toggleAttribute("hidden", !isShown);
  document.body.classList.toggle("session--board", isShown);
}
