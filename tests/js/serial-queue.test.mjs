import assert from "node:assert/strict";
import test from "node:test";
import { SerialQueue } from "../../fotfeste/static/js/offline/serial-queue.js";

/** An act that ends when it is told to. */
function slow() {
  /** @type {{end: () => void, fail: () => void}} */
  const act = {};
  const ended = new Promise((resolve, reject) =>
    Object.assign(act, { end: resolve, fail: () => reject(new Error("no")) }),
  );
  return { ...act, ended };
}

test("a quick act waits for the slow one ahead of it", async () => {
  const queue = new SerialQueue();
  const done = [];
  const next = slow();
  const first = queue.run(async () => (await next.ended, done.push("next")));
  const second = queue.run(() => done.push("pause"));
  await new Promise(setImmediate);
  assert.deepEqual(done, []);
  next.end();
  await Promise.all([first, second]);
  assert.deepEqual(done, ["next", "pause"]);
});

test("an act that fails says so to whoever asked, and holds nobody up", async () => {
  const queue = new SerialQueue();
  const move = slow();
  const failed = queue.run(() => move.ended);
  const after = queue.run(() => "went on");
  move.fail();
  await assert.rejects(failed, /no/);
  assert.equal(await after, "went on");
});
