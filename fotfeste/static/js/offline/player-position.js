/**
 * Where she is in a practice, and where each move leads: the twin of practices/player_position.py. Both are tested on
 * the same
 * tests/shared/moves.json. Pure: a course in, a course out.
 *
 * @typedef {{id: string, title: string, text: string, softer: string, short: boolean, options: string[], figure:
 *   string, breath: [number, number] | null}} Step
 * @typedef {{slug: string, title: string, purpose: string, colour: string, minutes: {usual: number, short: number},
 *   steps: Step[]}} Practice
 * @typedef {{slug: string, softer: boolean, step: string, seen: string[], skipped: string[], ended: string}} Course
 */

/** @param {Practice} practice @param {boolean} softer @returns {Step[]} */
export function stepsOf(practice, softer) {
  if (!softer) return practice.steps;
  return practice.steps.filter((step) => step.short).map((step) => ({ ...step, text: step.softer || step.text }));
}

/**
 * @param {Practice} practice @param {Course} course
 * @returns {number} index of the step she is on, or of the nearest one
 */
export function placeOf(practice, course) {
  for (const step of [course.step, ...[...course.seen].reverse()]) {
    const index = indexOf(practice, course.softer, step);
    if (index !== null) return index;
  }
  return 0;
}

/** @param {Practice} practice @param {boolean} softer @param {string} step */
function indexOf(practice, softer, step) {
  const whole = practice.steps.map((each) => each.id);
  if (!whole.includes(step)) return null;
  const places = stepsOf(practice, softer).map((each) => whole.indexOf(each.id));
  const index = places.findIndex((place) => place >= whole.indexOf(step));
  return index < 0 ? places.length - 1 : index;
}

/** The step she is on. @param {Practice} practice @param {Course} course */
export const stepOf = (practice, course) => stepsOf(practice, course.softer)[placeOf(practice, course)];

/**
 * @template {Course} C @param {Practice} practice @param {C} course
 * @returns {C} with the step she is shown noted as seen
 */
export function arrive(practice, course) {
  const step = stepOf(practice, course).id;
  return { ...course, step, seen: course.seen.includes(step) ? course.seen : [...course.seen, step] };
}

/**
 * The course after `move`, made on the step `shown`. A move from a step she is no longer on changes nothing; stopping
 * always stops.
 * @template {Course} C @param {Practice} practice @param {C} course @param {string} move @param {string} shown @returns
 *   {C}
 */
export function applyMove(practice, course, move, shown) {
  if (course.ended) return course;
  if (move === "stop") return { ...course, ended: "stopped" };
  const at = placeOf(practice, course);
  if (stepsOf(practice, course.softer)[at].id !== shown) return course;
  if (move === "soften") return arrive(practice, { ...course, softer: true });
  if (move === "back") return goTo(practice, course, at - 1);
  if (move === "skip") {
    const skipped = course.skipped.includes(shown) ? course.skipped : [...course.skipped, shown];
    return goTo(practice, { ...course, skipped }, at + 1);
  }
  return move === "next" ? goTo(practice, course, at + 1) : course;
}

/** @template {Course} C @param {Practice} practice @param {C} course @param {number} index @returns {C} */
function goTo(practice, course, index) {
  const steps = stepsOf(practice, course.softer);
  if (index >= steps.length) return { ...course, ended: "done" };
  return arrive(practice, { ...course, step: steps[Math.max(index, 0)].id });
}
