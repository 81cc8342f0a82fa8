import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import * as geometry from "../../fotfeste/static/js/board/geometry.js";
import { projectFigures, visibleFigures } from "../../fotfeste/static/js/board/line-of-sight.js";

const shared = (name) => JSON.parse(readFileSync(new URL(`../shared/${name}.json`, import.meta.url), "utf8"));
const vectors = shared("board_geometry");
const { cases } = shared("board_sight");
const near = (a, b, about) => assert.ok(Math.abs(a - b) < 1e-6, `${a} ≠ ${b}: ${JSON.stringify(about)}`);

test("the same bearings, distances and turns as on the server", () => {
  for (const each of vectors.bearing) {
    near(geometry.bearing(each.a, each.b), each.deg, each);
    near(geometry.distance(each.a, each.b), each.distance, each);
  }
  for (const each of vectors.turn) near(geometry.turn(each.from, each.to), each.deg, each);
});

test("the same places on the board, beside one another and free ones", () => {
  for (const each of vectors.onto_board) assert.deepEqual(geometry.ontoBoard(each.x, each.y), each.place);
  for (const each of vectors.beside)
    assert.deepEqual(geometry.beside(each.place, each.facing, each.way, each.steps), each.to);
  for (const each of vectors.clear_place) assert.deepEqual(geometry.clearPlace(each.wanted, each.taken), each.to);
});

test("the same simpler paths", () => {
  for (const each of vectors.simplified) assert.deepEqual(geometry.simplifyPath(each.path, each.most), each.kept);
});

test(`the same ${cases.length} sights, and nothing is changed by looking`, () => {
  assert.ok(cases.length > 30);
  for (const each of cases) {
    const before = structuredClone(each.figures);
    assert.deepEqual(visibleFigures(each.figures, each.of), each.seen);
    projectFigures(each.figures, each.of);
    assert.deepEqual(each.figures, before);
  }
});

test("in the picture the near are larger and stand lower, and only who is in the field is drawn", () => {
  const at = (x, y) => ({ at: [x, y, 180, 0], scale: 100, posture: "standing", on_board: true });
  const figures = {
    me: { ...at(600, 900), at: [600, 900, 0, 0] },
    near: at(560, 700),
    far: at(700, 200),
    beside: at(900, 900),
    behind: at(600, 990),
  };
  const [far, close, ...others] = projectFigures(figures, "me");
  assert.deepEqual([far.id, close.id, others], ["far", "near", []]);
  assert.ok(close.scale > far.scale && close.feet > far.feet);
  assert.ok(close.x < 0.5 && far.x > 0.5);
});
