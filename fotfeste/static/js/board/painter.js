import { svg } from "../lib/dom.js";
import { createBody, applyAppearance, setAttribute, turnHead } from "./figure-element.js";
import { WHOLE, viewBoxOf } from "./camera.js";
import { HEIGHT, RADIUS, WIDTH } from "./geometry.js";
import { DragGhosts } from "./drag-ghosts.js";
import { Background } from "./background.js";
import { layOutLabels, breakLabel } from "./label-layout.js";
import { describeFigure, kindOf, nameOf } from "./descriptions.js";
import { figuresOnBoard, hasLeftPlace } from "./seat-view.js";

/**
 * Draws the board from above. It keeps what it drew and touches only what changed. What others hold is drawn beside it,
 * under the board (`ghosts.root`).
 *
 * @typedef {import("./seat-view.js").View} View
 * @typedef {import("./seat-view.js").Figure} Figure
 * @typedef {{selected: string | null, camera: import("./camera.js").Camera, wide_px: number, isMoving: boolean}}
 *   PaintOptions
 *   isMoving: something moves just now, so only places are drawn, and names once it rests
 * @typedef {{root: SVGElement, body: import("./figure-element.js").Body, reach: SVGElement, label: SVGElement,
 *   labelKey: string, placedFigure: Figure | null, dressedFigure: Figure | null}} Node
 *   placedFigure, dressedFigure: as it was placed, and as it was dressed
 */
const LEAST_PX = 16; // radius of a figure
export const TAP_PX = 22; // half of what a finger needs
const NAME_PX = 16;
const NARROW_PX = 480;
const FEW = 7; // figures, whose names may take two lines on a small board
const BEARABLE = 0.12;
const NOWHERE = /** @type {const} */ ({ x: 0, y: 0, anchor: "middle" });

export class Painter {
  /** @type {Map<string, Node>} */ #nodes = new Map();
  ghosts = new DragGhosts();
  #figureLayer = svg("g", { class: "board__figures" });
  #labelLayer = svg("g", { class: "board__labels", "aria-hidden": "true" }); // each button has its own, longer name
  #background = new Background();
  #viewportKey = "";
  #labelsKey = "";
  #camera = WHOLE;
  unit = 1; // board units to one css px

  /** @param {import("./descriptions.js").BoardLabels} words */
  constructor(words) {
    this.words = words;
    this.svg = svg(
      "svg",
      { class: "board__plane", role: "group", "aria-label": words.board, viewBox: `0 0 ${WIDTH} ${HEIGHT}` },
      ...this.#background.layers,
      this.#figureLayer,
      this.#labelLayer,
      this.#background.dial,
    ); // prettier-ignore
  }

  /** How far from its middle a figure is drawn. @param {Figure} figure */
  radiusOf(figure) {
    return this.#figureScale * RADIUS * (figure.scale / 100);
  }

  /** On a small screen figures are drawn larger than they stand. */
  get #figureScale() {
    return Math.max(1, (LEAST_PX * this.unit) / RADIUS);
  }

  /** @param {View} view @param {PaintOptions} look */
  paint(view, look) {
    this.#setViewport(look);
    const here = figuresOnBoard(view);
    const fresh = here.filter(([id]) => !this.#nodes.has(id)).map(([id]) => this.#add(id));
    this.#background.paint(view, this);
    this.#drop(new Set(here.map(([id]) => id)));
    for (const [id, figure] of here) this.#place(/** @type {Node} */ (this.#nodes.get(id)), figure);
    if (!look.isMoving || fresh.length) this.#layOutNames(view, here, look.selected);
    this.paintDrags(view);
    this.#background.paintDial(look.selected ? view.figures?.[look.selected] : undefined, this);
  }

  /** @param {View} view */
  paintDrags(view) {
    this.ghosts.paint(view, this.#viewport);
  }

  /**
   * What others moved leaves a trace where it stood.
   * @param {View} before @param {View} after @param {Set<string>} own figures that left none: this hand moved them
   */
  fadeMoved(before, after, own) {
    for (const [id, figure] of figuresOnBoard(before)) {
      if (!own.has(id) && hasLeftPlace(figure, after.figures?.[id])) this.ghosts.fadeFrom(id, figure, this.#viewport);
    }
  }

  get #viewport() {
    return { camera: this.#camera, unit: this.unit, figureScale: this.#figureScale };
  }

  /** @param {PaintOptions} look */
  #setViewport({ camera, wide_px }) {
    const lens = `${viewBoxOf(camera)}/${wide_px}`;
    if (lens === this.#viewportKey) return;
    this.#viewportKey = lens;
    this.#camera = camera;
    for (const node of this.#nodes.values()) node.placedFigure = null;
    this.unit = camera.width / Math.max(wide_px, 1);
    this.svg.setAttribute("viewBox", viewBoxOf(camera));
    this.svg.setAttribute("font-size", String(this.size));
  }

  /** Height of a name's letters. */
  get size() {
    return (this.#isCrowded ? NAME_PX - 1.5 : NAME_PX) * this.unit;
  }

  /**
   * Names and what is read out. They hang on all figures together, so they are worked out only when one has changed.
   * @param {View} view @param {readonly [string, Figure][]} here @param {string | null} chosen
   */
  #layOutNames(view, here, chosen) {
    const drawn = JSON.stringify([here, chosen, this.#viewportKey, view.rows_shown]);
    if (drawn === this.#labelsKey) return;
    this.#labelsKey = drawn;
    const inOrder = [...here].sort(([a], [b]) => Number(b === chosen) - Number(a === chosen));
    const named = inOrder.map(([, figure]) => ({
      at: figure.at,
      rim: this.radiusOf(figure),
      posture: figure.posture,
      lines: this.#linesOf(figure, here.length),
    }));
    const labels = layOutLabels(
      named,
      this.size,
      this.#background.textBoxes(this),
      this.#isCrowded ? BEARABLE : Infinity,
    );
    for (const [i, [id, figure]] of inOrder.entries()) {
      this.#updateNode(view, id, figure, named[i].lines, labels[i], chosen === id);
    }
  }

  /**
   * A small board says the name alone, and leaves out one that would lie on others; the chosen one's is always there.
   * @param {Figure} figure @param {number} all
   */
  #linesOf(figure, all) {
    const name = nameOf(figure, this.words);
    return this.#isCrowded
      ? breakLabel(name, 13, all > FEW ? 1 : 2)
      : [...breakLabel(name), kindOf(figure, this.words)].filter(Boolean);
  }

  get #isCrowded() {
    return this.unit > WIDTH / NARROW_PX;
  }

  /**
   * @param {View} view @param {string} id @param {Figure} figure @param {string[]} lines
   * @param {import("./label-layout.js").Label | null} label @param {boolean} chosen
   */
  #updateNode(view, id, figure, lines, label, chosen) {
    const node = /** @type {Node} */ (this.#nodes.get(id));
    if (node.dressedFigure !== figure) applyAppearance(node.root, node.body, figure);
    node.dressedFigure = figure;
    const called = {
      "aria-label": describeFigure(view, id, this.words),
      "aria-pressed": String(chosen),
      "data-mine": String(figure.mine),
    };
    for (const [name, value] of Object.entries(called)) setAttribute(node.root, name, value);
    setAttribute(node.reach, "r", String(Math.max(this.radiusOf(figure) + 5 * this.unit, TAP_PX * this.unit)));
    const drawn = JSON.stringify([lines, label]);
    if (node.labelKey !== drawn)
      this.#write(
        node.label,
        label ? lines : [],
        label ?? NOWHERE,
        !this.#isCrowded && Boolean(kindOf(figure, this.words)),
      );
    node.labelKey = drawn;
  }

  /**
   * @param {SVGElement} text @param {string[]} lines @param {import("./label-layout.js").Label} at
   * @param {boolean} quietEnd
   */
  #write(text, lines, at, quietEnd) {
    const rows = lines.map((line, i) => {
      const row = svg("tspan", {
        x: at.x,
        dy: i ? this.size * 1.12 : 0,
        class: quietEnd && i === lines.length - 1 ? "figure__kind" : "figure__name",
      });
      row.textContent = line;
      return row;
    });
    setAttribute(text, "y", String(at.y));
    setAttribute(text, "text-anchor", at.anchor);
    text.replaceChildren(...rows);
  }

  /** @param {string} id @returns {Node} */
  #add(id) {
    const body = createBody();
    const [reach, label] = [svg("circle", { class: "figure__reach" }), svg("text", { class: "figure__label" })];
    const root = svg("g", { class: "figure", role: "button", tabindex: "0", "data-figure": id }, reach, body.group);
    const node = { root, body, reach, label, labelKey: "", placedFigure: null, dressedFigure: null };
    this.#nodes.set(id, node);
    this.#figureLayer.append(root);
    this.#labelLayer.append(label);
    return node;
  }

  /** What changes with every move. @param {Node} node @param {Figure} figure */
  #place(node, figure) {
    if (node.placedFigure === figure) return;
    node.placedFigure = figure;
    const { root, body, label } = node;
    const [x, y, heading] = figure.at;
    const scale = (this.#figureScale * figure.scale) / 100;
    for (const each of [root, label]) setAttribute(each, "transform", `translate(${x} ${y})`);
    setAttribute(body.group, "transform", `rotate(${heading}) scale(${Math.round(scale * 1000) / 1000})`);
    turnHead(body, figure);
  }

  /** @param {Set<string>} kept */
  #drop(kept) {
    for (const [id, { root, label }] of this.#nodes) {
      if (kept.has(id)) continue;
      root.remove();
      label.remove();
      this.#nodes.delete(id);
    }
  }

  /** @param {string} id */
  nodeOf(id) {
    return this.#nodes.get(id)?.root;
  }
}
