import { simplifyPath } from "./geometry.js";

/**
 * How a hand went, so that a replay shows its hesitation. Pure: a path in, a path out.
 * @typedef {import("./geometry.js").Point} Point
 */
const APART_UNITS = 4;
const APART_MS = 40;
const MOST_KEPT = 160; // while drawing; a long drag stays cheap
const LONGEST_MS = 600_000; // the server takes no later time

/**
 * @param {Point[]} path @param {number} x @param {number} y @param {number} ms since the hand took hold
 * @returns {Point[]}
 */
export function appendPoint(path, x, y, ms) {
  const point = /** @type {const} */ ([
    Math.round(x),
    Math.round(y),
    Math.min(Math.max(Math.round(ms), 0), LONGEST_MS),
  ]);
  const last = path.at(-1);
  if (last && isTooClose(last, point)) return path;
  return path.length < MOST_KEPT ? [...path, point] : [...simplifyPath(path, MOST_KEPT / 2), point];
}

/** Too near in place and in time to tell anything. @param {Point} last @param {Point} point */
const isTooClose = (last, point) =>
  point[2] - last[2] < APART_MS && Math.hypot(point[0] - last[0], point[1] - last[1]) < APART_UNITS;

/**
 * The path as it is sent: it ends where the figure was let go.
 * @param {Point[]} path @param {number} x @param {number} y @param {number} ms @returns {Point[]}
 */
export function finishPath(path, x, y, ms) {
  const end = /** @type {const} */ ([x, y, Math.min(Math.max(Math.round(ms), path.at(-1)?.[2] ?? 0), LONGEST_MS)]);
  return simplifyPath([...path, end]);
}
