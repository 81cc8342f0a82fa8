import { Timers } from "../lib/timers.js";

/**
 * Previews of a drag come twenty times a second until the hand lets go. One that nobody went on with is forgotten; one
 * timer does for all of them.
 */
const SWEEP_MS = 1_000; // twice as long as a hand at rest is silent

export class Previews {
  /** @type {Set<string>} */ #before = new Set();
  /** @type {Set<string>} */ #since = new Set();
  #timers;

  /** @param {import("../lib/timers.js").Time} time @param {(figures: string[]) => void} forget */
  constructor(time, forget) {
    this.#timers = new Timers(time);
    this.forget = forget;
  }

  /** @param {string[]} figures */
  came(figures) {
    for (const id of figures) this.#since.add(id);
    if (figures.length && !this.#timers.has("sweep")) this.#later();
  }

  #later() {
    this.#timers.in("sweep", SWEEP_MS, () => this.#sweep());
  }

  /** What came before and not since is over. */
  #sweep() {
    const over = [...this.#before].filter((id) => !this.#since.has(id));
    [this.#before, this.#since] = [this.#since, new Set()];
    if (over.length) this.forget(over);
    if (this.#before.size) this.#later();
  }
}
