import { entryIdOf } from "../lib/encrypted-store.js";

/**
 * What could not be sent, in words she knows: one entry for each thing, with the questions it answered. Pure.
 *
 * @typedef {{label: string, says: Record<string, string>}} FieldLabel says: the word for each code; empty for free text
 * @typedef {{at: string, title: string, titles?: Record<string, string>, asks: Record<string, FieldLabel>}} FormLabels
 *   at: how its address begins
 * @typedef {{posts: import("../lib/encrypted-store.js").Post[], title: string, at_ms: number, lines: {label: string,
 *   words: string}[]}} Entry
 */
const NOT_WORDS = new Set(["row", "step", "move", "go", "answered", "softer", "dose", "whose"]);

/**
 * @param {import("../lib/encrypted-store.js").Post[]} posts @param {FormLabels[]} kinds @param {string} other for what
 *   nobody here has a name for
 * @returns {Entry[]} in the order in which they were begun
 */
export function describeEntries(posts, kinds, other) {
  /** @type {Map<string, import("../lib/encrypted-store.js").Post[]>} */
  const things = new Map();
  for (const post of posts) things.set(entryIdOf(post.id), [...(things.get(entryIdOf(post.id)) ?? []), post]);
  return [...things.values()].map((all) => {
    const lines = all.flatMap((post) => linesOf(post, kindOf(post, kinds)?.asks ?? {}, other));
    return { posts: all, title: titleOf(all[0], kinds) ?? other, at_ms: all[0].at_ms, lines };
  });
}

/** The entry as one text to take along. @param {Entry} entry @param {string} when */
export const entryText = (entry, when) =>
  [`${entry.title}, ${when}`, ...entry.lines.map(({ label, words }) => `${label}: ${words}`)].join("\n");

/** @param {import("../lib/encrypted-store.js").Post} post @param {FormLabels[]} kinds */
const kindOf = (post, kinds) => kinds.find(({ at }) => post.url.startsWith(at));

/** @param {import("../lib/encrypted-store.js").Post} post @param {FormLabels[]} kinds */
function titleOf(post, kinds) {
  const kind = kindOf(post, kinds);
  return kind?.titles?.[post.url.slice(kind.at.length).split("/")[0]] ?? kind?.title;
}

/**
 * @param {import("../lib/encrypted-store.js").Post} post @param {Record<string, FieldLabel>} asks @param {string} other
 */
function linesOf(post, asks, other) {
  const names = [...new Set(post.fields.map(([name]) => name))].filter((name) => !NOT_WORDS.has(name));
  const said = (/** @type {string} */ name) =>
    post.fields.filter(([each, value]) => each === name && value).map(([, value]) => asks[name]?.says[value] ?? value);
  return names
    .map((name) => ({ label: asks[name]?.label ?? other, words: said(name).join(", ") }))
    .filter(({ words }) => words);
}
