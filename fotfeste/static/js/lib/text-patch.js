/**
 * The same elements with other words: only the words are written, so that nothing is laid out anew but them.
 * @param {Element} old @param {Element} fresh @returns {boolean} whether that was all the difference
 */
export function patchText(old, fresh) {
  const pairs = textPairs(old, fresh);
  for (const [was, is] of pairs ?? []) if (was.data !== is.data) was.data = is.data;
  return pairs !== null;
}

/**
 * Their texts, side by side.
 * @param {Node} old @param {Node} fresh @returns {[Text, Text][] | null} null when more than words differs
 */
function textPairs(old, fresh) {
  if (old instanceof Text && fresh instanceof Text) return [[old, fresh]];
  if (!isSame(old, fresh) || old.childNodes.length !== fresh.childNodes.length) return null;
  /** @type {[Text, Text][]} */
  const all = [];
  for (let i = 0; i < old.childNodes.length; i += 1) {
    const pairs = textPairs(old.childNodes[i], fresh.childNodes[i]);
    if (!pairs) return null;
    all.push(...pairs);
  }
  return all;
}

/** @param {Node} old @param {Node} fresh */
function isSame(old, fresh) {
  if (!(old instanceof Element) || !(fresh instanceof Element))
    return old.nodeType === fresh.nodeType && old.nodeValue === fresh.nodeValue;
  if (old.localName !== fresh.localName) return false;
  const names = new Set([...old.getAttributeNames(), ...fresh.getAttributeNames()]);
  return [...names].every((name) => old.getAttribute(name) === fresh.getAttribute(name) || mayDiffer(old, name));
}

/** What a person opened, and what is fresh each time a form is made. @param {Element} element @param {string} name */
const mayDiffer = (element, name) =>
  (name === "open" && element.localName === "details") ||
  (name === "value" && ["id", "csrfmiddlewaretoken"].includes(element.getAttribute("name") ?? ""));
