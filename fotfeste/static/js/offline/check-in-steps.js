/**
 * A check-in without a net, as one flat form: what each step said, and which steps were answered there at all.
 * @typedef {import("../lib/draft.js").Pairs} Pairs
 */

/**
 * The whole form after one step was answered. A skipped step is answered with nothing.
 * @param {Pairs} whole @param {string} step @param {string[]} names the fields this step asks @param {Pairs} given
 * @returns {Pairs}
 */
export function replaceStep(whole, step, names, given) {
  const others = whole.filter(([name, value]) => !names.includes(name) && !(name === "answered" && value === step));
  return [...others, ["answered", step], ...given.filter(([name]) => names.includes(name))];
}
