/**
 * What a draft is, and what becomes of a copy found on the phone. Pure: no clock decides, since phone and server
 * clocks differ; the server's own time stamp serves only as a name for the version it holds.
 *
 * @typedef {[string, string][]} Pairs field names and values, in the order of the form
 * @typedef {{fields: Pairs, asked: string[], dirty: boolean, knew: boolean, base: string, sent: boolean}} Copy
 *   asked: every field the form had (an unticked box leaves no pair, a step of another form never asked);
 *   dirty: the server has not answered for these words; knew: the server held a draft at some time;
 *   base: the version it held then; sent: the form was sent after the last change
 */
const NEVER_KEPT = new Set(["csrfmiddlewaretoken"]);

/**
 * @param {Iterable<[string, unknown]>} entries as from FormData
 * @param {(name: string) => boolean} secret true for passwords, never kept
 * @returns {Pairs}
 */
export function keptFields(entries, secret = () => false) {
  /** @type {Pairs} */
  const pairs = [];
  for (const [name, value] of entries) {
    if (typeof value === "string" && !NEVER_KEPT.has(name) && !secret(name)) pairs.push([name, value]);
  }
  return pairs;
}

/**
 * @param {Copy | null} copy @param {string} savedAt version the server holds now; empty when it holds none
 * @returns {"nothing" | "drop" | "restore" | "fill"} fill: only into fields that are empty on the page
 */
export function chooseCopyAction(copy, savedAt) {
  if (!copy) return "nothing";
  if (copy.sent && copy.knew && !savedAt) return "drop"; // it arrived: the server let its draft go
  if (!copy.dirty) return savedAt ? "nothing" : "drop";
  return isSameVersion(copy.base, savedAt) ? "restore" : "fill"; // another device may have gone on
}

/** @param {string} one @param {string} other the same moment may be written in two zones */
export function isSameVersion(one, other) {
  if (!one || !other) return one === other;
  return Date.parse(one) === Date.parse(other);
}

/**
 * Takes the values of one field out of the pairs.
 * @param {Pairs} pairs @param {string} name @returns {string[]}
 */
export const valuesOf = (pairs, name) => pairs.filter(([n]) => n === name).map(([, value]) => value);
