import { BESIDE, RADIUS, STEP, bearing, turn } from "./geometry.js";

/**
 * What one figure sees of the others: the twin of constellations/board/line_of_sight.py, both tested on
 * tests/shared/board_sight.json. It reads the projected view and nothing else, so it cannot tell what a seat may not
 * see.
 * One unit of the board stands for one centimetre.
 *
 * @typedef {import("./seat-view.js").Figures} Figures
 * @typedef {import("./seat-view.js").Figure} Figure
 * @typedef {{id: string, side: "front" | "left" | "right" | "behind", near: "touching" | "near" | "some_steps" | "far",
 *   facing: "toward" | "away" | "left" | "right", hidden_by: string | null, angle: number, distance: number}}
 *   SeenFigure
 *   angle: degrees from straight ahead, right positive; distance: steps
 * @typedef {SeenFigure & {x: number, feet: number, scale: number}} ProjectedFigure
 *   x: of the picture's width; feet: px under the horizon; scale: px per unit
 */
export const TOPS = { standing: 170, sitting: 125, kneeling: 115, lying: 40 };
const EYES = 0.93; // of the height
const TOUCHING = 1.25; // of both radii together
const NEAR_STEPS = 2.5;
const SOME_STEPS = 6;
const TOWARD = 45; // degrees to each side

export const FIELD = 120; // degrees the picture shows
const LENS = 200; // px·units
const BEFORE = 90; // units the eye stands behind its place, so that who is near fits into the picture

/**
 * Every other figure on the board, far to near; nothing for a figure that does not stand there.
 * @param {Figures} figures @param {string} id @returns {SeenFigure[]}
 */
export function visibleFigures(figures, id) {
  const me = figures[id];
  if (!me?.on_board) return [];
  const there = Object.keys(figures).filter((other) => other !== id && figures[other].on_board);
  there.sort((a, b) => squaredDistance(me, figures[b]) - squaredDistance(me, figures[a]) || (a < b ? -1 : 1));
  return there.map((other) => describeSeen(figures, me, there, other));
}

/**
 * @param {Figures} figures @param {Figure} me @param {string[]} there far to near @param {string} id
 * @returns {SeenFigure}
 */
function describeSeen(figures, me, there, id) {
  const other = figures[id];
  const angle = degrees(turn(gazeDirection(me), bearing(place(me), place(other))));
  const distance = Math.sqrt(squaredDistance(me, other));
  return {
    id,
    side: side(angle),
    near: near(distance, radius(me) + radius(other)),
    facing: facing(degrees(turn(gazeDirection(other), bearing(place(other), place(me))))),
    hidden_by: there.toReversed().find((each) => hides(me, figures[each], other)) ?? null,
    angle,
    distance: Math.floor((distance / STEP) * 10 + 0.5) / 10,
  };
}

/** Square of the distance: whole, so that it sorts the same everywhere. @param {Figure} a @param {Figure} b */
const squaredDistance = (a, b) => (a.at[0] - b.at[0]) ** 2 + (a.at[1] - b.at[1]) ** 2;

/** @param {Figure} figure @returns {[number, number]} */
const place = (figure) => [figure.at[0], figure.at[1]];

/** Where its face points. @param {Figure} figure */
const gazeDirection = (figure) => figure.at[2] + figure.at[3];

/** @param {Figure} figure */
export const radius = (figure) => (RADIUS * figure.scale) / 100;

/** @param {Figure} figure */
export const top = (figure) => (TOPS[figure.posture] * figure.scale) / 100;

/** @param {Figure} figure */
const eyes = (figure) => top(figure) * EYES;

/** @param {number} angle */
function degrees(angle) {
  const whole = Math.floor(angle + 0.5);
  return whole === -180 ? 180 : whole || 0;
}

/** @param {number} angle @returns {SeenFigure["side"]} */
function side(angle) {
  if (Math.abs(angle) <= BESIDE) return "front";
  if (Math.abs(angle) >= 180 - BESIDE) return "behind";
  return angle < 0 ? "left" : "right";
}

/** @param {number} distance @param {number} radii @returns {SeenFigure["near"]} */
function near(distance, radii) {
  if (distance <= TOUCHING * radii) return "touching";
  if (distance <= NEAR_STEPS * STEP) return "near";
  return distance <= SOME_STEPS * STEP ? "some_steps" : "far";
}

/**
 * Sideways is told as the one who looks sees it.
 * @param {number} angle from its face to the one who looks @returns {SeenFigure["facing"]}
 */
function facing(angle) {
  if (Math.abs(angle) <= TOWARD) return "toward";
  if (Math.abs(angle) >= 180 - TOWARD) return "away";
  return angle > 0 ? "right" : "left";
}

/**
 * Whether `near` stands before the middle of `far`, and reaches as high.
 * @param {Figure} me @param {Figure} near @param {Figure} far
 */
function hides(me, near, far) {
  const [close, away] = [squaredDistance(me, near), squaredDistance(me, far)];
  if (close === 0 || close >= away) return false;
  const off = Math.abs(turn(bearing(place(me), place(near)), bearing(place(me), place(far))));
  if (off > Math.atan2(radius(near), Math.sqrt(close)) * (180 / Math.PI)) return false;
  return (top(far) - eyes(me)) / Math.sqrt(away) <= (top(near) - eyes(me)) / Math.sqrt(close);
}

/**
 * Where those within the field stand in a picture, far to near.
 * @param {Figures} figures @param {string} id @returns {ProjectedFigure[]}
 */
export function projectFigures(figures, id) {
  const me = figures[id];
  return visibleFigures(figures, id)
    .filter(({ angle }) => Math.abs(angle) <= FIELD / 2 + 12)
    .map((each) => {
      const scale = LENS / (each.distance * STEP + BEFORE);
      return { ...each, x: 0.5 + each.angle / FIELD, feet: eyes(me) * scale, scale };
    });
}
