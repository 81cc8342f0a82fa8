import { Timers } from "../lib/timers.js";

/**
 * Previews of a drag come twenty times a second until the hand lets go. One that nobody went on with is forgotten; one
 * timer does for all of them.
 */
const SWEEP_MS = 1_000; // twice as long as a hand at rest is silent

export class DragExpiry {
  /** @type {Set<string>} */ #earlier = new Set();
  /** @type {Set<string>} */ #recent = new Set();
  #timers;

  /** @param {import("../lib/timers.js").Time} time @param {(figures: string[]) => void} forget */
  constructor(time, forget) {
    this.#timers = new Timers(time);
    this.forget = forget;
  }

  /** @param {string[]} figures */
  renew(figures) {
    for (const id of figures) this.#recent.add(id);
    if (figures.length && !this.#timers.has("sweep")) this.#scheduleSweep();
  }

  #scheduleSweep() {
    this.#timers.in("sweep", SWEEP_MS, () => this.#sweep());
  }

  /** What came before and not since is over. */
  #sweep() {
    const over = [...this.#earlier].filter((id) => !this.#recent.has(id));
    [this.#earlier, this.#recent] = [this.#recent, new Set()];
    if (over.length) this.forget(over);
    if (this.#earlier.size) this.#scheduleSweep();
  }
}
