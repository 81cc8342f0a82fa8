import assert from "node:assert/strict";
import test from "node:test";
import {
  applyFrame,
  applyPending,
  hasUnknownFigure,
  canDo,
  canMove,
  figuresOnBoard,
  stillPending,
  figuresBeside,
  withoutDrags,
} from "../../fotfeste/static/js/board/seat-view.js";
import { appendPoint, finishPath } from "../../fotfeste/static/js/board/drag-path.js";

const figure = (x, on_board = true) => ({
  at: [x, 1, 0, 0],
  on_board,
  label: "",
  scale: 100,
  posture: "standing",
  shape: "round",
  tone: "stone",
  mine: false,
});
const view = (more = {}) =>
  deepFrozen({
    seq: 5,
    phase: "moving",
    me: { seat: "s", figure: "a", moves: "own", may: ["move"] },
    frozen: false,
    figures: { a: figure(1), b: figure(2), off: figure(3, false) },
    ...more,
  });

function deepFrozen(value) {
  if (value && typeof value === "object") Object.values(Object.freeze(value)).forEach(deepFrozen);
  return value;
}

test("a move changes that figure alone, and the view before it stays as it was", () => {
  const before = view({ drags: { b: [9, 9, 9], a: [8, 8, 8] } });
  const after = applyFrame(before, { seq: 6, moved: { b: [7, 7, 90, 10] } });
  assert.deepEqual([after.seq, after.figures.b.at, after.drags], [6, [7, 7, 90, 10], { a: [8, 8, 8] }]);
  assert.equal(after.figures.a, before.figures.a);
});

test("a frame older than the view changes nothing", () => {
  const now = view();
  assert.equal(applyFrame(now, { seq: 4, moved: { b: [7, 7, 0, 0] } }), now);
  assert.equal(applyFrame(now, { view: view({ seq: 3, phase: "sensing" }) }), now);
  assert.equal(applyFrame(now, {}), now);
});

test("a newer view takes the place of the old; who is here and who drags stay", () => {
  const after = applyFrame(view({ here: ["s"], drags: { b: [1, 1, 1] } }), {
    view: view({ seq: 9, phase: "closing" }),
  });
  assert.deepEqual([after.phase, after.here, after.drags], ["closing", ["s"], { b: [1, 1, 1] }]);
});

test("a frame may bring everything at once", () => {
  const after = applyFrame(view(), {
    view: view({ seq: 6 }),
    seq: 7,
    moved: { a: [4, 4, 4, 4] },
    drags: { b: [2, 2, 2], nobody: [1, 1, 1] },
    here: ["s", "t"],
  });
  assert.deepEqual(
    [after.seq, after.figures.a.at, after.drags, after.here],
    [7, [4, 4, 4, 4], { b: [2, 2, 2] }, ["s", "t"]],
  );
});

test("a figure that is moved for the first time stands on the board; one that is not known asks for a whole look", () => {
  assert.ok(applyFrame(view(), { seq: 6, moved: { off: [1, 1, 1, 1] } }).figures.off.on_board);
  assert.ok(hasUnknownFigure(view(), { seq: 6, moved: { new: [1, 1, 1, 1] } }));
  assert.ok(!applyFrame(view(), { seq: 6, moved: { new: [1, 1, 1, 1] } }).figures.new);
  assert.deepEqual(withoutDrags(view({ drags: { a: [1, 1, 1] } }), ["a"]).drags, {});
});

test("a seat moves any figure, its own, or none; nobody while the board is still", () => {
  const reach = (me, more) =>
    ["a", "b", "nobody"].map((id) => canMove(view({ me: { seat: "s", figure: "a", ...me }, ...more }), id));
  assert.deepEqual(reach({ moves: "any" }), [true, true, false]);
  assert.deepEqual(reach({ moves: "own" }), [true, false, false]);
  assert.deepEqual(reach({ moves: "" }), [false, false, false]);
  assert.deepEqual(reach({ moves: "any" }, { frozen: true }), [false, false, false]);
  assert.ok(canDo(view(), "move") && !canDo(view(), "lift"));
  assert.ok(!canMove({ seq: 1, phase: "", me: { seat: "s", role: "", presence: "lobby" } }, "a"), "the lobby");
});

test("what stands there and what waits beside the board", () => {
  assert.deepEqual(
    figuresOnBoard(view()).map(([id]) => id),
    ["a", "b"],
  );
  assert.deepEqual(
    figuresBeside(view()).map(([id]) => id),
    [],
  );
  assert.deepEqual(
    figuresBeside(view({ me: { seat: "s", moves: "any" } })).map(([id]) => id),
    ["off"],
  );
});

test("one's own move is seen at once, stays until the view holds it, and is gone when it is refused", () => {
  const hope = { id: "1", command: { do: "move", figure: "a", x: 50, y: 60 }, seq: null };
  assert.deepEqual(applyPending(view(), [hope]).figures.a.at, [50, 60, 0, 0]);
  assert.deepEqual(
    stillPending([hope, { ...hope, seq: 6 }, { ...hope, seq: 5 }], view()).map(({ seq }) => seq),
    [null, 6],
  );
  assert.deepEqual(applyPending(view(), []).figures.a.at, [1, 1, 0, 0]);
  assert.ok(applyPending(view(), [{ id: "2", command: { do: "send", signal: "stop" }, seq: null }]).frozen);
});

test("a drag is drawn with its times and sent with at most 40 points that end where it was let go", () => {
  let path = [];
  for (let ms = 0; ms < 20_000; ms += 16) path = appendPoint(path, 100 + ms / 30, 200 + 80 * Math.sin(ms / 900), ms);
  assert.ok(path.length <= 160);
  const sent = finishPath(path, 777, 333, 20_000);
  assert.equal(sent.length, 40);
  assert.deepEqual(
    [sent[0], sent.at(-1)],
    [
      [100, 200, 0],
      [777, 333, 20_000],
    ],
  );
  assert.ok(sent.every(([x, y, ms], i) => [x, y, ms].every(Number.isInteger) && (i === 0 || ms >= sent[i - 1][2])));
});

test("a hand that waits is remembered as waiting", () => {
  let path = appendPoint([], 0, 0, 0);
  for (const [x, ms] of [
    [100, 500],
    [100, 520],
    [100, 4_000],
    [200, 4_500],
  ])
    path = appendPoint(path, x, 0, ms);
  assert.deepEqual(
    path.map(([x, , ms]) => [x, ms]),
    [
      [0, 0],
      [100, 500],
      [100, 4_000],
      [200, 4_500],
    ],
  );
});
