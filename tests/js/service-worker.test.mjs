import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

const read = (name) => readFileSync(new URL(`../../fotfeste/${name}`, import.meta.url), "utf8");
const parts = [.../WORKER_PARTS = \(([^)]*)\)/.exec(read("web/offline.py"))[1].matchAll(/"([^"]+)"/g)].map(
  ([, name]) => name,
);
const withoutModules = (source) => source.replace(/^import\b[^;]*;\n/gm, "").replace(/^export /gm, "");

test("the worker and the modules it is put together from are one readable script: no name twice", () => {
  const script = parts.map((name) => withoutModules(read(`static/${name}`))).join("\n");
  assert.ok(parts.length > 2 && script.includes("addEventListener"));
  assert.doesNotThrow(() => new Function(`"use strict";{${script}}`));
});
