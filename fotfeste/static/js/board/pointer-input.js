import { pan, isWhole, zoom } from "./camera.js";
import { normalizeDegrees, bearing, ontoBoard } from "./geometry.js";
import { dialRadius } from "./background.js";
import { nearestFigure } from "./optimistic-view.js";
import { TAP_PX } from "./painter.js";
import { appendPoint, finishPath } from "./drag-path.js";
import { canMove } from "./seat-view.js";

/**
 * Fingers and mouse on the board: tap and place, drag, the dial, two fingers. What it means is told to the controller.
 *
 * @typedef {import("./seat-view.js").At} At
 * @typedef {[x: number, y: number]} Place
 * @typedef {import("./board-controller.js").BoardController} BoardController
 * @typedef {{kind: "figure" | "dial" | "ground", id: string, from: Place, last: [number, number], began_ms: number,
 *   offset: Place,
 *   hasStarted: boolean, path: import("./geometry.js").Point[]}} Gesture
 */
const STARTS_PX = 6;
const TURNS_BY = 5; // degrees

export class PointerInput {
  /** @type {Map<number, [number, number]>} */ #pointers = new Map();
  /** @type {Gesture | null} */ #gesture = null;

  /** @param {BoardController} controller */
  constructor(controller) {
    this.controller = controller;
    const plane = controller.painter.svg;
    plane.addEventListener("pointerdown", (event) => this.#down(event));
    plane.addEventListener("pointermove", (event) => this.#move(event));
    plane.addEventListener("pointerup", (event) => this.#up(event));
    plane.addEventListener("pointercancel", (event) => this.#cancel(event));
    plane.addEventListener(
      "touchstart",
      (event) => this.#gesture?.kind !== "ground" && event.cancelable && event.preventDefault(),
      { passive: false },
    );
    plane.addEventListener("keydown", () => plane.removeAttribute("data-by-hand"));
    plane.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
  }

  /** The hand opens, whatever it held. */
  release() {
    if (this.#gesture?.hasStarted && this.#gesture.kind !== "ground") this.controller.release();
    this.#gesture = null;
  }

  /** @param {{clientX: number, clientY: number}} event @returns {Place} in board units */
  #boardPoint({ clientX, clientY }) {
    const { camera, painter } = this.controller;
    const box = painter.svg.getBoundingClientRect();
    return [camera.x + (clientX - box.left) * painter.unit, camera.y + (clientY - box.top) * painter.unit];
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (event.button) return;
    this.#pointers.set(event.pointerId, [event.clientX, event.clientY]);
    if (this.#pointers.size > 1) return this.release();
    this.controller.painter.svg.setAttribute("data-by-hand", "");
    const at = this.#boardPoint(event);
    this.#gesture = this.#gestureAt(at, [event.clientX, event.clientY], event.timeStamp);
    this.controller.painter.svg.setPointerCapture(event.pointerId);
    if (this.#gesture.kind === "ground") return;
    event.preventDefault(); // else the browser would give the focus to what lies on top
    this.controller.painter.nodeOf(this.#gesture.id)?.focus({ preventScroll: true });
  }

  /** @param {Place} at @param {[number, number]} last @param {number} began_ms @returns {Gesture} */
  #gestureAt(at, last, began_ms) {
    const { view, painter, selected } = this.controller;
    const gesture = { from: at, last, began_ms, hasStarted: false, path: [], offset: /** @type {Place} */ ([0, 0]) };
    if (selected && this.#isOnDial(selected, at)) return { ...gesture, kind: "dial", id: selected };
    const id = nearestFigure(
      view,
      at,
      Math.max(TAP_PX * painter.unit, painter.radiusOf(/** @type {any} */ ({ scale: 100 }))),
    );
    if (!id) return { ...gesture, kind: "ground", id: "" };
    const [x, y] = /** @type {At} */ (this.#figureAt(id));
    return { ...gesture, kind: "figure", id, offset: [x - at[0], y - at[1]], path: appendPoint([], x, y, 0) };
  }

  /** @param {string} id of a figure that is there */
  #figureAt(id) {
    return this.controller.view.figures?.[id]?.at;
  }

  /** @param {string} id @param {Place} at */
  #isOnDial(id, at) {
    const { view, painter } = this.controller;
    const figure = view.figures?.[id];
    if (!figure?.on_board || !canMove(view, id)) return false;
    const way = figure.at[2] * (Math.PI / 180);
    const radius = dialRadius(painter, figure);
    return (
      Math.hypot(figure.at[0] + Math.sin(way) * radius - at[0], figure.at[1] - Math.cos(way) * radius - at[1]) <=
      TAP_PX * painter.unit
    );
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (!this.#pointers.has(event.pointerId)) return;
    if (this.#pointers.size > 1) return this.#pinch(event);
    const gesture = this.#gesture;
    if (!gesture) return;
    gesture.hasStarted ||= Math.hypot(event.clientX - gesture.last[0], event.clientY - gesture.last[1]) > STARTS_PX;
    if (!gesture.hasStarted) return;
    if (gesture.kind === "ground") return this.#pan(gesture, event);
    if (!canMove(this.controller.view, gesture.id)) return this.release();
    const at = this.#targetOf(gesture, event);
    if (gesture.kind === "figure")
      gesture.path = appendPoint(gesture.path, at[0], at[1], event.timeStamp - gesture.began_ms);
    this.controller.hold(gesture.id, at);
  }

  /** @param {Gesture} gesture @param {PointerEvent} event @returns {At} */
  #targetOf(gesture, event) {
    const place = this.#boardPoint(event);
    const [x, y, heading, gaze] = /** @type {At} */ (this.#figureAt(gesture.id));
    if (gesture.kind === "dial")
      return [x, y, normalizeDegrees(Math.round(bearing([x, y], place) / TURNS_BY) * TURNS_BY), gaze];
    return [...ontoBoard(place[0] + gesture.offset[0], place[1] + gesture.offset[1]), heading, gaze];
  }

  /** @param {Gesture} gesture @param {PointerEvent} event */
  #pan(gesture, { clientX, clientY }) {
    const { camera, painter } = this.controller;
    if (isWhole(camera)) return;
    this.controller.setCamera(
      pan(camera, (gesture.last[0] - clientX) * painter.unit, (gesture.last[1] - clientY) * painter.unit),
    );
    gesture.last = [clientX, clientY];
  }

  /** @param {PointerEvent} event */
  #pinch(event) {
    const { camera, painter } = this.controller;
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
    const before = this.#pointers.get(event.pointerId);
    this.#pointers.set(event.pointerId, [event.clientX, event.clientY]);
    if (!other || !before) return;
    const apart = (/** @type {[number, number]} */ finger) => Math.hypot(finger[0] - other[0], finger[1] - other[1]);
    const middle = this.#boardPoint({
      clientX: (event.clientX + other[0]) / 2,
      clientY: (event.clientY + other[1]) / 2,
    });
    const nearer = zoom(camera, apart([event.clientX, event.clientY]) / Math.max(apart(before), 1), middle);
    const half = painter.unit / 2;
    this.controller.setCamera(pan(nearer, (before[0] - event.clientX) * half, (before[1] - event.clientY) * half));
  }

  /** @param {PointerEvent} event */
  #up(event) {
    const gesture = this.#gesture;
    this.#pointers.delete(event.pointerId);
    this.#gesture = null;
    if (!gesture) return;
    if (!gesture.hasStarted) return this.#tap(gesture);
    if (gesture.kind === "ground") return;
    const at = this.#targetOf(gesture, event);
    const path =
      gesture.kind === "figure" ? finishPath(gesture.path, at[0], at[1], event.timeStamp - gesture.began_ms) : [];
    this.controller.drop(gesture.id, at, path);
  }

  /** A figure is selected; then a place on the ground is where it goes. @param {Gesture} gesture */
  #tap({ kind, id, from }) {
    const { view, selected } = this.controller;
    if (kind === "figure") return this.controller.select(selected === id ? null : id);
    if (kind === "dial" || !selected) return;
    const figure = view.figures?.[selected];
    if (!figure || !canMove(view, selected)) return this.controller.select(null);
    this.controller.drop(selected, [...ontoBoard(...from), figure.at[2], figure.at[3]]);
  }

  /** @param {PointerEvent} event */
  #cancel(event) {
    this.#pointers.delete(event.pointerId);
    this.release();
  }

  /** With Ctrl, as a touchpad's pinch comes; else the page scrolls. @param {WheelEvent} event */
  #wheel(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.controller.setCamera(zoom(this.controller.camera, Math.exp(-event.deltaY / 200), this.#boardPoint(event)));
  }
}
