import { html } from "../lib/dom.js";

const SMALL = { transform: "scale(0.6)", opacity: 0.55 };
const LARGE = { transform: "scale(1)", opacity: 1 };

/**
 * A circle that widens and narrows with chosen seconds. Starts only by its button; words alone under reduced motion.
 */
class BreathPacer extends HTMLElement {
  #circle = html("div", { class: "pacer__circle" });
  #word = html("p", { class: "pacer__word" });
  #button = html("button", { type: "button", class: "ds-button", "data-variant": "secondary" });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #next;

  connectedCallback() {
    const stage = html("div", { class: "pacer__stage", "aria-hidden": "true" }, this.#circle, this.#word);
    this.replaceChildren(stage, this.#button);
    this.#button.addEventListener("click", () => (this.#next === undefined ? this.#breathe(true) : this.#rest()));
    document.addEventListener("visibilitychange", () => document.hidden && this.#rest());
    this.#rest();
  }

  disconnectedCallback() {
    clearTimeout(this.#next);
  }

  #rest() {
    clearTimeout(this.#next);
    this.#next = undefined;
    for (const motion of this.#circle.getAnimations()) motion.cancel();
    this.#word.textContent = "";
    this.#button.textContent = this.dataset.start ?? "";
  }

  /** @param {boolean} inward */
  #breathe(inward) {
    const lasts_ms = 1000 * Number((inward ? this.dataset.inS : this.dataset.outS) ?? 5);
    this.#button.textContent = this.dataset.stop ?? "";
    this.#word.textContent = (inward ? this.dataset.in : this.dataset.out) ?? "";
    this.#move(inward, lasts_ms);
    this.#next = setTimeout(() => this.#breathe(!inward), lasts_ms);
  }

  /** @param {boolean} inward @param {number} lasts_ms */
  #move(inward, lasts_ms) {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const frames = inward ? [SMALL, LARGE] : [LARGE, SMALL];
    this.#circle.animate(frames, { duration: lasts_ms, easing: "ease-in-out", fill: "forwards" });
  }
}

customElements.define("breath-pacer", BreathPacer);
