import { html, svg } from "../lib/dom.js";
import { createBody, applyAppearance, setAttribute, turnHead } from "./figure-element.js";

/**
 * Where others hold a figure now, where one's own was taken from, and the trace of a move. Each is a picture of its own
 * that lies under the board and goes by one transform: twenty times a second nothing is laid out and nothing painted.
 *
 * @typedef {import("./seat-view.js").Figure} Figure
 * @typedef {{camera: import("./camera.js").Camera, unit: number, figureScale: number}} Viewport unit: board units to
 *   one css px
 * @typedef {{root: SVGElement, body: import("./figure-element.js").Body, figure: Figure | null, isVisible: boolean,
 *   fading?: Animation}} Ghost
 */
const FADE_MS = 160;
const HALF = 100; // of the picture, in units at scale 100
const SPARE_GHOSTS = 8; // unseen, for the next drag

export class DragGhosts {
  root = html("div", { class: "board__ghosts", "aria-hidden": "true" });
  /** @type {Map<string, Ghost>} */ #of = new Map();

  /** @param {import("./seat-view.js").View} view @param {Viewport} viewport */
  paint(view, viewport) {
    const drags = Object.entries(view.drags ?? {}).filter(([id, [x, y, heading]]) =>
      differs(view.figures?.[id], x, y, heading),
    );
    for (const [id, ghost] of this.#of)
      if (ghost.isVisible && !drags.some(([other]) => other === id)) setVisible(ghost, false);
    for (const [id, [x, y, heading]] of drags) {
      const ghost = this.#ghostFor(id, /** @type {Figure} */ (view.figures?.[id]));
      positionGhost(ghost, x, y, heading, viewport);
      setVisible(ghost, true);
    }
  }

  /**
   * What others moved leaves a trace that fades. Nothing flies.
   * @param {string} id @param {Figure} figure as it stood @param {Viewport} viewport
   */
  fadeFrom(id, figure, viewport) {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const ghost = this.#ghostFor(id, figure);
    setVisible(ghost, false);
    positionGhost(ghost, figure.at[0], figure.at[1], figure.at[2], viewport);
    ghost.fading = ghost.root.animate([{ opacity: 0.25 }, { opacity: 0 }], FADE_MS);
  }

  /** @param {string} id @param {Figure} figure @returns {Ghost} */
  #ghostFor(id, figure) {
    const ghost = this.#of.get(id) ?? this.#add(id);
    if (ghost.figure === figure) return ghost;
    ghost.figure = figure;
    applyAppearance(ghost.root, ghost.body, figure);
    turnHead(ghost.body, figure);
    return ghost;
  }

  /** @param {string} id @returns {Ghost} */
  #add(id) {
    const unseen = [...this.#of].filter(([, { isVisible }]) => !isVisible);
    for (const [old, { root }] of unseen.slice(0, Math.max(0, unseen.length - SPARE_GHOSTS))) {
      root.remove();
      this.#of.delete(old);
    }
    const body = createBody();
    const root = svg(
      "svg",
      { class: "figure board__ghost", viewBox: `${-HALF} ${-HALF} ${2 * HALF} ${2 * HALF}` },
      body.group,
    );
    const ghost = { root, body, figure: null, isVisible: true };
    this.root.append(root);
    this.#of.set(id, ghost);
    return ghost;
  }
}

/** @param {Ghost} ghost @param {boolean} shows */
function setVisible(ghost, shows) {
  ghost.fading?.cancel();
  ghost.fading = undefined;
  if (ghost.isVisible !== shows) ghost.root.style.opacity = shows ? "" : "0";
  ghost.isVisible = shows;
}

/** @param {Ghost} ghost @param {number} x @param {number} y @param {number} heading @param {Viewport} viewport */
function positionGhost({ root, figure }, x, y, heading, { camera, unit, figureScale }) {
  const half = Math.round((HALF * figureScale * (figure?.scale ?? 100)) / 100 / unit);
  for (const name of ["width", "height"]) setAttribute(root, name, String(2 * half));
  root.style.transform = `translate(${(x - camera.x) / unit - half}px, ${(y - camera.y) / unit - half}px) rotate(${heading}deg)`;
}

/** @param {Figure | undefined} figure @param {number} x @param {number} y @param {number} heading */
const differs = (figure, x, y, heading) =>
  Boolean(figure && (figure.at[0] !== x || figure.at[1] !== y || figure.at[2] !== heading));
