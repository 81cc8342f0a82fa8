import { applyFrame, applyPending, canMove, figuresOnBoard, stillPending, withoutDrags } from "./seat-view.js";

/**
 * What this page shows now: the server's view, what one asked for and is not answered yet, and what a hand holds.
 * @typedef {import("./seat-view.js").View} View
 * @typedef {import("./seat-view.js").At} At
 * @typedef {import("./seat-view.js").PendingCommand} Hope
 */
export class OptimisticView {
  /** @type {Hope[]} */ #pending = [];
  /** @type {{figure: string, at: At} | null} */ #heldFigure = null;
  /** @type {View | null} */ #view = null;

  /** @param {View} view */
  constructor(view) {
    this.server = view;
  }

  /** @param {import("./seat-view.js").Frame} frame */
  applyFrame(frame) {
    this.server = applyFrame(this.server, frame);
    this.#pending = stillPending(this.#pending, this.server);
    const isTakenAway = this.#heldFigure && !canMove(this.server, this.#heldFigure.figure);
    if (isTakenAway) this.#heldFigure = null; // frozen, or no longer hers to move
    this.#view = null;
  }

  /** Nothing can be asked any more: what is here is only shown. */
  end() {
    this.#pending = [];
    this.#heldFigure = null;
    const me = /** @type {View["me"]} */ ({ ...this.server.me, moves: "", may: [] });
    this.server = { ...this.server, me };
    this.#view = null;
  }

  /** @param {string[]} figures whose previews are over */
  forgetDrags(figures) {
    this.server = withoutDrags(this.server, figures);
    this.#view = null;
  }

  /** @param {string} id @param {import("./seat-view.js").Command} command */
  addPending(id, command) {
    this.#pending = [...this.#pending, { id, command, seq: null }];
    this.#heldFigure = null;
    this.#view = null;
  }

  /**
   * Taken: it holds until the view has it. Refused: all is as the server says.
   * @param {string} id @param {import("./command-http.js").CommandAnswer} answer
   */
  settle(id, answer) {
    const seq = "seq" in answer ? answer.seq : null;
    this.#pending = stillPending(
      this.#pending.flatMap((each) => (each.id !== id ? [each] : seq === null ? [] : [{ ...each, seq }])),
      this.server,
    );
    this.#view = null;
  }

  /** @param {string} figure @param {At} at */
  hold(figure, at) {
    this.#heldFigure = { figure, at };
    this.#view = null;
  }

  release() {
    this.#heldFigure = null;
    this.#view = null;
  }

  get heldFigure() {
    return this.#heldFigure;
  }

  /** @returns {View} */
  get view() {
    this.#view ??= this.#withHeldFigure(applyPending(this.server, this.#pending));
    return this.#view;
  }

  /** The place it was taken from stays marked. @param {View} view @returns {View} */
  #withHeldFigure(view) {
    const figure = this.#heldFigure && view.figures?.[this.#heldFigure.figure];
    if (!this.#heldFigure || !figure) return view;
    const id = this.#heldFigure.figure;
    /** @type {Record<string, [number, number, number]>} */
    const from = { [id]: [figure.at[0], figure.at[1], figure.at[2]] };
    const drags = figure.on_board ? { ...view.drags, ...from } : view.drags;
    return {
      ...view,
      drags,
      figures: { ...view.figures, [id]: { ...figure, at: this.#heldFigure.at, on_board: true } },
    };
  }
}

/**
 * The figure a finger means: the nearest one, so that each can be had where many stand close.
 * @param {View} view @param {readonly [number, number]} at @param {number} reach in units
 */
export function nearestFigure(view, at, reach) {
  const far = ([, { at: place }] = /** @type {[string, import("./seat-view.js").Figure]} */ (["", {}])) =>
    Math.hypot(place[0] - at[0], place[1] - at[1]);
  const [first] = figuresOnBoard(view).toSorted((a, b) => far(a) - far(b));
  return first && far(first) <= reach ? first[0] : null;
}
