import assert from "node:assert/strict";
import test from "node:test";
import { labelsOf } from "../../fotfeste/static/js/board/labels.js";
import { Previews } from "../../fotfeste/static/js/board/previews.js";
import { applied, hasGone, isMove, isSameBut, standing } from "../../fotfeste/static/js/board/view.js";

// What a slow phone need not do: nothing is worked out anew that a frame has not changed.

const figure = (x, more = {}) => ({ at: [x, 500, 0, 0], on_board: true, label: "", scale: 100, posture: "standing", shape: "round", tone: "stone", mine: false, ...more });
const view = (more = {}) => ({ seq: 5, phase: "moving", me: { seat: "s" }, figures: { a: figure(100), b: figure(300), off: figure(0, { on_board: false }) }, ...more });

test("a preview leaves all but the previews as it was, so that only they are drawn", () => {
  const before = view();
  const after = applied(before, { drags: { a: [1, 2, 3] } });
  assert.ok(after.figures === before.figures && isSameBut(before, after, "drags"));
  assert.ok(!isSameBut(before, after));
});

test("figures that only stand elsewhere are a move; one that comes, goes or changes is more", () => {
  const before = view();
  assert.ok(isMove(before, applied(before, { seq: 6, moved: { a: [9, 9, 90, 0] }, here: ["s"] })));
  assert.ok(!isMove(before, applied(before, { seq: 6, moved: { off: [9, 9, 0, 0] } })));
  assert.ok(!isMove(before, { ...before, seq: 6, frozen: true }));
  assert.ok(!isMove(before, { ...before, figures: { a: before.figures.a } }));
  assert.ok(!isMove(before, { ...before, figures: { ...before.figures, a: figure(100, { posture: "sitting" }) } }));
  assert.deepEqual([hasGone(figure(1), figure(1, { on_board: false })), hasGone(figure(1), figure(2)), hasGone(figure(1), figure(1))], [true, true, false]);
});

test("who stands on a board is worked out once for all who ask", () => {
  const now = view();
  assert.equal(standing(now), standing({ ...now, drags: {} }));
  assert.deepEqual(standing(now).map(([id]) => id), ["a", "b"]);
  assert.deepEqual(standing({ seq: 1, phase: "", me: {} }), []);
});

test("a preview is forgotten when its hand is silent, however many others go on", () => {
  const timers = [], forgotten = [];
  const previews = new Previews({ later: (act) => timers.push(act), never: () => undefined }, (ids) => forgotten.push(...ids));
  const pass = () => timers.shift()();
  previews.came(["a", "b"]);
  previews.came(["a", "b"]);
  assert.equal(timers.length, 1);
  pass(), previews.came(["a"]), pass();
  assert.deepEqual(forgotten, ["b"]);
  pass();
  assert.deepEqual([forgotten, timers.length], [["b", "a"], 0]);
});

test("where a name goes does not hang on those far away", () => {
  const named = (x, y) => ({ at: [x, y, 0, 0], rim: 44, posture: "standing", lines: ["Mormor"] });
  const near = [named(600, 300), named(640, 390)];
  const far = [named(80, 900), named(1100, 900), named(100, 80)];
  assert.deepEqual(labelsOf([...near, ...far], 24).slice(0, 2), labelsOf(near, 24));
});
