/**
 * The activation wave: flat and low when shut down, a soft swell when calm, high and lively in full swing.
 * Shape and words carry the meaning; no place on it is better than another.
 */
export const LOWEST = -5;
export const HIGHEST = 5;
/** Part of the picture's width left free at either end, so that the handle stays inside. */
export const MARGIN = 0.08;

/** @param {number} t @returns {number} 0…1 with soft ends */
const ease = (t) => {
  const u = Math.min(1, Math.max(0, t));
  return u * u * (3 - 2 * u);
};

/**
 * Height of the wave at `t`.
 * @param {number} t 0 (shut down) … 1 (full swing); beyond the ends it goes on evenly
 * @returns {number} 0 (floor) … 1 (top of the picture)
 */
export function waveHeight(t) {
  const base = 0.14 + 0.3 * ease((t - 0.08) / 0.34) + 0.34 * ease((t - 0.56) / 0.34);
  const swell = 0.055 * ease((t - 0.12) / 0.6) * Math.sin(2 * Math.PI * (2.1 * t + 0.55 * t * t - 0.42));
  return base + swell;
}

/** @param {number} value −5…5 @returns {number} 0…1 */
export const share = (value, low = LOWEST, high = HIGHEST) => (value - low) / (high - low);

/**
 * The answer nearest to a place on the picture.
 * @param {number} x 0…1 across the whole picture
 */
export function valueAt(x, low = LOWEST, high = HIGHEST) {
  const t = Math.min(1, Math.max(0, (x - MARGIN) / (1 - 2 * MARGIN)));
  return Math.round(low + t * (high - low)) || 0; // never −0
}

/**
 * Where an answer lies on a picture of this size.
 * @param {number} value @param {number} width @param {number} height @returns {{x: number, y: number}}
 */
export function pointOf(value, width, height) {
  const t = share(value);
  return { x: round(width * (MARGIN + t * (1 - 2 * MARGIN))), y: round(height * (1 - waveHeight(t))) };
}

/**
 * The curve as an SVG path from edge to edge.
 * @param {number} width @param {number} height
 */
export function wavePath(width, height, steps = 56) {
  const points = Array.from({ length: steps + 1 }, (_, i) => {
    const x = i / steps;
    const t = (x - MARGIN) / (1 - 2 * MARGIN);
    return `${round(width * x)} ${round(height * (1 - waveHeight(t)))}`;
  });
  return `M${points.join("L")}`;
}

/** @param {number} n */
const round = (n) => Math.round(n * 100) / 100;
