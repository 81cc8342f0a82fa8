import { HEIGHT, WIDTH, around, bearing, distance, turn } from "./geometry.js";
import { standing } from "./view.js";

/**
 * The board in words: what a figure's button is called, and what is read out when something changes. Every word comes
 * from the page's own JSON; `{…}` in it is filled in here.
 *
 * @typedef {import("./view.js").View} View
 * @typedef {import("./view.js").Figure} Figure
 * @typedef {{board: string, keys: string, unnamed: string, yours: string, places: string[], ways: string[], faces: string,
 *   faces_way: string, looks: string, looks_way: string, postures: Record<string, string>, kinds: Record<string, string>,
 *   living: Record<string, string>, generations: Record<string, string>, moved: string, turned: string, came: string,
 *   left: string, frozen: string, thawed: string, hint: string, place_here: string, not_yours: string, waiting: string,
 *   signin: string, seat_gone: string, stop_waits: string, not_sent: string, tools: Record<string, string>}} Words
 *   places: nine, row by row from the top left; ways: eight, clockwise from up
 */
const STRAIGHT = 15; // degrees to each side that count as facing someone
const MOST_SAID = 3;

/** @param {string} words @param {Record<string, string>} parts */
export const put = (words, parts) => words.replace(/\{(\w+)\}/g, (whole, name) => parts[name] ?? whole);

/** @param {Figure | undefined} figure @param {Pick<Words, "unnamed">} words */
export const nameOf = (figure, words) => figure?.label || words.unnamed;

/** The quieter line under the name: what it is, when that is not a person. @param {Figure} figure @param {Words} words */
export const kindOf = (figure, words) =>
  [words.kinds[figure.kind ?? ""], words.living[figure.living ?? ""]].filter(Boolean).join(" · ");

/** @param {Figure} figure @param {Words} words */
export function whereOf({ at: [x, y] }, words) {
  const third = (/** @type {number} */ value, /** @type {number} */ most) => Math.min(2, Math.floor((3 * value) / most));
  return words.places[3 * third(y, HEIGHT) + third(x, WIDTH)];
}

/** @param {View} view @param {string} id @param {Words} words */
export function facingOf(view, id, words) {
  const figure = /** @type {Figure} */ (view.figures?.[id]);
  const [, , heading, gaze] = figure.at;
  const body = toward(view, id, heading, words.faces, words.faces_way, words);
  return gaze ? `${body}, ${toward(view, id, heading + gaze, words.looks, words.looks_way, words)}` : body;
}

/** @param {View} view @param {string} id @param {number} way @param {string} someone @param {string} somewhere @param {Words} words */
function toward(view, id, way, someone, somewhere, words) {
  const from = placeOf(/** @type {Figure} */ (view.figures?.[id]));
  const ahead = standing(view).filter(([other, figure]) => other !== id && Math.abs(turn(way, bearing(from, placeOf(figure)))) <= STRAIGHT);
  const nearest = ahead.length > 1 ? ahead.sort(([, a], [, b]) => distance(from, placeOf(a)) - distance(from, placeOf(b)))[0] : ahead[0];
  if (nearest) return put(someone, { figure: nameOf(nearest[1], words) });
  return put(somewhere, { way: words.ways[Math.round(around(way) / 45) % 8] });
}

/** @param {Figure} figure @returns {import("./geometry.js").Place} the same list, so that nothing is made for each look */
const placeOf = ({ at }) => /** @type {any} */ (at);

/** What a figure's button is called. @param {View} view @param {string} id @param {Words} words */
export function calledOf(view, id, words) {
  const figure = /** @type {Figure} */ (view.figures?.[id]);
  const parts = [nameOf(figure, words), figure.mine && words.yours, kindOf(figure, words), figure.posture !== "standing" && words.postures[figure.posture], whereOf(figure, words), facingOf(view, id, words)];
  return parts.filter(Boolean).join(", ");
}

/**
 * What is read out: only what others changed, and never more than a few sentences at a time.
 * @param {View} before @param {View} after @param {Words} words @param {ReadonlySet<string>} own figures this hand just moved
 */
export function changes(before, after, words, own = new Set()) {
  const still = Boolean(before.frozen) === Boolean(after.frozen) ? [] : [after.frozen ? words.frozen : words.thawed];
  const ids = Object.keys({ ...before.figures, ...after.figures }).filter((id) => !own.has(id));
  const figures = ids.map((id) => change(before, after, id, words)).filter(Boolean);
  return [...still, ...figures.slice(0, MOST_SAID)].join(" ");
}

/** @param {View} before @param {View} after @param {string} id @param {Words} words */
function change(before, after, id, words) {
  const [was, is] = [before.figures?.[id], after.figures?.[id]];
  if (is === was) return "";
  const figure = nameOf(is ?? was, words);
  if (!is?.on_board) return was?.on_board ? put(words.left, { figure }) : "";
  const parts = { figure, where: whereOf(is, words), facing: facingOf(after, id, words) };
  if (!was?.on_board) return put(words.came, parts);
  if (was.at[0] !== is.at[0] || was.at[1] !== is.at[1]) return put(words.moved, parts);
  return was.at[2] !== is.at[2] || was.at[3] !== is.at[3] ? put(words.turned, parts) : "";
}
