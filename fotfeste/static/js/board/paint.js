import { svg } from "../lib/svg.js";
import { boxOf } from "./camera.js";
import { HEIGHT, RADIUS, WIDTH } from "./geometry.js";
import { Ground } from "./ground.js";
import { labelsOf, linesOf } from "./labels.js";
import { calledOf, kindOf, nameOf } from "./said.js";
import { GAZE, bodyOf } from "./shapes.js";
import { standing } from "./view.js";

/**
 * Draws the board from above. It keeps what it drew and touches only what changed, so that a drag costs a few
 * attributes a frame.
 *
 * @typedef {import("./view.js").View} View
 * @typedef {import("./view.js").Figure} Figure
 * @typedef {{chosen: string | null, camera: import("./camera.js").Camera, wide_px: number, holds: boolean}} Look
 *   holds: a hand moves a figure just now, so only places are drawn
 * @typedef {{root: SVGElement, turned: SVGElement, gaze: SVGElement, parts: Record<string, SVGElement>, drawn: string}} Node
 */
const LEAST_PX = 16; // radius of a figure
export const TAP_PX = 22; // half of what a finger needs
const NAME_PX = 16;
const NARROW_PX = 480;
const FADE_MS = 160;
const FEW = 7; // figures, whose names may take two lines on a small board
const BEARABLE = 0.12;
const NOWHERE = /** @type {const} */ ({ x: 0, y: 0, anchor: "middle" });

export class Painter {
  /** @type {Map<string, Node>} */ #nodes = new Map();
  /** @type {Map<string, Node>} */ #ghosts = new Map();
  #ghostLayer = svg("g", { class: "board__ghosts", "aria-hidden": "true" });
  #figureLayer = svg("g", { class: "board__figures" });
  #labelLayer = svg("g", { class: "board__labels", "aria-hidden": "true" }); // each button has its own, longer name
  #ground = new Ground();
  #lens = "";
  #drawn = "";
  unit = 1; // board units to one css px

  /** @param {import("./said.js").Words} words */
  constructor(words) {
    this.words = words;
    this.svg = svg("svg", { class: "board__plane", role: "group", "aria-label": words.board, viewBox: `0 0 ${WIDTH} ${HEIGHT}` },
      ...this.#ground.layers, this.#ghostLayer, this.#figureLayer, this.#labelLayer, this.#ground.dial); // prettier-ignore
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
    this.#ground.paint(view, this);
    this.#drop(this.#nodes, new Set(here.map(([id]) => id)));
    for (const [id, figure] of here) this.#place(this.#nodes.get(id) ?? this.#add(id), figure);
    if (!look.holds) this.#name(view, here, look.chosen);
    this.#paintGhosts(view);
    this.#ground.paintDial(look.chosen ? view.figures?.[look.chosen] : undefined, this);
  }

  /** @param {Look} look */
  #focus({ camera, wide_px }) {
    const lens = `${boxOf(camera)}/${wide_px}`;
    if (lens === this.#lens) return;
    this.#lens = lens;
    this.unit = camera.width / Math.max(wide_px, 1);
    this.svg.setAttribute("viewBox", boxOf(camera));
    this.svg.setAttribute("font-size", String(this.size));
  }

  /** Height of a name's letters. */
  get size() {
    return (this.#isCrowded ? NAME_PX - 1.5 : NAME_PX) * this.unit;
  }

  /** Names and what is read out. They hang on all figures together, so they are worked out only when one has changed. @param {View} view @param {[string, Figure][]} here @param {string | null} chosen */
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
    this.#dress(node, figure);
    const called = { "aria-label": calledOf(view, id, this.words), "aria-pressed": String(chosen), "data-mine": String(figure.mine) };
    for (const [name, value] of Object.entries(called)) set(node.root, name, value);
    set(node.parts.reach, "r", String(Math.max(this.rim(figure) + 5 * this.unit, TAP_PX * this.unit)));
    const drawn = JSON.stringify([lines, label]);
    if (node.drawn !== drawn) this.#write(node.parts.label, label ? lines : [], label ?? NOWHERE, !this.#isCrowded && Boolean(kindOf(figure, this.words)));
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
    const node = this.#build();
    const reach = svg("circle", { class: "figure__reach" });
    const label = svg("text", { class: "figure__label" });
    Object.assign(node.parts, { reach, label });
    node.root.prepend(reach);
    this.#labelLayer.append(label);
    for (const [name, value] of Object.entries({ role: "button", tabindex: "0", "data-figure": id })) node.root.setAttribute(name, value);
    this.#nodes.set(id, node);
    this.#figureLayer.append(node.root);
    return node;
  }

  /** @returns {Node} */
  #build() {
    const parts = Object.fromEntries(["behind", "nose", "base"].map((name) => [name, svg("path", { class: `figure__${name}` })]));
    const gaze = svg("path", { class: "figure__gaze", d: GAZE });
    const turned = svg("g", {}, ...Object.values(parts), gaze);
    return { root: svg("g", { class: "figure" }, turned), turned, gaze, parts, drawn: "" };
  }

  /** What changes with every move. @param {Node} node @param {Figure} figure */
  #place({ root, turned, gaze, parts }, { at: [x, y, heading, turn], scale, shape, posture }) {
    const grown = (this.#grown * scale) / 100;
    for (const each of [root, parts.label]) if (each) set(each, "transform", `translate(${x} ${y})`);
    set(turned, "transform", `rotate(${heading}) scale(${Math.round(grown * 1000) / 1000})`);
    set(gaze, "transform", `translate(0 ${bodyOf(/** @type {Figure} */ ({ shape, posture })).head}) rotate(${turn})`);
  }

  /** @param {Node} node @param {Figure} figure */
  #dress({ root, parts }, figure) {
    const body = bodyOf(figure);
    for (const name of /** @type {const} */ (["base", "behind", "nose"])) set(parts[name], "d", body[name]);
    for (const name of /** @type {const} */ (["tone", "shape", "posture"])) set(root, `data-${name}`, figure[name]);
  }

  /** Where others hold a figure now, and where one's own was taken from. @param {View} view */
  #paintGhosts(view) {
    const shown = Object.entries(view.drags ?? {}).filter(([id, [x, y, heading]]) => differs(view.figures?.[id], x, y, heading));
    this.#drop(this.#ghosts, new Set(shown.map(([id]) => id)));
    for (const [id, [x, y, heading]] of shown) {
      const figure = /** @type {Figure} */ (view.figures?.[id]);
      const ghost = this.#ghosts.get(id) ?? this.#build();
      if (!this.#ghosts.has(id)) this.#ghosts.set(id, ghost), this.#ghostLayer.append(ghost.root), this.#dress(ghost, figure);
      this.#place(ghost, { ...figure, at: [x, y, heading, figure.at[3]] });
    }
  }

  /** A figure that others moved leaves a trace that fades. Nothing flies. @param {Figure} figure as it stood */
  fade(figure) {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const trace = this.#build();
    this.#dress(trace, figure);
    this.#place(trace, figure);
    this.#ghostLayer.append(trace.root);
    const fading = trace.root.animate([{ opacity: 0.6 }, { opacity: 0 }], FADE_MS);
    fading.onfinish = fading.oncancel = () => trace.root.remove();
  }

  /** @param {Map<string, Node>} nodes @param {Set<string>} kept */
  #drop(nodes, kept) {
    for (const [id, { root, parts }] of nodes) if (!kept.has(id)) root.remove(), parts.label?.remove(), nodes.delete(id);
  }

  /** @param {string} id */
  nodeOf(id) {
    return this.#nodes.get(id)?.root;
  }
}

/** @param {SVGElement} element @param {string} name @param {string} value */
export function set(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** @param {Figure | undefined} figure @param {number} x @param {number} y @param {number} heading */
const differs = (figure, x, y, heading) => Boolean(figure && (figure.at[0] !== x || figure.at[1] !== y || figure.at[2] !== heading));
