import { STEP, normalizeDegrees, ontoBoard } from "./geometry.js";

/** @type {Record<string, [number, number]>} */
const ARROW_KEYS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
/** @type {Record<string, number>} */
const TURN_KEYS = { "[": -1, "]": 1 };
export const TURN = 15; // degrees
export const GAZE = 30;

/**
 * Where a key brings a figure: arrows a third of a step (with Shift a whole one), [ and ] turn it. Pure.
 * @param {import("./seat-view.js").At} at @param {{key: string, shiftKey: boolean}} pressed
 * @returns {import("./seat-view.js").At | null} null: this key means nothing here
 */
export function moveByKey([x, y, heading, gaze], { key, shiftKey }) {
  if (TURN_KEYS[key]) return [x, y, normalizeDegrees(heading + TURN_KEYS[key] * TURN), gaze];
  const way = ARROW_KEYS[key];
  if (!way) return null;
  const far = shiftKey ? STEP : STEP / 3;
  return [...ontoBoard(x + way[0] * far, y + way[1] * far), heading, gaze];
}

/** @param {import("./seat-view.js").At} at @param {number} by degrees @returns {import("./seat-view.js").At} */
export const turnBy = ([x, y, heading, gaze], by) => [x, y, normalizeDegrees(heading + by), gaze];

/**
 * The head alone, as far as a neck goes.
 * @param {import("./seat-view.js").At} at @param {number} by degrees @returns {import("./seat-view.js").At}
 */
export const gazeBy = ([x, y, heading, gaze], by) => [x, y, heading, Math.min(90, Math.max(-90, gaze + by))];
