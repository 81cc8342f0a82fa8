import { svg } from "../lib/dom.js";
import { projectFigures, radius, top } from "./line-of-sight.js";
import { breakLabel } from "./label-layout.js";
import { nameOf, fillTemplate } from "./descriptions.js";

/**
 * What a figure sees, as a picture and in words. Simple bodies on a ground; who is near is larger, who is turned away
 * has
 * no face.
 *
 * @typedef {import("./seat-view.js").Figures} Figures
 * @typedef {import("./seat-view.js").Figure} Figure
 * @typedef {import("./line-of-sight.js").ProjectedFigure} Placed
 * @typedef {import("./line-of-sight.js").SeenFigure} Sight
 * @typedef {{whose: string, title: string, own_title: string, unnamed: string, nothing: string, said: string, one:
 *   string, hidden: string, also: string,
 *   sides: Record<string, string>, near: Record<string, string>, facing: Record<string, string>, toward_you?: string}}
 *   InsideViewLabels
 */
export const WIDE = 320;
export const HIGH = 236;
const HORIZON = 112;
const LEAST_NAMED_PX = 44; // high

/** @param {Figures} figures @param {string} id @param {InsideViewLabels} words */
export function drawScene(figures, id, words) {
  const ground = svg("rect", { class: "inside__ground", y: HORIZON, width: WIDE, height: HIGH - HORIZON });
  const sky = svg("rect", { class: "inside__sky", width: WIDE, height: HIGH });
  const people = projectFigures(figures, id);
  const names = people.filter((each) => !each.hidden_by).map((each) => drawName(each, figures[each.id], words));
  return svg(
    "g",
    { class: "inside__scene" },
    sky,
    ground,
    ...people.map((each) => drawBody(each, figures[each.id])),
    ...names.filter((each) => each !== null),
  );
}

/** @param {Placed} sight @param {Figure} figure */
function drawBody({ x, feet, scale, facing }, figure) {
  const [tall, wide] = [top(figure), radius(figure)];
  const lies = figure.posture === "lying";
  const head = Math.min(wide * 0.56, tall * 0.42);
  const parts = [
    svg("path", {
      class: "inside__body",
      d: lies ? longBody(wide, tall) : uprightBody(wide, tall, head, figure.posture),
    }),
    svg("circle", { class: "inside__head", cx: lies ? -wide * 1.5 : 0, cy: -(tall - head), r: head }),
    ...drawFace(facing, lies ? -wide * 1.5 : 0, -(tall - head), head),
  ];
  const at = `translate(${round(x * WIDE)} ${round(HORIZON + feet)}) scale(${Math.round(scale * 1000) / 1000})`;
  return svg(
    "g",
    {
      class: "inside__figure",
      transform: at,
      "data-tone": figure.tone,
      "data-shape": figure.shape,
      "data-mine": String(figure.mine),
    },
    ...parts,
  );
}

/**
 * Shoulders under the head, down to the ground; who sits or kneels is broader below.
 * @param {number} wide @param {number} tall @param {number} head @param {string} posture
 */
function uprightBody(wide, tall, head, posture) {
  const [shoulder, foot] = [wide * 0.86, posture === "standing" ? wide * 0.8 : wide * 1.12];
  const neck = -(tall - 2 * head) + head * 0.12;
  const curve = Math.min(shoulder, -neck * 0.55);
  return `M${-foot} 0L${-shoulder} ${neck + curve}Q${-shoulder} ${neck} 0 ${neck}Q${shoulder} ${neck} ${shoulder} ${neck + curve}L${foot} 0Z`;
}

/** @param {number} wide @param {number} tall */
const longBody = (wide, tall) =>
  `M${-wide * 1.2} 0V${-tall * 0.5}Q${-wide * 1.2} ${-tall * 0.8} ${-wide * 0.7} ${-tall * 0.8}H${wide * 1.6}Q${wide * 2} ${-tall * 0.8} ${wide * 2} 0Z`;

/** @param {Sight["facing"]} facing @param {number} x @param {number} y @param {number} head */
function drawFace(facing, x, y, head) {
  if (facing === "away") return [];
  if (facing === "toward")
    return [-0.36, 0.36].map((side) =>
      svg("circle", { class: "inside__eye", cx: x + side * head, cy: y, r: head * 0.11 }),
    );
  const way = facing === "right" ? 1 : -1;
  const nose = `M${x + way * head * 0.92} ${y - head * 0.3}L${x + way * head * 1.28} ${y + head * 0.14}L${x + way * head * 0.96} ${y + head * 0.26}`;
  return [
    svg("path", { class: "inside__nose", d: nose }),
    svg("circle", { class: "inside__eye", cx: x + way * head * 0.5, cy: y, r: head * 0.11 }),
  ];
}

/** @param {Placed} sight @param {Figure} figure @param {InsideViewLabels} words */
function drawName({ x, feet, scale }, figure, words) {
  if (top(figure) * scale < LEAST_NAMED_PX && figure.posture !== "lying") return null;
  const [name] = breakLabel(nameOf(figure, words), 18, 1);
  const half = name.length * 3.6;
  const at = Math.min(Math.max(x * WIDE, half + 6), WIDE - half - 6);
  const text = svg("text", {
    class: "inside__name",
    "text-anchor": "middle",
    x: round(at),
    y: round(Math.max(HORIZON + feet - top(figure) * scale - 8, 16)),
  });
  text.textContent = name;
  return text;
}

/** @param {number} value */
const round = (value) => Math.round(value * 10) / 10;

const SIDES = ["front", "left", "right", "behind"];

/**
 * The same in words, near ones first, those on the same side and as near together.
 * @param {Figures} figures @param {Sight[]} sights far to near @param {InsideViewLabels} words
 * @param {boolean} isOwn whether it is she who looks
 */
export function describeSights(figures, sights, words, isOwn = false) {
  const inOrder = SIDES.flatMap((side) => sights.toReversed().filter((each) => each.side === side));
  /** @type {Map<string, string[]>} */
  const groups = new Map();
  for (const each of inOrder) {
    const where = fillTemplate(words.said, { side: words.sides[each.side], near: words.near[each.near] });
    groups.set(where, [...(groups.get(where) ?? []), describeSight(figures, each, words, isOwn)]);
  }
  return [...groups].map(([where, said]) => `${where} ${said.join(words.also)}.`);
}

/** @param {Figures} figures @param {Sight} sight @param {InsideViewLabels} words @param {boolean} isOwn */
function describeSight(figures, { id, facing, hidden_by }, words, isOwn) {
  const figure = nameOf(figures[id], words);
  if (hidden_by) return fillTemplate(words.hidden, { figure, by: nameOf(figures[hidden_by], words) });
  return fillTemplate(words.one, {
    figure,
    facing: (isOwn && facing === "toward" && words.toward_you) || words.facing[facing],
  });
}
