import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import {
  HIGHEST,
  LOWEST,
  MARGIN,
  pointOf,
  share,
  valueAt,
  waveHeight,
  wavePath,
} from "../../fotfeste/static/js/lib/wave.js";

const values = Array.from({ length: HIGHEST - LOWEST + 1 }, (_, i) => LOWEST + i);
const WIDTH = 320;
const HEIGHT = 128;

test("every answer lies where a touch on it gives the same answer", () => {
  for (const value of values) {
    const { x } = pointOf(value, WIDTH, HEIGHT);
    assert.equal(valueAt(x / WIDTH), value);
  }
});

test("a touch outside the picture gives the nearest end", () => {
  assert.equal(valueAt(-0.4), LOWEST);
  assert.equal(valueAt(0), LOWEST);
  assert.equal(valueAt(1), HIGHEST);
  assert.equal(valueAt(7), HIGHEST);
});

test("the middle is 0, never minus 0, which would be sent as another word", () => {
  assert.ok(Object.is(valueAt(0.5), 0));
  assert.ok(Object.is(valueAt(0.499), 0));
});

test("the same geometry serves the scale 0 to 10", () => {
  assert.equal(valueAt(MARGIN, 0, 10), 0);
  assert.equal(valueAt(1 - MARGIN, 0, 10), 10);
  assert.equal(share(3, 0, 10), 0.3);
});

test("the handle stays whole inside the picture at both ends", () => {
  const radius = 25;
  for (const value of values) {
    const { x, y } = pointOf(value, WIDTH, HEIGHT);
    assert.ok(x >= radius && x <= WIDTH - radius, `x of ${value}`);
    assert.ok(y >= 15 && y <= HEIGHT - 15, `y of ${value}`);
  }
});

test("shut down is lowest, calm between, full swing highest", () => {
  const height = (value) => waveHeight(share(value));
  assert.ok(height(-5) < height(-2) && height(-2) < height(0) && height(0) < height(3) && height(3) < height(5));
});

test("the wave is smooth: no step between neighbouring points", () => {
  for (let t = -0.1; t < 1.1; t += 0.005) {
    assert.ok(Math.abs(waveHeight(t + 0.005) - waveHeight(t)) < 0.02, `at ${t}`);
  }
});

test("the path runs from edge to edge", () => {
  const path = wavePath(WIDTH, HEIGHT, 4);
  assert.match(path, /^M0 [\d.]+L80 [\d.]+L160 [\d.]+L240 [\d.]+L320 [\d.]+$/);
});

test("the small waves on disk are those of this curve (npm run waves)", () => {
  const file = readFileSync(new URL("../../fotfeste/static/icons/waves.svg", import.meta.url), "utf8");
  for (const value of values) {
    const { x, y } = pointOf(value, 64, 32);
    assert.ok(file.includes(`id="w${value}"`) && file.includes(`cx="${x}" cy="${y}"`), `w${value}`);
  }
  assert.ok(file.includes(wavePath(64, 32, 32)));
});
