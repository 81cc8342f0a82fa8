import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

const read = (name) => readFileSync(new URL(`../../fotfeste/static/js/${name}`, import.meta.url), "utf8");
const plain = (source) => source.replace(/^import .*\n/gm, "").replace(/^export /gm, "");

test("the worker and the modules it is put together from are one readable script: no name twice", () => {
  const parts = ["lib/vault.js", "lib/steps.js", "worker.js"].map((name) => plain(read(name)));
  assert.doesNotThrow(() => new Function(`"use strict";{${parts.join("\n")}}`));
  assert.ok(!/^(import|export) /m.test(parts.join("\n")));
});
