import { Timers } from "../lib/timers.js";
import { WHOLE, showing, zoomed } from "./camera.js";
import { clearPlace } from "./geometry.js";
import { GAZE, TURN, gazed, keyed, turned } from "./keys.js";
import { Now } from "./now.js";
import { mayMove, standing } from "./view.js";

/**
 * Where hand, keys and buttons work: what is chosen, what is held, which part of the board is shown.
 * @typedef {import("./view.js").View} View
 * @typedef {import("./view.js").At} At
 * @typedef {{painter: import("./paint.js").Painter, link: () => import("../lib/board-link.js").BoardLink | undefined, draw: () => void,
 *   ask: (command: import("./view.js").Command) => void}} Around
 */
const KEYS_REST_MS = 350; // several presses are one move
const NEARER = 1.5;
const MIDDLE = /** @type {const} */ ([600, 500]);

export class Bench {
  /** @type {string | null} */ chosen = null;
  camera = WHOLE;
  #timers;

  /** @param {View} view @param {import("../lib/timers.js").Time} time @param {Around} around */
  constructor(view, time, around) {
    this.now = new Now(view);
    this.around = around;
    this.painter = around.painter;
    this.#timers = new Timers(time);
  }

  get view() {
    return this.now.shown;
  }

  /** @param {string | null} id */
  choose(id) {
    this.commit();
    this.chosen = id;
    this.around.draw();
  }

  /** @param {string} id @param {At} at not sent yet, only shown */
  hold(id, at) {
    this.now.hold(id, at);
    this.around.link()?.drag([id, at[0], at[1], at[2]]);
    this.around.draw();
  }

  /** @param {string} id @param {At} at @param {import("./geometry.js").Point[]} path */
  drop(id, [x, y, heading, gaze], path = []) {
    this.#timers.cancel("keys");
    this.around.link()?.rest();
    if (this.chosen) this.chosen = id;
    this.around.ask({ do: "move", figure: id, x, y, heading, gaze, ...(path.length ? { path } : {}) });
  }

  /** What keys have moved so far is sent now. */
  commit() {
    const held = this.now.held;
    if (held && this.#timers.has("keys")) this.drop(held.figure, held.at);
  }

  /** Others see it stand again where it stood. */
  release() {
    const held = this.now.held;
    this.#timers.cancel("keys");
    this.now.release();
    const at = held && this.view.figures?.[held.figure]?.at;
    this.around.link()?.rest(at ? [held.figure, at[0], at[1], at[2]] : null);
    this.around.draw();
  }

  /** @param {import("./camera.js").Camera} camera */
  show(camera) {
    this.camera = camera;
    this.around.draw();
  }

  // ---- keys and buttons

  /** @param {KeyboardEvent} event */
  key(event) {
    const id = event.target instanceof Element ? event.target.getAttribute("data-figure") : null;
    if (event.key === "Escape") return this.#escape();
    if (!id || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") return event.preventDefault(), this.choose(this.chosen === id ? null : id);
    const to = keyed(/** @type {At} */ (this.view.figures?.[id].at), event);
    if (!to) return;
    event.preventDefault();
    if (mayMove(this.view, id)) this.#nudge(id, to);
  }

  #escape() {
    this.release();
    this.choose(null);
  }

  /** @param {string} id @param {At} at */
  #nudge(id, at) {
    if (this.now.held && this.now.held.figure !== id) this.commit();
    this.hold(id, at);
    this.camera = showing(this.camera, [at[0], at[1]]);
    this.#timers.in("keys", KEYS_REST_MS, () => this.drop(id, at));
  }

  /** @param {import("./tools.js").Deed} deed */
  deed(deed) {
    if (deed === "in" || deed === "out") return this.show(zoomed(this.camera, deed === "in" ? NEARER : 1 / NEARER, this.#centre()));
    if (deed === "whole") return this.show(WHOLE);
    const id = this.chosen;
    const at = id && this.view.figures?.[id]?.at;
    if (!id || !at) return;
    if (deed === "done") return this.#backTo(id);
    if (deed === "lift") return this.choose(null), this.around.ask({ do: "lift", figure: id });
    const by = deed.endsWith("left") ? -1 : 1;
    this.#nudge(id, deed.startsWith("gaze") ? gazed(at, by * GAZE) : turned(at, by * TURN));
  }

  /** @param {string} id the keyboard stays where it was */
  #backTo(id) {
    this.choose(null);
    this.painter.nodeOf(id)?.focus({ preventScroll: true });
  }

  #centre() {
    const at = this.chosen ? this.view.figures?.[this.chosen]?.at : undefined;
    return at ? /** @type {const} */ ([at[0], at[1]]) : undefined;
  }

  /** A figure that waits beside the board: with a finger a tap says where; with a key it stands in the middle, or next to it. @param {string} id @param {boolean} byKey */
  pick(id, byKey) {
    this.choose(this.chosen === id ? null : id);
    const figure = this.view.figures?.[id];
    if (!byKey || !figure) return;
    const taken = standing(this.view).map(([, { at }]) => /** @type {[number, number]} */ ([at[0], at[1]]));
    this.chosen = id;
    this.drop(id, [...clearPlace(MIDDLE, taken), figure.at[2], figure.at[3]]);
    setTimeout(() => this.painter.nodeOf(id)?.focus(), 50);
  }
}
