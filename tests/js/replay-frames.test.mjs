import assert from "node:assert/strict";
import { test } from "node:test";
import {
  applyFrame,
  positionAt,
  durationOf,
  scenesOf,
  stepAtSeq,
} from "../../fotfeste/static/js/board/replay-frames.js";

const figure = (x, y, more = {}) => ({
  at: [x, y, 0, 0],
  scale: 100,
  posture: "standing",
  shape: "round",
  tone: "stone",
  on_board: true,
  mine: false,
  label: "",
  ...more,
});
const first = {
  seq: 4,
  phase: "placing",
  figures: { a: figure(1, 2), b: figure(3, 4, { on_board: false }) },
  lines: {},
  zones: {},
  heard: [],
};

test("a move changes the place of one figure and nothing else", () => {
  const scene = applyFrame(first, {
    seq: 5,
    wait: 10,
    moved: ["b", 30, 40, 90, -10],
    path: [
      [3, 4, 0],
      [30, 40, 800],
    ],
  });
  assert.deepEqual(scene.figures.b.at, [30, 40, 90, -10]);
  assert.equal(scene.figures.b.on_board, true);
  assert.equal(scene.figures.a, first.figures.a);
  assert.equal(scene.seq, 5);
  assert.equal(scene.phase, "placing");
  assert.deepEqual(first.figures.b.at, [3, 4, 0, 0]);
});

test("a figure that went is gone, one that came is there", () => {
  const scene = applyFrame(first, { seq: 6, wait: 0, figures: { a: null, c: figure(9, 9) }, phase: "sensing" });
  assert.deepEqual(Object.keys(scene.figures).sort(), ["b", "c"]);
  assert.equal(scene.phase, "sensing");
});

test("every moment is there, from the first to the last", () => {
  const scenes = scenesOf({
    first,
    frames: [
      { seq: 5, wait: 0, moved: ["a", 5, 5, 0, 0] },
      { seq: 9, wait: 0, heard: ["1"] },
    ],
    pictures: [],
    phases: {},
    at: 4,
  });
  assert.deepEqual(
    scenes.map(({ seq }) => seq),
    [4, 5, 9],
  );
  assert.deepEqual(scenes[2].figures.a.at, [5, 5, 0, 0]);
  assert.deepEqual(
    [stepAtSeq(scenes, 0), stepAtSeq(scenes, 4), stepAtSeq(scenes, 7), stepAtSeq(scenes, 9), stepAtSeq(scenes, 99)],
    [0, 0, 1, 2, 2],
  );
});

test("the hand goes its way with its rests", () => {
  const path = [
    [0, 0, 0],
    [100, 0, 1000],
    [100, 0, 3000],
    [100, 50, 3500],
  ];
  assert.deepEqual(
    [0, 500, 1000, 2000, 3250, 3500, 9000].map((ms) => positionAt(path, ms)),
    [
      [0, 0],
      [50, 0],
      [100, 0],
      [100, 0],
      [100, 25],
      [100, 50],
      [100, 50],
    ],
  );
  assert.equal(durationOf({ seq: 1, wait: 0, path }), 3500);
  assert.equal(durationOf({ seq: 1, wait: 0 }), 0);
  assert.deepEqual(
    positionAt(
      [
        [7, 8, 0],
        [9, 9, 0],
      ],
      0,
    ),
    [7, 8],
  );
});
