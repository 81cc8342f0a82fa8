import { panned, isWhole, zoomed } from "./camera.js";
import { around, bearing, ontoBoard } from "./geometry.js";
import { dialRadius } from "./ground.js";
import { nearest } from "./now.js";
import { TAP_PX } from "./paint.js";
import { drawn, finished } from "./path.js";
import { mayMove } from "./view.js";

/**
 * Fingers and mouse on the board: tap and place, drag, the dial, two fingers. What it means is told to the bench.
 *
 * @typedef {import("./view.js").At} At
 * @typedef {[x: number, y: number]} Place
 * @typedef {import("./bench.js").Bench} Bench
 * @typedef {{kind: "figure" | "dial" | "ground", id: string, from: Place, last: [number, number], began_ms: number, off: Place,
 *   goes: boolean, path: import("./geometry.js").Point[]}} Grip
 */
const STARTS_PX = 6;
const TURNS_BY = 5; // degrees

export class Hand {
  /** @type {Map<number, [number, number]>} */ #fingers = new Map();
  /** @type {Grip | null} */ #grip = null;

  /** @param {Bench} bench */
  constructor(bench) {
    this.bench = bench;
    const plane = bench.painter.svg;
    plane.addEventListener("pointerdown", (event) => this.#down(event));
    plane.addEventListener("pointermove", (event) => this.#move(event));
    plane.addEventListener("pointerup", (event) => this.#up(event));
    plane.addEventListener("pointercancel", (event) => this.#cancel(event));
    plane.addEventListener("touchstart", (event) => this.#grip?.kind !== "ground" && event.cancelable && event.preventDefault(), { passive: false });
    plane.addEventListener("keydown", () => plane.removeAttribute("data-by-hand"));
    plane.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
  }

  /** The hand opens, whatever it held. */
  letGo() {
    if (this.#grip?.goes && this.#grip.kind !== "ground") this.bench.release();
    this.#grip = null;
  }

  /** @param {{clientX: number, clientY: number}} event @returns {Place} in board units */
  #at({ clientX, clientY }) {
    const { camera, painter } = this.bench;
    const box = painter.svg.getBoundingClientRect();
    return [camera.x + (clientX - box.left) * painter.unit, camera.y + (clientY - box.top) * painter.unit];
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (event.button) return;
    this.#fingers.set(event.pointerId, [event.clientX, event.clientY]);
    if (this.#fingers.size > 1) return this.letGo();
    this.bench.painter.svg.setAttribute("data-by-hand", "");
    const at = this.#at(event);
    this.#grip = this.#gripAt(at, [event.clientX, event.clientY], event.timeStamp);
    this.bench.painter.svg.setPointerCapture(event.pointerId);
    if (this.#grip.kind === "ground") return;
    event.preventDefault(); // else the browser would give the focus to what lies on top
    this.bench.painter.nodeOf(this.#grip.id)?.focus({ preventScroll: true });
  }

  /** @param {Place} at @param {[number, number]} last @param {number} began_ms @returns {Grip} */
  #gripAt(at, last, began_ms) {
    const { view, painter, chosen } = this.bench;
    const grip = { from: at, last, began_ms, goes: false, path: [], off: /** @type {Place} */ ([0, 0]) };
    if (chosen && this.#isOnDial(chosen, at)) return { ...grip, kind: "dial", id: chosen };
    const id = nearest(view, at, Math.max(TAP_PX * painter.unit, painter.rim(/** @type {any} */ ({ scale: 100 }))));
    if (!id) return { ...grip, kind: "ground", id: "" };
    const [x, y] = /** @type {At} */ (view.figures?.[id].at);
    return { ...grip, kind: "figure", id, off: [x - at[0], y - at[1]], path: drawn([], x, y, 0) };
  }

  /** @param {string} id @param {Place} at */
  #isOnDial(id, at) {
    const { view, painter } = this.bench;
    const figure = view.figures?.[id];
    if (!figure?.on_board || !mayMove(view, id)) return false;
    const way = figure.at[2] * (Math.PI / 180);
    const radius = dialRadius(painter, figure);
    return Math.hypot(figure.at[0] + Math.sin(way) * radius - at[0], figure.at[1] - Math.cos(way) * radius - at[1]) <= TAP_PX * painter.unit;
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (!this.#fingers.has(event.pointerId)) return;
    if (this.#fingers.size > 1) return this.#pinch(event);
    const grip = this.#grip;
    if (!grip) return;
    grip.goes ||= Math.hypot(event.clientX - grip.last[0], event.clientY - grip.last[1]) > STARTS_PX;
    if (!grip.goes) return;
    if (grip.kind === "ground") return this.#pan(grip, event);
    if (!mayMove(this.bench.view, grip.id)) return this.letGo();
    const at = this.#held(grip, event);
    if (grip.kind === "figure") grip.path = drawn(grip.path, at[0], at[1], event.timeStamp - grip.began_ms);
    this.bench.hold(grip.id, at);
  }

  /** @param {Grip} grip @param {PointerEvent} event @returns {At} */
  #held(grip, event) {
    const place = this.#at(event);
    const [x, y, heading, gaze] = /** @type {At} */ (this.bench.view.figures?.[grip.id].at);
    if (grip.kind === "dial") return [x, y, around(Math.round(bearing([x, y], place) / TURNS_BY) * TURNS_BY), gaze];
    return [...ontoBoard(place[0] + grip.off[0], place[1] + grip.off[1]), heading, gaze];
  }

  /** @param {Grip} grip @param {PointerEvent} event */
  #pan(grip, { clientX, clientY }) {
    const { camera, painter } = this.bench;
    if (isWhole(camera)) return;
    this.bench.show(panned(camera, (grip.last[0] - clientX) * painter.unit, (grip.last[1] - clientY) * painter.unit));
    grip.last = [clientX, clientY];
  }

  /** @param {PointerEvent} event */
  #pinch(event) {
    const { camera, painter } = this.bench;
    const other = [...this.#fingers].find(([id]) => id !== event.pointerId)?.[1];
    const before = this.#fingers.get(event.pointerId);
    this.#fingers.set(event.pointerId, [event.clientX, event.clientY]);
    if (!other || !before) return;
    const apart = (/** @type {[number, number]} */ finger) => Math.hypot(finger[0] - other[0], finger[1] - other[1]);
    const middle = this.#at({ clientX: (event.clientX + other[0]) / 2, clientY: (event.clientY + other[1]) / 2 });
    const nearer = zoomed(camera, apart([event.clientX, event.clientY]) / Math.max(apart(before), 1), middle);
    const half = painter.unit / 2;
    this.bench.show(panned(nearer, (before[0] - event.clientX) * half, (before[1] - event.clientY) * half));
  }

  /** @param {PointerEvent} event */
  #up(event) {
    const grip = this.#grip;
    this.#fingers.delete(event.pointerId);
    this.#grip = null;
    if (!grip) return;
    if (!grip.goes) return this.#tap(grip);
    if (grip.kind === "ground") return;
    const at = this.#held(grip, event);
    const path = grip.kind === "figure" ? finished(grip.path, at[0], at[1], event.timeStamp - grip.began_ms) : [];
    this.bench.drop(grip.id, at, path);
  }

  /** A figure is chosen; then a place on the ground is where it goes. @param {Grip} grip */
  #tap({ kind, id, from }) {
    const { view, chosen } = this.bench;
    if (kind === "figure") return this.bench.choose(chosen === id ? null : id);
    if (kind === "dial" || !chosen) return;
    const figure = view.figures?.[chosen];
    if (!figure || !mayMove(view, chosen)) return this.bench.choose(null);
    this.bench.drop(chosen, [...ontoBoard(...from), figure.at[2], figure.at[3]]);
  }

  /** @param {PointerEvent} event */
  #cancel(event) {
    this.#fingers.delete(event.pointerId);
    this.letGo();
  }

  /** With Ctrl, as a touchpad's pinch comes; else the page scrolls. @param {WheelEvent} event */
  #wheel(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.bench.show(zoomed(this.bench.camera, Math.exp(-event.deltaY / 200), this.#at(event)));
  }
}
