import { RADIUS as R } from "./geometry.js";

/**
 * Bodies from above, facing up the board, at scale 100. Posture is told by shape: who sits has a chair behind, who
 * kneels
 * the feet, who lies is long.
 * @typedef {{base: string, behind: string, nose: string, head: number}} Body path data; head: where the face is, above
 *   the middle
 */
const ROUND = `M${-R} 0a${R} ${R} 0 1 1 ${2 * R} 0a${R} ${R} 0 1 1 ${-2 * R} 0Z`;
const SQUARE = "M-39 -22a17 17 0 0 1 17 -17h44a17 17 0 0 1 17 17v44a17 17 0 0 1 -17 17h-44a17 17 0 0 1 -17 -17Z";
const LONG = "M-34 -26a34 34 0 0 1 68 0v92a22 22 0 0 1 -22 22h-24a22 22 0 0 1 -22 -22Z";
const BEHIND = {
  standing: "",
  sitting: "M-47 31A56 56 0 0 0 47 31",
  kneeling: "M-19 48v17M19 48v17",
  lying: "M-18 4H18",
};

/** @param {import("./seat-view.js").Figure} figure @returns {Body} */
export function bodyOf({ shape, posture }) {
  const lies = posture === "lying";
  const base = lies ? LONG : shape === "square" ? SQUARE : ROUND;
  const tip = lies ? -80 : -66;
  return {
    base,
    behind: BEHIND[posture],
    nose: `M-19 ${tip + 30}L-4 ${tip + 3}Q0 ${tip - 2} 4 ${tip + 3}L19 ${tip + 30}Z`,
    head: lies ? -26 : 0,
  };
}

/** The head with its gaze, turned by itself: a drop that points. */
export const GAZE = "M0 -27L10.5 -9.5A14 14 0 1 1 -10.5 -9.5Z";

/**
 * A line between two figures, a little bent, from rim to rim.
 * @param {import("./seat-view.js").At} a @param {import("./seat-view.js").At} b @param {number} rim in units
 */
export function lineOf(a, b, rim) {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const long = Math.hypot(dx, dy);
  if (long <= 2 * rim) return { d: "", middle: [a[0], a[1]] };
  const [ux, uy] = [dx / long, dy / long];
  const middle = [(a[0] + b[0]) / 2 - uy * long * 0.06, (a[1] + b[1]) / 2 + ux * long * 0.06];
  const at = (/** @type {number} */ value) => Math.round(value);
  return {
    d: `M${at(a[0] + ux * rim)} ${at(a[1] + uy * rim)}Q${at(middle[0])} ${at(middle[1])} ${at(b[0] - ux * rim)} ${at(b[1] - uy * rim)}`,
    middle: middle.map(at),
  };
}
