import { along, lengthOf } from "./film.js";

/**
 * Plays a film: the silence before a step, the way of the hand, the step itself. It knows no page.
 * @typedef {import("./film.js").Frame} Frame
 * @typedef {{frame: () => Frame | undefined, step: () => void, hand: (figure: string, x: number, y: number) => void,
 *   plays: (plays: boolean) => void, speed: () => number, isStill: () => boolean}} Ears
 *   frame: the one that comes next; isStill: whether nothing may glide
 */
const SHORTEST_MS = 350;
const DRAWN_MS = 40;

export class Reel {
  #timer = 0;

  /** @param {Ears} ears */
  constructor(ears) {
    this.ears = ears;
  }

  get plays() {
    return this.#timer !== 0;
  }

  play() {
    this.ears.plays(true);
    this.#wait();
  }

  pause() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.ears.plays(false);
  }

  #wait() {
    const frame = this.ears.frame();
    if (!frame) return this.pause();
    const still = Math.max(frame.wait - lengthOf(frame), SHORTEST_MS) / this.ears.speed();
    this.#timer = window.setTimeout(() => this.#follow(performance.now()), still);
  }

  /** @param {number} since_ms */
  #follow(since_ms) {
    const frame = this.ears.frame();
    const ms = (performance.now() - since_ms) * this.ears.speed();
    if (!frame?.moved || !frame.path || ms >= lengthOf(frame) || this.ears.isStill()) {
      this.ears.step();
      return this.#wait();
    }
    this.ears.hand(frame.moved[0], ...along(frame.path, ms));
    this.#timer = window.setTimeout(() => this.#follow(since_ms), DRAWN_MS);
  }
}
