import { Timers } from "../lib/timers.js";
import { isWhole } from "./camera.js";

/**
 * Draws a board once a frame, however much came, and only what has changed. Names are laid out when figures rest.
 * @typedef {import("./board-controller.js").BoardController} BoardController
 */
const NAMES_MS = 200; // after others moved something names are laid out anew
const NAMES_DRAGGED_MS = 1_500; // while hands are at work

export class BoardRenderer {
  /** @type {unknown[]} */ #painted = [];
  #timers;
  #isScheduled = false;
  #wide_px = 0;

  /**
   * @param {HTMLElement} host @param {BoardController} controller @param {import("./toolbar.js").Toolbar} toolbar
   * @param {import("../lib/timers.js").Time} time
   */
  constructor(host, controller, toolbar, time) {
    this.#timers = new Timers(time);
    this.host = host;
    this.controller = controller;
    this.toolbar = toolbar;
    const resized = new ResizeObserver(([{ contentRect }]) => this.#resize(contentRect.width));
    resized.observe(controller.painter.svg);
  }

  /** @param {number} wide_px */
  #resize(wide_px) {
    this.#wide_px = wide_px;
    this.schedule();
  }

  schedule() {
    if (this.#isScheduled || !this.#wide_px) return; // nothing is drawn before its size is known
    this.#isScheduled = true;
    requestAnimationFrame(() => this.#paint());
  }

  /** Names as they are now, with the next frame. */
  nameNow() {
    this.#timers.cancel("names");
    this.schedule();
  }

  /** Names wait until figures rest. @param {boolean} areDragged whether a hand is at work */
  nameLater(areDragged) {
    if (!this.#timers.has("names"))
      this.#timers.in("names", areDragged ? NAMES_DRAGGED_MS : NAMES_MS, () => this.schedule());
    this.schedule();
  }

  #paint() {
    this.#isScheduled = false;
    const { view, selected, camera, optimistic, painter } = this.controller;
    if (selected !== this.#painted[0] || camera !== this.#painted[1]) this.#timers.cancel("names");
    const isMoving = optimistic.heldFigure !== null || this.#timers.has("names");
    const { figures, lines, zones, rows_shown, me, frozen } = view;
    const seen = [selected, camera, figures, lines, zones, rows_shown, me, frozen, this.#wide_px, isMoving];
    if (seen.every((each, i) => each === this.#painted[i])) return painter.paintDrags(view);
    this.#painted = seen;
    painter.paint(view, { selected, camera, wide_px: this.#wide_px, isMoving });
    this.toolbar.show(view, selected);
    this.host.toggleAttribute("data-still", Boolean(frozen));
    this.host.toggleAttribute("data-near", !isWhole(camera));
  }
}
