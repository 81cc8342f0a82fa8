import assert from "node:assert/strict";
import test from "node:test";
import { entryText, describeEntries } from "../../fotfeste/static/js/offline/outbox-entries.js";

const post = (id, url, fields) => ({ id, url, fields, version: "", at_ms: 1000, stuck: 404 });
const KINDS = [
  {
    at: "/now/whole/",
    title: "A check-in",
    asks: { words: { label: "How does it feel?", says: { heavy: "tung", cold: "kald" } } },
  },
  { at: "/practise/", title: "A practice", titles: { jording: "Jording" }, asks: {} },
  { at: "/run/", title: "A practice", asks: { felt: { label: "How was it?", says: { fine: "It was all right" } } } },
];

test("a practice is one thing with its name, however many steps she took", () => {
  const all = [
    post("r", "/practise/jording/begin/", [
      ["row", "r"],
      ["softer", "1"],
    ]),
    post("r/a", "/run/r/go/", [
      ["move", "next"],
      ["step", "feet"],
    ]),
    post("r/after", "/run/r/afterwards/", [["felt", "fine"]]),
  ];
  const [entry, ...more] = describeEntries(all, KINDS, "?");
  assert.deepEqual([entry.title, entry.posts.length, more.length], ["Jording", 3, 0]);
  assert.deepEqual(entry.lines, [{ label: "How was it?", words: "It was all right" }]);
});

test("codes are said in words, free text as it was written, an unknown field with a neutral name", () => {
  const fields = [
    ["row", "c"],
    ["answered", "body"],
    ["words", "heavy"],
    ["words", "cold"],
    ["thought", ""],
    ["new_one", "<b>"],
  ];
  const [entry] = describeEntries([post("c", "/now/whole/", fields)], KINDS, "Noted");
  assert.deepEqual(entry.lines, [
    { label: "How does it feel?", words: "tung, kald" },
    { label: "Noted", words: "<b>" },
  ]);
  assert.equal(entryText(entry, "today"), "A check-in, today\nHow does it feel?: tung, kald\nNoted: <b>");
});

test("an address nobody here knows is still shown", () => {
  assert.equal(describeEntries([post("x", "/later/", [["a", "b"]])], KINDS, "Noted")[0].title, "Noted");
});
