import { html } from "../lib/dom.js";

/** @typedef {{slug: string, softer: boolean}} Open a practice that lay open on her shelf when she last looked */

/** @param {Open[]} open @param {Record<string, import("./player-position.js").Practice>} practices those kept here */
export function showShelfLinks(open, practices) {
  const list = /** @type {HTMLElement} */ (document.querySelector("[data-shelf]"));
  const known = open.filter(({ slug }) => practices[slug]);
  list.replaceChildren(...known.map(({ slug, softer }) => linkTo(practices[slug], slug, softer)));
  if (list.parentElement) list.parentElement.hidden = !known.length;
}

/** @param {import("./player-position.js").Practice} practice @param {string} slug @param {boolean} softer */
function linkTo({ title, purpose }, slug, softer) {
  const words = html("span", { class: "row__text" }, html("b", {}, title), html("span", { class: "soft" }, purpose));
  return html("li", {}, html("a", { class: "row", href: `#begin/${slug}${softer ? "/softer" : ""}` }, words));
}
