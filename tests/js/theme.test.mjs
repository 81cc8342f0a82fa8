import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

const css = readFileSync(new URL("../../fotfeste/static/css/theme.css", import.meta.url), "utf8");
const FAMILIES = ["neutral", "spruce", "fjord", "dawn", "danger", "info", "success", "warning"];
const GROUNDS = [
  "background-default",
  "background-tinted",
  "surface-default",
  "surface-tinted",
  "surface-hover",
  "surface-active",
];
const TEXT = 4.5; // WCAG 2.2, 1.4.3
const LINE = 3; // 1.4.11

function tokens(start) {
  const from = css.indexOf(start);
  assert.notEqual(from, -1, start);
  const block = css.slice(from, css.indexOf("}", from));
  return Object.fromEntries(
    [...block.matchAll(/--ds-color-([a-z-]+): (#[0-9a-f]{6})/g)].map(([, name, hex]) => [name, hex]),
  );
}

function luminance(hex) {
  const [r, g, b] = [1, 3, 5]
    .map((i) => parseInt(hex.slice(i, i + 2), 16) / 255)
    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const schemes = {
  light: tokens(':root, [data-color-scheme="light"] {'),
  evening: tokens('[data-color-scheme="dark"] {'),
};

for (const [scheme, color] of Object.entries(schemes)) {
  test(`${scheme}: every text is legible on every ground it may stand on`, () => {
    for (const family of FAMILIES) {
      for (const ground of GROUNDS) {
        for (const base of new Set([family, "neutral"])) {
          for (const text of ["text-subtle", "text-default"]) {
            const ratio = contrast(color[`${family}-${text}`], color[`${base}-${ground}`]);
            assert.ok(ratio >= TEXT, `${family}-${text} on ${base}-${ground}: ${ratio.toFixed(2)}`);
          }
        }
      }
    }
  });

  test(`${scheme}: every button's words are legible, at rest, under the pointer and pressed`, () => {
    for (const family of FAMILIES) {
      for (const state of ["default", "hover", "active"]) {
        const ratio = contrast(color[`${family}-base-contrast-default`], color[`${family}-base-${state}`]);
        assert.ok(ratio >= TEXT, `${family} ${state}: ${ratio.toFixed(2)}`);
      }
    }
  });

  test(`${scheme}: the lines of fields and the focus ring are seen`, () => {
    for (const ground of ["background-default", "surface-default", "surface-tinted"]) {
      for (const family of FAMILIES)
        assert.ok(
          contrast(color[`${family}-border-default`], color[`neutral-${ground}`]) >= LINE,
          `${family} ${ground}`,
        );
      assert.ok(contrast(color["neutral-text-default"], color[`neutral-${ground}`]) >= LINE);
    }
  });

  test(`${scheme}: neither pure black nor pure white is a ground, and nothing is red`, () => {
    for (const [name, hex] of Object.entries(color)) {
      const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
      if (/background|surface/.test(name)) assert.ok(!["#000000", "#ffffff"].includes(hex), name);
      assert.ok(!(r > 150 && g < 70 && b < 70), `${name} ${hex}`);
    }
  });
}
