import assert from "node:assert/strict";
import test from "node:test";
import { chooseCopyAction, keptFields, isSameVersion, valuesOf } from "../../fotfeste/static/js/lib/draft.js";

const V1 = "2026-11-22T20:00:00.123456+00:00";
const V2 = "2026-11-22T21:00:00+00:00";
const copy = (marks) => ({
  fields: [["feeling", "tungt"]],
  asked: ["feeling"],
  dirty: true,
  knew: true,
  base: V1,
  sent: false,
  ...marks,
});

test("no copy: nothing", () => assert.equal(chooseCopyAction(null, V1), "nothing"));

test("words the server never answered for come back", () => {
  assert.equal(chooseCopyAction(copy({}), V1), "restore");
  assert.equal(chooseCopyAction(copy({ knew: false, base: "" }), ""), "restore");
});

test("the session ran out while sending: the sent words come back, since the server still holds the older draft", () => {
  assert.equal(chooseCopyAction(copy({ sent: true }), V1), "restore");
  assert.equal(chooseCopyAction(copy({ sent: true, knew: false, base: "" }), ""), "restore");
});

test("it arrived: the server let its draft go, so does the phone", () => {
  assert.equal(chooseCopyAction(copy({ sent: true }), ""), "drop");
  assert.equal(chooseCopyAction(copy({ dirty: false }), ""), "drop");
});

test("what the server has is shown by the server", () =>
  assert.equal(chooseCopyAction(copy({ dirty: false }), V1), "nothing"));

test("another device went on: only empty fields are filled, so neither text is lost", () => {
  assert.equal(chooseCopyAction(copy({}), V2), "fill");
  assert.equal(chooseCopyAction(copy({}), ""), "fill");
});

test("a wrong clock on the phone changes nothing: only the server's stamps are compared, and only for being the same", () => {
  assert.equal(isSameVersion("2026-11-22T21:00:00+01:00", "2026-11-22T20:00:00Z"), true);
  assert.equal(isSameVersion(V1, V2), false);
  assert.equal(isSameVersion("", V1), false);
  assert.equal(isSameVersion("", ""), true);
});

test("fields: repeated names, emoji and right-to-left text stay; token, files and passwords do not", () => {
  const long = "å".repeat(10_000);
  const entries = [
    ["csrfmiddlewaretoken", "t"],
    ["words", "tight"],
    ["words", "heavy"],
    ["feeling", "שלום 🌿"],
    ["file", { size: 1 }],
    ["password", "x"],
    ["note", long],
  ];
  const pairs = keptFields(entries, (name) => name === "password");
  assert.deepEqual(
    pairs.map(([name]) => name),
    ["words", "words", "feeling", "note"],
  );
  assert.deepEqual(valuesOf(pairs, "words"), ["tight", "heavy"]);
  assert.deepEqual(JSON.parse(JSON.stringify(pairs)), pairs);
  assert.equal(valuesOf(pairs, "note")[0].length, 10_000);
});
