import { STEP, around, ontoBoard } from "./geometry.js";

/** @type {Record<string, [number, number]>} */
const WAYS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
/** @type {Record<string, number>} */
const TURNS = { "[": -1, "]": 1 };
export const TURN = 15; // degrees
export const GAZE = 30;

/**
 * Where a key brings a figure: arrows a third of a step (with Shift a whole one), [ and ] turn it. Pure.
 * @param {import("./view.js").At} at @param {{key: string, shiftKey: boolean}} pressed
 * @returns {import("./view.js").At | null} null: this key means nothing here
 */
export function keyed([x, y, heading, gaze], { key, shiftKey }) {
  if (TURNS[key]) return [x, y, around(heading + TURNS[key] * TURN), gaze];
  const way = WAYS[key];
  if (!way) return null;
  const far = shiftKey ? STEP : STEP / 3;
  return [...ontoBoard(x + way[0] * far, y + way[1] * far), heading, gaze];
}

/** @param {import("./view.js").At} at @param {number} by degrees @returns {import("./view.js").At} */
export const turned = ([x, y, heading, gaze], by) => [x, y, around(heading + by), gaze];

/** The head alone, as far as a neck goes. @param {import("./view.js").At} at @param {number} by degrees @returns {import("./view.js").At} */
export const gazed = ([x, y, heading, gaze], by) => [x, y, heading, Math.min(90, Math.max(-90, gaze + by))];
