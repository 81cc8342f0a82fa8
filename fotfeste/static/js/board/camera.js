import { HEIGHT, WIDTH } from "./geometry.js";

/**
 * Which part of the board is shown. Pure.
 * @typedef {{x: number, y: number, width: number}} Camera in board units
 */
const CLOSEST = 260; // units across
const SHAPE = HEIGHT / WIDTH;

/** @type {Camera} */
export const WHOLE = Object.freeze({ x: 0, y: 0, width: WIDTH });

/** @param {Camera} camera */
export const viewBoxOf = ({ x, y, width }) =>
  [x, y, width, width * SHAPE].map((each) => Math.round(each * 10) / 10).join(" ");

/** @param {Camera} camera */
export const isWhole = (camera) => camera.width >= WIDTH;

/**
 * Nearer (factor over 1) or farther; what lies at `at` stays there.
 * @param {Camera} camera @param {number} factor @param {readonly [number, number]} at
 */
export function zoom(camera, factor, at = [camera.x + camera.width / 2, camera.y + (camera.width * SHAPE) / 2]) {
  const width = Math.min(WIDTH, Math.max(CLOSEST, camera.width / factor));
  const share = width / camera.width;
  return clampToBoard({ x: at[0] - (at[0] - camera.x) * share, y: at[1] - (at[1] - camera.y) * share, width });
}

/** @param {Camera} camera @param {number} dx @param {number} dy in units */
export const pan = (camera, dx, dy) => clampToBoard({ ...camera, x: camera.x + dx, y: camera.y + dy });

/** So that this place is shown. @param {Camera} camera @param {readonly [number, number]} at @param {number} edge */
export function panToShow(camera, at, edge = 90) {
  const over = (/** @type {number} */ value, /** @type {number} */ low, /** @type {number} */ size) =>
    Math.min(0, value - edge - low) + Math.max(0, value + edge - low - size);
  return pan(camera, over(at[0], camera.x, camera.width), over(at[1], camera.y, camera.width * SHAPE));
}

/** @param {Camera} camera @returns {Camera} */
const clampToBoard = ({ x, y, width }) => ({
  x: Math.min(Math.max(x, 0), WIDTH - width),
  y: Math.min(Math.max(y, 0), HEIGHT - width * SHAPE),
  width,
});
