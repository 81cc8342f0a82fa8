import { placeOf, stepsOf } from "./player-position.js";
import { html } from "../lib/dom.js";

/** Draws one step of a practice into the parts that the offline page has ready for it (`data-part`). */

/**
 * @param {import("./player-position.js").Practice} practice @param {import("./player-position.js").Course & {run:
 *   string}} walk
 * @param {Record<string, string>} figures @param {DOMStringMap} words
 */
export function drawStep(practice, walk, figures, words) {
  const steps = stepsOf(practice, walk.softer);
  const at = placeOf(practice, walk);
  const step = steps[at];
  const last = at === steps.length - 1;
  part("left").textContent = fillPosition(words.left, at + 1, steps.length);
  part("paused").textContent = `${fillPosition(words.place, at + 1, steps.length)} ${step.title}`;
  part("title").textContent = step.title;
  part("text").replaceChildren(...step.text.split("\n\n").map((each) => html("p", {}, each)));
  part("options").replaceChildren(...step.options.map((each) => html("li", {}, each)));
  part("figure").replaceChildren(drawing(figures[step.figure]));
  part("player").dataset.color = practice.colour;
  part("not-kept").hidden = walk.run !== "";
  part("onwards").textContent = (last ? words.last : words.onwards) ?? "";
  showPacer(step.breath, words);
  for (const [move, off] of Object.entries({ back: at === 0, skip: last, soften: walk.softer })) {
    const button = document.querySelector(`[data-ways] button[value=${move}]`);
    if (button instanceof HTMLButtonElement) button.disabled = off;
  }
}

/** @param {string} name @returns {HTMLElement} */
const part = (name) => /** @type {HTMLElement} */ (document.querySelector(`[data-part="${name}"]`));

/** @param {string | undefined} words @param {number} step @param {number} of */
const fillPosition = (words, step, of) => (words ?? "").replace("{step}", String(step)).replace("{of}", String(of));

/** @param {string | undefined} figure */
function drawing(figure) {
  const empty = "<svg xmlns='http://www.w3.org/2000/svg'/>";
  const root = document.importNode(
    new DOMParser().parseFromString(figure || empty, "image/svg+xml").documentElement,
    true,
  );
  root.setAttribute("aria-hidden", "true");
  root.setAttribute("focusable", "false");
  return root;
}

/** @param {[number, number] | null} breath @param {DOMStringMap} words */
function showPacer(breath, words) {
  const there = part("breath");
  there.replaceChildren();
  if (!breath) return;
  void import("../elements/breath-pacer.js");
  const pacer = document.createElement("breath-pacer");
  const [inS, outS] = breath.map(String);
  Object.assign(pacer.dataset, {
    in: words.breathIn,
    out: words.breathOut,
    start: words.breathStart,
    stop: words.breathStop,
    inS,
    outS,
  });
  there.append(pacer);
}
