import { svg } from "../lib/svg.js";
import { bodyDrawn, dress, set, turnHead } from "./body.js";
import { WHOLE, boxOf } from "./camera.js";
import { HEIGHT, RADIUS, WIDTH } from "./geometry.js";
import { Ghosts } from "./ghosts.js";
import { Ground } from "./ground.js";
import { labelsOf, linesOf } from "./labels.js";
import { calledOf, kindOf, nameOf } from "./said.js";
import { standing } from "./view.js";

/**
 * Draws the board from above. It keeps what it drew and touches only what changed. What others hold is drawn beside it,
 * under the board (`ghosts.root`).
 *
 * @typedef {import("./view.js").View} View
 * @typedef {import("./view.js").Figure} Figure
 * @typedef {{chosen: string | null, camera: import("./camera.js").Camera, wide_px: number, holds: boolean}} Look
 *   holds: something moves just now, so only places are drawn, and names once it rests
 * @typedef {{root: SVGElement, body: import("./body.js").Body, reach: SVGElement, label: SVGElement, drawn: string, figure: Figure | null, dressed: Figure | null}} Node
 *   figure, dressed: as it was placed, and as it was dressed
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
  ghosts = new Ghosts();
  #figureLayer = svg("g", { class: "board__figures" });
  #labelLayer = svg("g", { class: "board__labels", "aria-hidden": "true" }); // each button has its own, longer name
  #ground = new Ground();
  #lens = "";
  #drawn = "";
  #camera = WHOLE;
  unit = 1; // board units to one css px

  /** @param {import("./said.js").Words} words */
  constructor(words) {
    this.words = words;
    this.svg = svg("svg", { class: "board__plane", role: "group", "aria-label": words.board, viewBox: `0 0 ${WIDTH} ${HEIGHT}` },
      ...this.#ground.layers, this.#figureLayer, this.#labelLayer, this.#ground.dial); // prettier-ignore
  }

  /** How far from its middle a figure is drawn. @param {Figure} figure */
  rim(figure) {
    return this.#grown * RADIUS * (figure.scale / 100);
  }

  /** On a small screen figures are drawn larger than they stand. */
  get #grown() {
    return Math.max(1, (LEAST_PX * this.unit) / RADIUS);
  }

  /** @param {View} view @param {Look} look */
  paint(view, look) {
    this.#focus(look);
    const here = standing(view);
    const fresh = here.filter(([id]) => !this.#nodes.has(id)).map(([id]) => this.#add(id));
    this.#ground.paint(view, this);
    this.#drop(new Set(here.map(([id]) => id)));
    for (const [id, figure] of here) this.#place(/** @type {Node} */ (this.#nodes.get(id)), figure);
    if (!look.holds || fresh.length) this.#name(view, here, look.chosen);
    this.paintDrags(view);
    this.#ground.paintDial(look.chosen ? view.figures?.[look.chosen] : undefined, this);
  }

  /** @param {View} view */
  paintDrags(view) {
    this.ghosts.paint(view, this.#through);
  }

  /** A figure that others moved leaves a trace. @param {string} id @param {Figure} figure as it stood */
  fade(id, figure) {
    this.ghosts.fade(id, figure, this.#through);
  }

  get #through() {
    return { camera: this.#camera, unit: this.unit, grown: this.#grown };
  }

  /** @param {Look} look */
  #focus({ camera, wide_px }) {
    const lens = `${boxOf(camera)}/${wide_px}`;
    if (lens === this.#lens) return;
    this.#lens = lens;
    this.#camera = camera;
    for (const node of this.#nodes.values()) node.figure = null;
    this.unit = camera.width / Math.max(wide_px, 1);
    this.svg.setAttribute("viewBox", boxOf(camera));
    this.svg.setAttribute("font-size", String(this.size));
  }

  /** Height of a name's letters. */
  get size() {
    return (this.#isCrowded ? NAME_PX - 1.5 : NAME_PX) * this.unit;
  }

  /** Names and what is read out. They hang on all figures together, so they are worked out only when one has changed. @param {View} view @param {readonly [string, Figure][]} here @param {string | null} chosen */
  #name(view, here, chosen) {
    const drawn = JSON.stringify([here, chosen, this.#lens, view.rows_shown]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const inOrder = [...here].sort(([a], [b]) => Number(b === chosen) - Number(a === chosen));
    const named = inOrder.map(([, figure]) => ({ at: figure.at, rim: this.rim(figure), posture: figure.posture, lines: this.#linesOf(figure, here.length) }));
    const labels = labelsOf(named, this.size, this.#ground.taken(this), this.#isCrowded ? BEARABLE : Infinity);
    inOrder.forEach(([id, figure], i) => this.#dressed(view, id, figure, named[i].lines, labels[i], chosen === id));
  }

  /** A small board says the name alone, and leaves out one that would lie on others; the chosen one's is always there. @param {Figure} figure @param {number} all */
  #linesOf(figure, all) {
    const name = nameOf(figure, this.words);
    return this.#isCrowded ? linesOf(name, 13, all > FEW ? 1 : 2) : [...linesOf(name), kindOf(figure, this.words)].filter(Boolean);
  }

  get #isCrowded() {
    return this.unit > WIDTH / NARROW_PX;
  }

  /** @param {View} view @param {string} id @param {Figure} figure @param {string[]} lines @param {import("./labels.js").Label | null} label @param {boolean} chosen */
  #dressed(view, id, figure, lines, label, chosen) {
    const node = /** @type {Node} */ (this.#nodes.get(id));
    if (node.dressed !== figure) dress(node.root, node.body, figure);
    node.dressed = figure;
    const called = { "aria-label": calledOf(view, id, this.words), "aria-pressed": String(chosen), "data-mine": String(figure.mine) };
    for (const [name, value] of Object.entries(called)) set(node.root, name, value);
    set(node.reach, "r", String(Math.max(this.rim(figure) + 5 * this.unit, TAP_PX * this.unit)));
    const drawn = JSON.stringify([lines, label]);
    if (node.drawn !== drawn) this.#write(node.label, label ? lines : [], label ?? NOWHERE, !this.#isCrowded && Boolean(kindOf(figure, this.words)));
    node.drawn = drawn;
  }

  /** @param {SVGElement} text @param {string[]} lines @param {import("./labels.js").Label} at @param {boolean} quietEnd */
  #write(text, lines, at, quietEnd) {
    const rows = lines.map((line, i) => {
      const row = svg("tspan", { x: at.x, dy: i ? this.size * 1.12 : 0, class: quietEnd && i === lines.length - 1 ? "figure__kind" : "figure__name" });
      row.textContent = line;
      return row;
    });
    set(text, "y", String(at.y));
    set(text, "text-anchor", at.anchor);
    text.replaceChildren(...rows);
  }

  /** @param {string} id @returns {Node} */
  #add(id) {
    const body = bodyDrawn();
    const [reach, label] = [svg("circle", { class: "figure__reach" }), svg("text", { class: "figure__label" })];
    const root = svg("g", { class: "figure", role: "button", tabindex: "0", "data-figure": id }, reach, body.turned);
    const node = { root, body, reach, label, drawn: "", figure: null, dressed: null };
    this.#nodes.set(id, node);
    this.#figureLayer.append(root);
    this.#labelLayer.append(label);
    return node;
  }

  /** What changes with every move. @param {Node} node @param {Figure} figure */
  #place(node, figure) {
    if (node.figure === figure) return;
    node.figure = figure;
    const { root, body, label } = node;
    const [x, y, heading] = figure.at;
    const grown = (this.#grown * figure.scale) / 100;
    for (const each of [root, label]) set(each, "transform", `translate(${x} ${y})`);
    set(body.turned, "transform", `rotate(${heading}) scale(${Math.round(grown * 1000) / 1000})`);
    turnHead(body, figure);
  }

  /** @param {Set<string>} kept */
  #drop(kept) {
    for (const [id, { root, label }] of this.#nodes) if (!kept.has(id)) root.remove(), label.remove(), this.#nodes.delete(id);
  }

  /** @param {string} id */
  nodeOf(id) {
    return this.#nodes.get(id)?.root;
  }
}
