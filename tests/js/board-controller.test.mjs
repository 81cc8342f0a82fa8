import assert from "node:assert/strict";
import test from "node:test";
import { WHOLE, viewBoxOf, isWhole, pan, panToShow, zoom } from "../../fotfeste/static/js/board/camera.js";
import { gazeBy, moveByKey, turnBy } from "../../fotfeste/static/js/board/keyboard-moves.js";
import { layOutLabels, breakLabel } from "../../fotfeste/static/js/board/label-layout.js";
import { BoardController } from "../../fotfeste/static/js/board/board-controller.js";
import { OptimisticView, nearestFigure } from "../../fotfeste/static/js/board/optimistic-view.js";

const figure = (x, y, more = {}) => ({
  at: [x, y, 0, 0],
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
  frozen: false,
  me: { seat: "s", moves: "any", may: ["move", "lift"] },
  figures: { a: figure(600, 500), b: figure(300, 300), off: figure(0, 0, { on_board: false }) },
  ...more,
});

/** A controller whose time passes when told, and what it asked and showed. */
function controllerOf(of = view()) {
  const timers = [],
    asked = [],
    previews = [];
  const time = {
    schedule: (act) => (timers.push(act), act),
    cancel: (act) => timers.includes(act) && timers.splice(timers.indexOf(act), 1),
  };
  const link = { drag: { show: (each) => previews.push(each), end: (each) => each && previews.push(each) } };
  const ask = (command) => (asked.push(command), made.optimistic.addPending(String(asked.length), command));
  const made = new BoardController(of, time, {
    painter: { nodeOf: () => undefined },
    connection: () => link,
    draw: () => undefined,
    ask,
  });
  return { controller: made, asked, previews, rest: () => timers.splice(0).forEach((act) => act()) };
}

test("arrows move a third of a step, with Shift a whole one, and brackets turn", () => {
  assert.deepEqual(moveByKey([600, 500, 0, 5], { key: "ArrowUp", shiftKey: false }), [600, 473, 0, 5]);
  assert.deepEqual(moveByKey([600, 500, 0, 5], { key: "ArrowRight", shiftKey: true }), [680, 500, 0, 5]);
  assert.deepEqual(moveByKey([600, 500, 0, 0], { key: "[", shiftKey: false }), [600, 500, 345, 0]);
  assert.deepEqual(moveByKey([50, 500, 0, 0], { key: "ArrowLeft", shiftKey: true }), [44, 500, 0, 0]);
  assert.equal(moveByKey([50, 500, 0, 0], { key: "x", shiftKey: false }), null);
  assert.deepEqual(
    [turnBy([1, 2, 350, 3], 15), gazeBy([1, 2, 3, 80], 30)],
    [
      [1, 2, 5, 3],
      [1, 2, 3, 90],
    ],
  );
});

test("several turns of a button are one move, sent once the hand rests", () => {
  const { controller: here, asked, rest } = controllerOf();
  here.select("a");
  for (const action of ["right", "right", "gaze_left"]) here.act(action);
  assert.deepEqual([asked.length, here.view.figures.a.at], [0, [600, 500, 30, -30]]);
  rest();
  assert.deepEqual(asked, [{ do: "move", figure: "a", x: 600, y: 500, heading: 30, gaze: -30 }]);
});

test("choosing another figure sends what the first was moved so far; letting go takes it back and shows others so", () => {
  const { controller: here, asked, previews } = controllerOf();
  here.select("a");
  here.act("left");
  here.select("b");
  assert.deepEqual(
    asked.map(({ figure, heading }) => [figure, heading]),
    [["a", 345]],
  );
  here.hold("b", [400, 400, 0, 0]);
  here.release();
  assert.deepEqual(
    [here.view.figures.b.at, previews.at(-1)],
    [
      [300, 300, 0, 0],
      ["b", 300, 300, 0],
    ],
  );
});

test("what waits beside the board: a key puts it on the nearest free place to the middle, a finger says where", () => {
  const { controller: here, asked } = controllerOf();
  here.pick("off", false);
  assert.deepEqual([here.selected, asked], ["off", []]);
  here.pick("off", true);
  assert.deepEqual(asked, [{ do: "move", figure: "off", x: 600, y: 403, heading: 0, gaze: 0 }]);
});

test("a held figure shows where it is and marks where it was; a frozen board opens the hand", () => {
  const now = new OptimisticView(view());
  now.hold("a", [700, 700, 0, 0]);
  assert.deepEqual(
    [now.view.figures.a.at, now.view.drags.a],
    [
      [700, 700, 0, 0],
      [600, 500, 0],
    ],
  );
  now.applyFrame({ view: view({ seq: 6, frozen: true }) });
  assert.deepEqual([now.heldFigure, now.view.figures.a.at], [null, [600, 500, 0, 0]]);
});

test("a move is shown at once, kept when it is taken until the view has it, and rolled back when it is refused", () => {
  const now = new OptimisticView(view());
  now.addPending("1", { do: "move", figure: "a", x: 700, y: 700, heading: 0, gaze: 0 });
  now.addPending("2", { do: "move", figure: "b", x: 100, y: 100, heading: 0, gaze: 0 });
  now.settle("2", { code: "slowly", sentence: "…" });
  now.settle("1", { seq: 7 });
  now.applyFrame({ seq: 6, moved: { b: [301, 300, 0, 0] } });
  assert.deepEqual(
    [now.view.figures.a.at, now.view.figures.b.at],
    [
      [700, 700, 0, 0],
      [301, 300, 0, 0],
    ],
  );
  now.applyFrame({ seq: 7, moved: { a: [700, 700, 0, 0] } });
  now.applyFrame({ seq: 8, moved: { a: [10, 10, 0, 0] } });
  assert.deepEqual(now.view.figures.a.at, [10, 10, 0, 0]);
});

test("a finger means the nearest figure within reach", () => {
  const close = view({ figures: { a: figure(600, 500), b: figure(660, 500) } });
  assert.deepEqual(
    [nearestFigure(close, [625, 500], 75), nearestFigure(close, [640, 500], 75), nearestFigure(close, [900, 500], 75)],
    ["a", "b", null],
  );
});

test("the camera stays on the board, and what is under the fingers stays there", () => {
  const near = zoom(WHOLE, 2, [300, 250]);
  assert.deepEqual([near, viewBoxOf(near), isWhole(near)], [{ x: 150, y: 125, width: 600 }, "150 125 600 500", false]);
  assert.deepEqual(pan(near, -9_999, 9_999), { x: 0, y: 500, width: 600 });
  assert.deepEqual([isWhole(zoom(near, 0.1)), zoom(near, 99).width], [true, 260]);
  assert.deepEqual(panToShow(near, [1_000, 300]), { x: 490, y: 125, width: 600 });
});

test("names are broken in the middle, cut when one word is long, and short on a small board", () => {
  assert.deepEqual(breakLabel("Noe å støtte seg til"), ["Noe å støtte", "seg til"]);
  assert.deepEqual(breakLabel("Mor"), ["Mor"]);
  assert.deepEqual(breakLabel("Noe å støtte seg til", 13, 1), ["Noe å støtte…"]);
});

test("names keep off other figures, other names and the edge; where none fits, it is left out if asked", () => {
  const named = (x, y) => ({ at: [x, y, 0, 0], rim: 44, posture: "standing", lines: ["Mormor"] });
  const [free, over, edge] = layOutLabels([named(600, 300), named(600, 960), named(20, 500)], 24);
  assert.ok(free.y > 44 && over.y < 0);
  assert.ok(edge.anchor === "start" || edge.x > 0);
  const crowd = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => named(600 + dx * 70, 500 + dy * 70)));
  assert.ok(layOutLabels(crowd, 30, [], 0.2).some((label) => label === null));
  assert.ok(layOutLabels(crowd, 30).every((label) => label !== null));
});

test("a seat that is gone sees what stood there last, and moves nothing", () => {
  const now = new OptimisticView(view());
  now.addPending("1", { do: "move", figure: "a", x: 700, y: 700, heading: 0, gaze: 0 });
  now.end();
  assert.deepEqual([now.view.figures.a.at, now.view.me.moves, now.view.me.may], [[600, 500, 0, 0], "", []]);
});
