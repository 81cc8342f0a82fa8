import { html } from "../lib/dom.js";

// What stands beside a replay: what was said up to here, and the ways to take a picture of this moment along.

/** @param {HTMLElement} list @param {Element | null} section @param {string[]} lines */
export function showPerceptions(list, section, lines) {
  const isSame = list.childElementCount === lines.length && list.lastElementChild?.textContent === lines.at(-1);
  if (!isSame) list.replaceChildren(...lines.map((line) => html("li", {}, line)));
  section?.toggleAttribute("hidden", !lines.length);
}

/** @param {ParentNode} root @param {string} url @param {number} seq the moment to take along */
export function linkExports(root, url, seq) {
  root.querySelector("[data-way=svg]")?.setAttribute("href", `${url}?seq=${seq}&download=1`);
  root.querySelector("[data-way=print]")?.setAttribute("href", `${url}?seq=${seq}&print=1`);
  root.querySelector("png-download")?.setAttribute("data-url", `${url}?seq=${seq}`);
}

/** Pictures are looked at, not chosen. @param {ParentNode} root */
export function showAsImages(root) {
  for (const figure of root.querySelectorAll(".figure")) {
    figure.removeAttribute("tabindex");
    figure.setAttribute("role", "img");
    figure.removeAttribute("aria-pressed");
  }
}
