import { svg } from "../lib/dom.js";
import { GAZE, bodyOf } from "./figure-shapes.js";

/**
 * One body from above, as elements: `turned` holds all that turns with it, `gaze` its head.
 * @typedef {import("./seat-view.js").Figure} Figure
 * @typedef {{group: SVGElement, gaze: SVGElement, parts: Record<string, SVGElement>}} Body
 */

/** @returns {Body} */
export function createBody() {
  const parts = Object.fromEntries(
    ["behind", "nose", "base"].map((name) => [name, svg("path", { class: `figure__${name}` })]),
  );
  const gaze = svg("path", { class: "figure__gaze", d: GAZE });
  return { group: svg("g", {}, ...Object.values(parts), gaze), gaze, parts };
}

/** @param {SVGElement} root @param {Body} body @param {Figure} figure */
export function applyAppearance(root, { parts }, figure) {
  const body = bodyOf(figure);
  for (const name of /** @type {const} */ (["base", "behind", "nose"])) setAttribute(parts[name], "d", body[name]);
  for (const name of /** @type {const} */ (["tone", "shape", "posture"]))
    setAttribute(root, `data-${name}`, figure[name]);
}

/** @param {Body} body @param {Figure} figure its gaze, beside its heading */
export const turnHead = ({ gaze }, figure) =>
  setAttribute(gaze, "transform", `translate(0 ${bodyOf(figure).head}) rotate(${figure.at[3]})`);

/** Nothing is written that is there already. @param {SVGElement} element @param {string} name @param {string} value */
export function setAttribute(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
