import { applied, hoped, mayMove, standing, unmet, without } from "./view.js";

/**
 * What this page shows now: the server's view, what one asked for and is not answered yet, and what a hand holds.
 * @typedef {import("./view.js").View} View
 * @typedef {import("./view.js").At} At
 * @typedef {import("./view.js").Hope} Hope
 */
export class Now {
  /** @type {Hope[]} */ #hopes = [];
  /** @type {{figure: string, at: At} | null} */ #held = null;
  /** @type {View | null} */ #shown = null;

  /** @param {View} view */
  constructor(view) {
    this.server = view;
  }

  /** @param {import("./view.js").Frame} frame */
  frame(frame) {
    this.server = applied(this.server, frame);
    this.#hopes = unmet(this.#hopes, this.server);
    if (this.#held && !mayMove(this.server, this.#held.figure)) this.#held = null; // frozen, or no longer hers to move
    this.#shown = null;
  }

  /** Nothing can be asked any more: what is here is only shown. */
  end() {
    this.#hopes = [];
    this.#held = null;
    this.server = { ...this.server, me: { ...this.server.me, moves: "", may: [] } };
    this.#shown = null;
  }

  /** @param {string[]} figures whose previews are over */
  forget(figures) {
    this.server = without(this.server, figures);
    this.#shown = null;
  }

  /** @param {string} id @param {import("./view.js").Command} command */
  hope(id, command) {
    this.#hopes = [...this.#hopes, { id, command, seq: null }];
    this.#held = null;
    this.#shown = null;
  }

  /** Taken: it holds until the view has it. Refused: all is as the server says. @param {string} id @param {import("../lib/board-post.js").Answer} answer */
  answered(id, answer) {
    const seq = "seq" in answer ? answer.seq : null;
    this.#hopes = unmet(this.#hopes.flatMap((each) => (each.id !== id ? [each] : seq === null ? [] : [{ ...each, seq }])), this.server);
    this.#shown = null;
  }

  /** @param {string} figure @param {At} at */
  hold(figure, at) {
    this.#held = { figure, at };
    this.#shown = null;
  }

  release() {
    this.#held = null;
    this.#shown = null;
  }

  get held() {
    return this.#held;
  }

  /** @returns {View} */
  get shown() {
    this.#shown ??= this.#withHeld(hoped(this.server, this.#hopes));
    return this.#shown;
  }

  /** The place it was taken from stays marked. @param {View} view @returns {View} */
  #withHeld(view) {
    const figure = this.#held && view.figures?.[this.#held.figure];
    if (!this.#held || !figure) return view;
    const id = this.#held.figure;
    /** @type {Record<string, [number, number, number]>} */
    const from = { [id]: [figure.at[0], figure.at[1], figure.at[2]] };
    const drags = figure.on_board ? { ...view.drags, ...from } : view.drags;
    return { ...view, drags, figures: { ...view.figures, [id]: { ...figure, at: this.#held.at, on_board: true } } };
  }
}

/** The figure a finger means: the nearest one, so that each can be had where many stand close. @param {View} view @param {readonly [number, number]} at @param {number} reach in units */
export function nearest(view, at, reach) {
  const far = ([, { at: place }] = /** @type {[string, import("./view.js").Figure]} */ (["", {}])) => Math.hypot(place[0] - at[0], place[1] - at[1]);
  const [first] = standing(view).toSorted((a, b) => far(a) - far(b));
  return first && far(first) <= reach ? first[0] : null;
}
