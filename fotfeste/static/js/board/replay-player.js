import { positionAt, durationOf } from "./replay-frames.js";

/**
 * Plays a film: the silence before a step, the way of the hand, the step itself. It knows no page.
 * @typedef {import("./replay-frames.js").ReplayFrame} Frame
 * @typedef {{nextFrame: () => Frame | undefined, showNext: () => void, showDrag: (figure: string, x: number, y: number)
 *   => void,
 *   setPlaying: (plays: boolean) => void, speed: () => number, isMotionReduced: () => boolean}} PlayerHost
 *   frame: the one that comes next; isStill: whether nothing may glide
 */
const SHORTEST_MS = 350;
const DRAWN_MS = 40;

export class ReplayPlayer {
  #timer = 0;

  /** @param {PlayerHost} host */
  constructor(host) {
    this.host = host;
  }

  get isPlaying() {
    return this.#timer !== 0;
  }

  play() {
    this.host.setPlaying(true);
    this.#scheduleStep();
  }

  pause() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.host.setPlaying(false);
  }

  #scheduleStep() {
    const frame = this.host.nextFrame();
    if (!frame) return this.pause();
    const still = Math.max(frame.wait - durationOf(frame), SHORTEST_MS) / this.host.speed();
    this.#timer = window.setTimeout(() => this.#animateDrag(performance.now()), still);
  }

  /** @param {number} since_ms */
  #animateDrag(since_ms) {
    const frame = this.host.nextFrame();
    const ms = (performance.now() - since_ms) * this.host.speed();
    if (!frame?.moved || !frame.path || ms >= durationOf(frame) || this.host.isMotionReduced()) {
      this.host.showNext();
      return this.#scheduleStep();
    }
    this.host.showDrag(frame.moved[0], ...positionAt(frame.path, ms));
    this.#timer = window.setTimeout(() => this.#animateDrag(since_ms), DRAWN_MS);
  }
}
