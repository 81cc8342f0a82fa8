/**
 * A film of a board as one seat saw it, from constellations/replay/replay_frames.py: the first view and what each step
 *   changed.
 * Pure.
 *
 * @typedef {import("./seat-view.js").Figure} Figure
 * @typedef {import("./protocol.js").BoardView} BoardView
 * @typedef {{seq: number, wait?: number, phase: BoardView["phase"] | "", rows_shown?: boolean, frozen?: boolean,
 *   figures: Record<string, Figure>, lines: BoardView["lines"], zones: BoardView["zones"], heard: string[]}} Scene
 * @typedef {[x: number, y: number, ms: number]} Point
 * @typedef {{seq: number, wait: number, moved?: [figure: string, x: number, y: number, heading: number, gaze: number],
 *   path?: Point[], figures?: Record<string, Figure | null>, [part: string]: unknown}} ReplayFrame
 * @typedef {{first: Scene, frames: ReplayFrame[], pictures: {seq: number, name: string}[], phases: Record<string,
 *   string>, at: number}} Film
 */

/** Every moment of it. Nothing is copied that did not change. @param {Film} film @returns {Scene[]} */
export function scenesOf({ first, frames }) {
  const scenes = [first];
  for (const frame of frames) scenes.push(applyFrame(scenes[scenes.length - 1], frame));
  return scenes;
}

/** @param {Scene} scene @param {ReplayFrame} frame @returns {Scene} */
export function applyFrame(scene, { moved, path: _path, ...frame }) {
  if (moved) {
    const [id, x, y, heading, gaze] = moved;
    const figure = { ...scene.figures[id], at: /** @type {Figure["at"]} */ ([x, y, heading, gaze]), on_board: true };
    return { ...scene, seq: frame.seq, figures: { ...scene.figures, [id]: figure } };
  }
  const figures = Object.entries({ ...scene.figures, ...frame.figures }).filter(([, figure]) => figure);
  return /** @type {Scene} */ ({ ...scene, ...frame, figures: Object.fromEntries(figures) });
}

/** How long a step takes to show. @param {ReplayFrame} frame */
export const durationOf = ({ path }) => (path?.length ? path[path.length - 1][2] : 0);

/**
 * Where the hand was, so many milliseconds into its way.
 * @param {Point[]} path @param {number} ms @returns {[number, number]}
 */
export function positionAt(path, ms) {
  const next = path.findIndex(([, , at]) => at >= ms);
  if (next < 0) return [path[path.length - 1][0], path[path.length - 1][1]];
  if (next === 0) return [path[0][0], path[0][1]];
  const [[ax, ay, from], [bx, by, to]] = [path[next - 1], path[next]];
  const share = to > from ? (ms - from) / (to - from) : 1;
  return [Math.round(ax + (bx - ax) * share), Math.round(ay + (by - ay) * share)];
}

/** The step at which this seq was reached. @param {Scene[]} scenes @param {number} seq */
export function stepAtSeq(scenes, seq) {
  const later = scenes.findIndex((scene) => scene.seq > seq);
  return later < 0 ? scenes.length - 1 : Math.max(later - 1, 0);
}

/**
 * A figure on its way, where a hand holds it.
 * @param {Scene} scene @param {string} id @param {number} x @param {number} y
 */
export function withDraggedFigure(scene, id, x, y) {
  const figure = scene.figures[id];
  const [, , heading, gaze] = figure.at;
  const at = /** @type {Figure["at"]} */ ([x, y, heading, gaze]);
  return { ...scene, figures: { ...scene.figures, [id]: { ...figure, at } } };
}
