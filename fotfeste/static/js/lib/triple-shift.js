/** Shift three times: quick enough to be meant, slow enough for shaking hands. Writing with capitals does not count. */
export const WITHIN_MS = 1500;
const TIMES = 3;

/** @returns {(key: string, repeat: boolean, now_ms: number) => boolean} true on the third press */
export function shiftCounter() {
  /** @type {number[]} */
  let presses = [];
  return (key, repeat, now_ms) => {
    if (key !== "Shift") presses = [];
    else if (!repeat) presses = [...presses.filter((at) => now_ms - at < WITHIN_MS), now_ms];
    return presses.length >= TIMES;
  };
}
