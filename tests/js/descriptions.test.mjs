import assert from "node:assert/strict";
import test from "node:test";
import {
  describeFigure,
  describeChanges,
  describeFacing,
  kindOf,
  fillTemplate,
  describePlace,
} from "../../fotfeste/static/js/board/descriptions.js";
import { describeSights } from "../../fotfeste/static/js/board/inside-scene.js";
import { visibleFigures } from "../../fotfeste/static/js/board/line-of-sight.js";

const words = {
  unnamed: "en figur",
  yours: "din",
  faces: "vendt mot {figure}",
  faces_way: "vendt {way}",
  looks: "ser mot {figure}",
  looks_way: "ser {way}",
  places: [
    "øverst til venstre",
    "øverst",
    "øverst til høyre",
    "til venstre",
    "i midten",
    "til høyre",
    "nederst til venstre",
    "nederst",
    "nederst til høyre",
  ],
  ways: [
    "opp",
    "opp til høyre",
    "til høyre",
    "ned til høyre",
    "ned",
    "ned til venstre",
    "til venstre",
    "opp til venstre",
  ],
  postures: { standing: "står", sitting: "sitter" },
  kinds: { resource: "ressurs" },
  living: { dead: "død" },
  moved: "{figure} har flyttet seg: {where}, {facing}.",
  turned: "{figure} har snudd seg: {facing}.",
  came: "{figure} er kommet: {where}.",
  left: "{figure} er lagt til side.",
  frozen: "Alt står stille nå.",
  thawed: "Figurene kan flyttes igjen.",
};
const figure = (label, at, more = {}) => ({
  label,
  at,
  scale: 100,
  posture: "standing",
  shape: "round",
  tone: "stone",
  on_board: true,
  mine: false,
  ...more,
});
const figures = {
  me: figure("Jeg", [600, 800, 0, 0], { mine: true }),
  mo: figure("Mor", [600, 500, 90, 90]),
  rest: figure("Hvile", [200, 100, 200, 0], { kind: "resource", posture: "sitting" }),
};
const view = (more = {}) => ({
  seq: 1,
  phase: "moving",
  frozen: false,
  me: { seat: "s" },
  figures: { ...figures, ...more },
});

test("a figure is called by its name, what it is, where it stands and what it is turned to", () => {
  assert.equal(describeFigure(view(), "me", words), "Jeg, din, nederst, vendt mot Mor");
  assert.equal(describeFigure(view(), "rest", words), "Hvile, ressurs, sitter, øverst til venstre, vendt ned");
  assert.equal(describeFigure(view(), "mo", words), "Mor, i midten, vendt til høyre, ser mot Jeg");
});

test("a figure without a name is one, and nothing more is told of it", () => {
  assert.equal(
    describeFigure(view({ x: figure("", [1100, 100, 45, 0]) }), "x", words),
    "en figur, øverst til høyre, vendt opp til høyre",
  );
  assert.equal(kindOf(figure("B", [0, 0, 0, 0], { living: "dead", kind: "person" }), words), "død");
});

test("the nearest of those ahead is the one it is turned to; a thing off the board is not", () => {
  assert.equal(describeFacing(view({ far: figure("Bak", [600, 100, 0, 0]) }), "me", words), "vendt mot Mor");
  assert.equal(
    describeFacing(view({ mo: figure("Mor", [600, 500, 0, 0], { on_board: false }) }), "me", words),
    "vendt opp",
  );
});

test("every place of the board has a word, the edge too", () => {
  assert.equal(describePlace(figure("", [1200, 1000, 0, 0]), words), "nederst til høyre");
  assert.equal(describePlace(figure("", [0, 0, 0, 0]), words), "øverst til venstre");
});

test("what others changed is read out; one's own is not, and an unchanged board says nothing", () => {
  const after = view({ mo: { ...figures.mo, at: [100, 900, 0, 0] }, me: { ...figures.me, at: [600, 800, 180, 0] } });
  assert.equal(
    describeChanges(view(), after, words, new Set(["me"])),
    "Mor har flyttet seg: nederst til venstre, vendt mot Hvile.",
  );
  assert.equal(
    describeChanges(view(), after, words),
    "Jeg har snudd seg: vendt ned. Mor har flyttet seg: nederst til venstre, vendt mot Hvile.",
  );
  assert.equal(describeChanges(view(), view(), words), "");
});

test("coming, going, stopping and going on are read out, at most three figures at a time", () => {
  const gone = view();
  delete gone.figures.rest;
  assert.equal(describeChanges(view(), gone, words), "Hvile er lagt til side.");
  assert.equal(describeChanges(gone, view(), words), "Hvile er kommet: øverst til venstre.");
  assert.equal(describeChanges(view(), { ...view(), frozen: true }, words), "Alt står stille nå.");
  assert.equal(describeChanges({ ...view(), frozen: true }, view(), words), "Figurene kan flyttes igjen.");
  const all = Object.fromEntries([1, 2, 3, 4, 5].map((i) => [`f${i}`, figure(`F${i}`, [i, i, 0, 0])]));
  assert.equal(describeChanges(view(), view(all), words).split(".").length - 1, 3);
});

test("a word that is missing stays visible as it was written", () => {
  assert.equal(fillTemplate("{figure} og {other}", { figure: "Mor" }), "Mor og {other}");
});

const inside = {
  unnamed: "en figur",
  said: "{side}, {near}:",
  one: "{figure}, {facing}",
  hidden: "{figure}, skjult bak {by}",
  also: "; ",
  toward_you: "vendt mot deg",
  sides: { front: "Foran", left: "Til venstre", right: "Til høyre", behind: "Bak" },
  near: { touching: "inntil", near: "nær", some_steps: "noen skritt unna", far: "langt unna" },
  facing: { toward: "vendt hit", away: "vendt bort", left: "vendt mot venstre", right: "vendt mot høyre" },
};

test("what a figure sees is told near to far, side by side, and who is hidden is said to be", () => {
  const all = { ...figures, fa: figure("Far", [610, 200, 10, 0]), b: figure("B", [640, 470, 0, 0]) };
  assert.deepEqual(describeSights(all, visibleFigures(all, "me"), inside, true), [
    "Foran, noen skritt unna: Mor, vendt mot deg; B, skjult bak Mor.",
    "Foran, langt unna: Far, skjult bak Mor; Hvile, vendt mot venstre.",
  ]);
  assert.match(describeSights(all, visibleFigures(all, "me"), inside, false)[0], /Mor, vendt hit/);
});
