import assert from "node:assert/strict";
import test from "node:test";
import { layOutLabels } from "../../fotfeste/static/js/board/label-layout.js";
import { DragExpiry } from "../../fotfeste/static/js/board/drag-expiry.js";
import {
  applyFrame,
  hasLeftPlace,
  isOnlyMoves,
  isSameBut,
  figuresOnBoard,
} from "../../fotfeste/static/js/board/seat-view.js";

// What a slow phone need not do: nothing is worked out anew that a frame has not changed.

const figure = (x, more = {}) => ({
  at: [x, 500, 0, 0],
  on_board: true,
  label: "",
  scale: 100,
  posture: "standing",
  shape: "round",
  tone: "stone",
  mine: false,
  ...more,
});
const view = (more = {}) => ({
  seq: 5,
  phase: "moving",
  me: { seat: "s" },
  figures: { a: figure(100), b: figure(300), off: figure(0, { on_board: false }) },
  ...more,
});

test("a preview leaves all but the previews as it was, so that only they are drawn", () => {
  const before = view();
  const after = applyFrame(before, { drags: { a: [1, 2, 3] } });
  assert.ok(after.figures === before.figures && isSameBut(before, after, "drags"));
  assert.ok(!isSameBut(before, after));
});

test("figures that only stand elsewhere are a move; one that comes, goes or changes is more", () => {
  const before = view();
  assert.ok(isOnlyMoves(before, applyFrame(before, { seq: 6, moved: { a: [9, 9, 90, 0] }, here: ["s"] })));
  assert.ok(!isOnlyMoves(before, applyFrame(before, { seq: 6, moved: { off: [9, 9, 0, 0] } })));
  assert.ok(!isOnlyMoves(before, { ...before, seq: 6, frozen: true }));
  assert.ok(!isOnlyMoves(before, { ...before, figures: { a: before.figures.a } }));
  assert.ok(
    !isOnlyMoves(before, { ...before, figures: { ...before.figures, a: figure(100, { posture: "sitting" }) } }),
  );
  assert.deepEqual(
    [
      hasLeftPlace(figure(1), figure(1, { on_board: false })),
      hasLeftPlace(figure(1), figure(2)),
      hasLeftPlace(figure(1), figure(1)),
    ],
    [true, true, false],
  );
});

test("who stands on a board is worked out once for all who ask", () => {
  const now = view();
  assert.equal(figuresOnBoard(now), figuresOnBoard({ ...now, drags: {} }));
  assert.deepEqual(
    figuresOnBoard(now).map(([id]) => id),
    ["a", "b"],
  );
  assert.deepEqual(figuresOnBoard({ seq: 1, phase: "", me: {} }), []);
});

test("a preview is forgotten when its hand is silent, however many others go on", () => {
  const timers = [],
    forgotten = [];
  const previews = new DragExpiry({ schedule: (act) => timers.push(act), cancel: () => undefined }, (ids) =>
    forgotten.push(...ids),
  );
  const pass = () => timers.shift()();
  previews.renew(["a", "b"]);
  previews.renew(["a", "b"]);
  assert.equal(timers.length, 1);
  pass(), previews.renew(["a"]), pass();
  assert.deepEqual(forgotten, ["b"]);
  pass();
  assert.deepEqual([forgotten, timers.length], [["b", "a"], 0]);
});

test("where a name goes does not hang on those far away", () => {
  const named = (x, y) => ({ at: [x, y, 0, 0], rim: 44, posture: "standing", lines: ["Mormor"] });
  const near = [named(600, 300), named(640, 390)];
  const far = [named(80, 900), named(1100, 900), named(100, 80)];
  assert.deepEqual(layOutLabels([...near, ...far], 24).slice(0, 2), layOutLabels(near, 24));
});
