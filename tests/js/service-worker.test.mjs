import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

const read = (name) => readFileSync(new URL(`../../fotfeste/${name}`, import.meta.url), "utf8");
const parts = [.../WORKER_PARTS = \(([^)]*)\)/.exec(read("web/offline.py"))[1].matchAll(/"([^"]+)"/g)].map(
  ([, name]) => name,
);
const withoutModules = (source) => source.replace(/^import\b[^;]*;\n/gm, "").replace(/^export /gm, "");

const script = parts.map((name) => withoutModules(read(`static/${name}`))).join("\n");

/** The worker as a browser runs it, with what it asks the browser and the house for. */
function startWorker({ isLeaving, leave }) {
  const listeners = {};
  const kept = new Set(isLeaving ? ["leaving"] : []);
  const asked = [];
  const surroundings = {
    addEventListener: (name, listener) => {
      listeners[name] = listener;
    },
    caches: { has: async (name) => kept.has(name), delete: async (name) => kept.delete(name) },
    location: new URL("https://house.test/sw.js"),
    setTimeout: (late, ms) => setTimeout(late, ms).unref(), // nobody waits here for what never comes
    fetch: async (request) => {
      asked.push(`${request.method} ${request.url}`);
      return request.method === "POST" ? leave() : new Response("her page");
    },
    Request: class {
      constructor(path, { method }) {
        Object.assign(this, { url: path, method });
      }
    },
    Response: Object.assign((...given) => new Response(...given), {
      redirect: (to) => new Response(`led to ${to}`),
      error: () => new Response("error"),
    }),
  };
  const config = { leave: "/leave/", shell: "/offline/", help: "/help/", run: "/run/", steps: "/step/", out: "/out/" };
  const self = { ...surroundings, WORKER_CONFIG: { version: "1", statics: [], asks: {}, ...config } };
  const names = [...Object.keys(surroundings), "globalThis"];
  new Function(...names, `"use strict";{${script}}`)(...Object.values(surroundings), self);
  const open = (path) =>
    new Promise((resolve) => {
      const request = { url: `https://house.test${path}`, method: "GET", mode: "navigate" };
      listeners.fetch({ request, respondWith: resolve });
    });
  return { open, asked, isLeaving: () => kept.has("leaving") };
}

test("who has left is not led in again before the house has heard of it", async () => {
  for (const leave of [
    () => Promise.reject(new TypeError("no net")),
    async () => new Response("", { status: 500 }),
    async () => new Response("", { status: 503 }),
  ]) {
    const worker = startWorker({ isLeaving: true, leave });
    assert.equal(await (await worker.open("/me/")).text(), "led to /offline/");
    assert.deepEqual(worker.asked, ["POST /leave/"]);
    assert.ok(worker.isLeaving());
  }
});

test("once the house has heard of a leaving, pages are asked for as always", async () => {
  const worker = startWorker({ isLeaving: true, leave: async () => new Response("") });
  assert.equal(await (await worker.open("/me/")).text(), "her page");
  assert.deepEqual(worker.asked, ["POST /leave/", "GET https://house.test/me/"]);
  assert.ok(!worker.isLeaving());
});

test("the worker and the modules it is put together from are one readable script: no name twice", () => {
  assert.ok(parts.length > 2 && script.includes("addEventListener"));
  assert.doesNotThrow(() => new Function(`"use strict";{${script}}`));
});
