import assert from "node:assert/strict";
import test from "node:test";
import { WITHIN_MS, shiftCounter } from "../../fotfeste/static/js/lib/triple-shift.js";

const press = (count, keys, step_ms = 200) => keys.map((key, i) => count(key, false, i * step_ms)).at(-1);

test("three quick presses leave", () => {
  assert.equal(press(shiftCounter(), ["Shift", "Shift", "Shift"]), true);
});

test("two do not", () => {
  assert.equal(press(shiftCounter(), ["Shift", "Shift"]), false);
});

test("writing capitals does not: another key starts the count again", () => {
  assert.equal(press(shiftCounter(), ["Shift", "A", "Shift", "B", "Shift", "C"]), false);
  assert.equal(press(shiftCounter(), ["Shift", "Shift", "A", "Shift"]), false);
});

test("holding the key down is one press", () => {
  const count = shiftCounter();
  count("Shift", false, 0);
  assert.equal(count("Shift", true, 50), false);
  assert.equal(count("Shift", true, 100), false);
});

test("slow presses do not add up", () => {
  assert.equal(press(shiftCounter(), ["Shift", "Shift", "Shift"], WITHIN_MS), false);
});

test("Escape never leaves", () => {
  assert.equal(press(shiftCounter(), ["Escape", "Escape", "Escape"]), false);
});
