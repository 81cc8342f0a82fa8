/**
 * Places, directions and distances: the twin of constellations/board/geometry.py. Both are tested on the same
 * tests/shared/board_geometry.json. Angles are degrees, clockwise, 0 is up the board.
 *
 * @typedef {readonly [x: number, y: number]} Place in board units
 * @typedef {readonly [x: number, y: number, ms: number]} Point where a hand was, and when since it took hold
 */
export const WIDTH = 1200;
export const HEIGHT = 1000;
export const STEP = 80; // what "one step" is, in units
export const RADIUS = 44; // of a figure at scale 100
export const BESIDE = 35; // within so many degrees of straight ahead something is in front

/** @param {number} deg @returns {number} in [0, 360) */
export function normalizeDegrees(deg) {
  const rest = deg % 360;
  return rest < 0 ? rest + 360 : rest || 0;
}

/** From a to b, in degrees [0, 360). From a place to itself: 0. @param {Place} a @param {Place} b */
export function bearing(a, b) {
  if (a[0] === b[0] && a[1] === b[1]) return 0;
  return normalizeDegrees(Math.atan2(b[0] - a[0], a[1] - b[1]) * (180 / Math.PI));
}

/** The shorter way round, in (−180, 180]; positive is to the right. @param {number} from @param {number} to */
export function turn(from, to) {
  const way = normalizeDegrees(to - from);
  return way > 180 ? way - 360 : way;
}

/** @param {Place} a @param {Place} b */
export const distance = (a, b) => Math.hypot(b[0] - a[0], b[1] - a[1]);

/** Half to the even one, as Python rounds. @param {number} value */
export function roundHalfEven(value) {
  const low = Math.floor(value);
  if (value - low !== 0.5) return Math.round(value) || 0;
  return low % 2 === 0 ? low : low + 1;
}

/**
 * The nearest whole place on the board, a little in from its edge.
 * @param {number} x @param {number} y @returns {[number, number]}
 */
export function ontoBoard(x, y) {
  const between = (/** @type {number} */ value, /** @type {number} */ most) =>
    roundHalfEven(Math.min(Math.max(value, RADIUS), most - RADIUS));
  return [between(x, WIDTH), between(y, HEIGHT)];
}

/**
 * So many steps from a place, in a direction counted from where it faces: 0 ahead, 90 right, 180 behind.
 * @param {Place} place @param {number} facing @param {number} way @param {number} steps
 */
export function beside(place, facing, way, steps) {
  const at = (facing + way) * (Math.PI / 180);
  return ontoBoard(place[0] + Math.sin(at) * steps * STEP, place[1] - Math.cos(at) * steps * STEP);
}

/**
 * The nearest free place around `wanted`, so that nobody is put on top of another.
 * @param {Place} wanted @param {readonly Place[]} taken @param {number} gap
 */
export function clearPlace(wanted, taken, gap = 2.2 * RADIUS) {
  const rings = [gap, 2 * gap, 3 * gap].flatMap((r) => Array.from({ length: 8 }, (_, i) => [r, i * 45]));
  for (const [radius, angle] of [[0, 0], ...rings]) {
    const at = angle * (Math.PI / 180);
    const place = ontoBoard(wanted[0] + Math.sin(at) * radius, wanted[1] - Math.cos(at) * radius);
    if (taken.every((each) => distance(place, each) >= gap * 0.9)) return place;
  }
  return ontoBoard(...wanted);
}

/**
 * At most so many points of a drawn path: first and last stay, and where it bends or waits most between them.
 * @param {readonly Point[]} path @param {number} most @returns {Point[]}
 */
export function simplifyPath(path, most = 40) {
  const kept = [...path];
  while (kept.length > Math.max(most, 2)) {
    const weights = kept.slice(1, -1).map((point, i) => bend(kept[i], point, kept[i + 2]));
    kept.splice(1 + weights.indexOf(Math.min(...weights)), 1);
  }
  return kept;
}

/**
 * How much would be lost without b: its distance from where steady movement would be at its time.
 * @param {Point} a @param {Point} b @param {Point} c
 */
function bend(a, b, c) {
  const share = c[2] > a[2] ? (b[2] - a[2]) / (c[2] - a[2]) : 0.5;
  return distance([b[0], b[1]], [a[0] + share * (c[0] - a[0]), a[1] + share * (c[1] - a[1])]);
}
