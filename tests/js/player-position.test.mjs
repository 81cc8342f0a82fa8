import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { applyMove, placeOf, stepsOf } from "../../fotfeste/static/js/offline/player-position.js";

const { practices, cases } = JSON.parse(readFileSync(new URL("../shared/moves.json", import.meta.url), "utf8"));
const practiceOf = (name) => ({
  slug: name,
  steps: practices[name].map(([id, short]) => ({ id, short, text: id, softer: "" })),
});

test(`the same ${cases.length} moves as on the server`, () => {
  assert.ok(cases.length > 200);
  for (const { practice, course, move, shown, after, index } of cases) {
    assert.equal(placeOf(practiceOf(practice), course), index);
    assert.deepEqual(
      applyMove(practiceOf(practice), course, move, shown),
      after,
      JSON.stringify({ course, move, shown }),
    );
  }
});

test("a course is never changed, only followed by another", () => {
  for (const { practice, course, move, shown } of cases) {
    const before = structuredClone(course);
    applyMove(practiceOf(practice), course, move, shown);
    assert.deepEqual(course, before);
  }
});

test("softer: fewer steps, with their softer words where there are any", () => {
  const practice = {
    steps: [
      { id: "a", short: true, text: "lang", softer: "mild" },
      { id: "b", short: false, text: "b", softer: "" },
      { id: "c", short: true, text: "c", softer: "" },
    ],
  };
  assert.deepEqual(
    stepsOf(practice, true).map((step) => step.text),
    ["mild", "c"],
  );
  assert.equal(stepsOf(practice, false).length, 3);
});
