import { Timers } from "../lib/timers.js";
import { WHOLE, panToShow, zoom } from "./camera.js";
import { clearPlace } from "./geometry.js";
import { GAZE, TURN, gazeBy, moveByKey, turnBy } from "./keyboard-moves.js";
import { OptimisticView } from "./optimistic-view.js";
import { canMove, figuresOnBoard } from "./seat-view.js";

/**
 * Where hand, keys and buttons work: what is chosen, what is held, which part of the board is shown.
 * @typedef {import("./seat-view.js").View} View
 * @typedef {import("./seat-view.js").At} At
 * @typedef {{painter: import("./painter.js").Painter, connection: () => import("./connection.js").BoardConnection |
 *   undefined, draw: () => void,
 *   ask: (command: import("./seat-view.js").Command) => void}} ControllerContext
 */
const KEYS_REST_MS = 350; // several presses are one move
const NEARER = 1.5;
const MIDDLE = /** @type {const} */ ([600, 500]);

export class BoardController {
  /** @type {string | null} */ selected = null;
  camera = WHOLE;
  #timers;

  /** @param {View} view @param {import("../lib/timers.js").Time} time @param {ControllerContext} context */
  constructor(view, time, context) {
    this.optimistic = new OptimisticView(view);
    this.context = context;
    this.painter = context.painter;
    this.#timers = new Timers(time);
  }

  get view() {
    return this.optimistic.view;
  }

  /** @param {string | null} id */
  select(id) {
    this.commit();
    this.selected = id;
    this.context.draw();
  }

  /** @param {string} id @param {At} at not sent yet, only shown */
  hold(id, at) {
    this.optimistic.hold(id, at);
    this.context.connection()?.drag.show([id, at[0], at[1], at[2]]);
    this.context.draw();
  }

  /** @param {string} id @param {At} at @param {import("./geometry.js").Point[]} path */
  drop(id, [x, y, heading, gaze], path = []) {
    this.#timers.cancel("keys");
    this.context.connection()?.drag.end();
    if (this.selected) this.selected = id;
    this.context.ask({ do: "move", figure: id, x, y, heading, gaze, ...(path.length ? { path } : {}) });
  }

  /** @param {string[]} figures whose previews are over */
  forgetDrags(figures) {
    this.optimistic.forgetDrags(figures);
    this.context.draw();
  }

  /** What keys have moved so far is sent now. */
  commit() {
    const held = this.optimistic.heldFigure;
    if (held && this.#timers.has("keys")) this.drop(held.figure, held.at);
  }

  /** Others see it stand again where it stood. */
  release() {
    const held = this.optimistic.heldFigure;
    this.#timers.cancel("keys");
    this.optimistic.release();
    const at = held && this.view.figures?.[held.figure]?.at;
    this.context.connection()?.drag.end(at ? [held.figure, at[0], at[1], at[2]] : null);
    this.context.draw();
  }

  /** @param {import("./camera.js").Camera} camera */
  setCamera(camera) {
    this.camera = camera;
    this.context.draw();
  }

  // ---- keys and buttons

  /** @param {KeyboardEvent} event */
  pressKey(event) {
    const id = event.target instanceof Element ? event.target.getAttribute("data-figure") : null;
    if (event.key === "Escape") return this.#cancelAll();
    if (!id || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      return this.select(this.selected === id ? null : id);
    }
    const to = moveByKey(/** @type {At} */ (this.view.figures?.[id].at), event);
    if (!to) return;
    event.preventDefault();
    if (canMove(this.view, id)) this.#nudge(id, to);
  }

  #cancelAll() {
    this.release();
    this.select(null);
  }

  /** @param {string} id @param {At} at */
  #nudge(id, at) {
    if (this.optimistic.heldFigure && this.optimistic.heldFigure.figure !== id) this.commit();
    this.hold(id, at);
    this.camera = panToShow(this.camera, [at[0], at[1]]);
    this.#timers.in("keys", KEYS_REST_MS, () => this.drop(id, at));
  }

  /** @param {import("./toolbar.js").ToolAction} action */
  act(action) {
    if (action === "in" || action === "out")
      return this.setCamera(zoom(this.camera, action === "in" ? NEARER : 1 / NEARER, this.#centre()));
    if (action === "whole") return this.setCamera(WHOLE);
    const id = this.selected;
    const at = id && this.view.figures?.[id]?.at;
    if (!id || !at) return;
    if (action === "done") return this.#deselect(id);
    if (action === "lift") {
      this.select(null);
      return this.context.ask({ do: "lift", figure: id });
    }
    const by = action.endsWith("left") ? -1 : 1;
    this.#nudge(id, action.startsWith("gaze") ? gazeBy(at, by * GAZE) : turnBy(at, by * TURN));
  }

  /** @param {string} id the keyboard stays where it was */
  #deselect(id) {
    this.select(null);
    this.painter.nodeOf(id)?.focus({ preventScroll: true });
  }

  #centre() {
    const at = this.selected ? this.view.figures?.[this.selected]?.at : undefined;
    return at ? /** @type {const} */ ([at[0], at[1]]) : undefined;
  }

  /**
   * A figure that waits beside the board: with a finger a tap says where; with a key it stands in the middle, or next
   * to it.
   * @param {string} id @param {boolean} byKey
   */
  pick(id, byKey) {
    this.select(this.selected === id ? null : id);
    const figure = this.view.figures?.[id];
    if (!byKey || !figure) return;
    const taken = figuresOnBoard(this.view).map(([, { at }]) => /** @type {[number, number]} */ ([at[0], at[1]]));
    this.selected = id;
    this.drop(id, [...clearPlace(MIDDLE, taken), figure.at[2], figure.at[3]]);
    setTimeout(() => this.painter.nodeOf(id)?.focus(), 50);
  }
}
