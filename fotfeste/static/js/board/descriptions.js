import { HEIGHT, WIDTH, normalizeDegrees, bearing, distance, turn } from "./geometry.js";
import { figuresOnBoard } from "./seat-view.js";

/**
 * The board in words: what a figure's button is called, and what is read out when something changes. Every word comes
 * from the page's own JSON; `{…}` in it is filled in here.
 *
 * @typedef {import("./seat-view.js").View} View
 * @typedef {import("./seat-view.js").Figure} Figure
 * @typedef {{board: string, keys: string, unnamed: string, yours: string, places: string[], ways: string[], faces:
 *   string,
 *   faces_way: string, looks: string, looks_way: string, postures: Record<string, string>, kinds: Record<string,
 *   string>,
 *   living: Record<string, string>, generations: Record<string, string>, moved: string, turned: string, came: string,
 *   left: string, frozen: string, thawed: string, hint: string, place_here: string, not_yours: string, waiting: string,
 *   signin: string, seat_gone: string, stop_waits: string, not_sent: string, reload: string, tools: Record<string,
 *   string>}}
 *   BoardLabels
 *   places: nine, row by row from the top left; ways: eight, clockwise from up
 */
const STRAIGHT = 15; // degrees to each side that count as facing someone
const MOST_SAID = 3;

/** @param {string} words @param {Record<string, string>} parts */
export const fillTemplate = (words, parts) => words.replace(/\{(\w+)\}/g, (whole, name) => parts[name] ?? whole);

/** @param {Figure | undefined} figure @param {Pick<BoardLabels, "unnamed">} words */
export const nameOf = (figure, words) => figure?.label || words.unnamed;

/**
 * The quieter line under the name: what it is, when that is not a person.
 * @param {Figure} figure @param {BoardLabels} words
 */
export const kindOf = (figure, words) =>
  [words.kinds[figure.kind ?? ""], words.living[figure.living ?? ""]].filter(Boolean).join(" · ");

/** @param {Figure} figure @param {BoardLabels} words */
export function describePlace({ at: [x, y] }, words) {
  const third = (/** @type {number} */ value, /** @type {number} */ most) =>
    Math.min(2, Math.floor((3 * value) / most));
  return words.places[3 * third(y, HEIGHT) + third(x, WIDTH)];
}

/** @param {View} view @param {string} id @param {BoardLabels} words */
export function describeFacing(view, id, words) {
  const figure = /** @type {Figure} */ (view.figures?.[id]);
  const [, , heading, gaze] = figure.at;
  const body = describeDirection(view, id, heading, words.faces, words.faces_way, words);
  return gaze ? `${body}, ${describeDirection(view, id, heading + gaze, words.looks, words.looks_way, words)}` : body;
}

/**
 * @param {View} view @param {string} id @param {number} way @param {string} someone @param {string} somewhere
 * @param {BoardLabels} words
 */
function describeDirection(view, id, way, someone, somewhere, words) {
  const from = placeOf(/** @type {Figure} */ (view.figures?.[id]));
  const ahead = figuresOnBoard(view).filter(
    ([other, figure]) => other !== id && Math.abs(turn(way, bearing(from, placeOf(figure)))) <= STRAIGHT,
  );
  const nearest =
    ahead.length > 1
      ? ahead.sort(([, a], [, b]) => distance(from, placeOf(a)) - distance(from, placeOf(b)))[0]
      : ahead[0];
  if (nearest) return fillTemplate(someone, { figure: nameOf(nearest[1], words) });
  return fillTemplate(somewhere, { way: words.ways[Math.round(normalizeDegrees(way) / 45) % 8] });
}

/**
 * @param {Figure} figure @returns {import("./geometry.js").Place} the same list, so that nothing is made for each look
 */
const placeOf = ({ at }) => /** @type {any} */ (at);

/** What a figure's button is called. @param {View} view @param {string} id @param {BoardLabels} words */
export function describeFigure(view, id, words) {
  const figure = /** @type {Figure} */ (view.figures?.[id]);
  const parts = [
    nameOf(figure, words),
    figure.mine && words.yours,
    kindOf(figure, words),
    figure.posture !== "standing" && words.postures[figure.posture],
    describePlace(figure, words),
    describeFacing(view, id, words),
  ];
  return parts.filter(Boolean).join(", ");
}

/**
 * What is read out: only what others changed, and never more than a few sentences at a time.
 * @param {View} before @param {View} after @param {BoardLabels} words @param {ReadonlySet<string>} own figures this
 *   hand just moved
 */
export function describeChanges(before, after, words, own = new Set()) {
  const still = Boolean(before.frozen) === Boolean(after.frozen) ? [] : [after.frozen ? words.frozen : words.thawed];
  const ids = Object.keys({ ...before.figures, ...after.figures }).filter((id) => !own.has(id));
  const figures = ids.map((id) => describeChange(before, after, id, words)).filter(Boolean);
  return [...still, ...figures.slice(0, MOST_SAID)].join(" ");
}

/** @param {View} before @param {View} after @param {string} id @param {BoardLabels} words */
function describeChange(before, after, id, words) {
  const [was, is] = [before.figures?.[id], after.figures?.[id]];
  if (is === was) return "";
  const figure = nameOf(is ?? was, words);
  if (!is?.on_board) return was?.on_board ? fillTemplate(words.left, { figure }) : "";
  const parts = { figure, where: describePlace(is, words), facing: describeFacing(after, id, words) };
  if (!was?.on_board) return fillTemplate(words.came, parts);
  if (was.at[0] !== is.at[0] || was.at[1] !== is.at[1]) return fillTemplate(words.moved, parts);
  return was.at[2] !== is.at[2] || was.at[3] !== is.at[3] ? fillTemplate(words.turned, parts) : "";
}
