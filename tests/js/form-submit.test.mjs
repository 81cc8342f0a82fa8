import assert from "node:assert/strict";
import { test } from "node:test";
import { comparableHtml } from "../../fotfeste/static/js/board/section-update.js";
import { submitForm, submitUntilArrived } from "../../fotfeste/static/js/board/form-submit.js";

const section = (/** @type {string} */ outerHTML) => /** @type {any} */ ({ outerHTML });
const form = () => /** @type {any} */ ({ action: "/stop/", isConnected: true });

/** @param {(Response | null)[]} answers null: no net */
function net(...answers) {
  globalThis.FormData = /** @type {any} */ (
    class {
      append() {}
    }
  );
  globalThis.HTMLButtonElement = /** @type {any} */ (class {});
  globalThis.fetch = /** @type {any} */ (
    async () => {
      const answer = answers.shift();
      if (!answer) throw new TypeError("no net");
      return answer;
    }
  );
}

test("a section is the same when only what is fresh each time differs", () => {
  const one = (/** @type {string} */ id, /** @type {string} */ words) =>
    section(
      `<section><input type="hidden" name="csrfmiddlewaretoken" value="${id}"><input type="hidden" name="id" value="${id}">${words}</section>`,
    );
  assert.equal(comparableHtml(one("a", "ro")), comparableHtml(one("b", "ro")));
  assert.notEqual(comparableHtml(one("a", "ro")), comparableHtml(one("a", "uro")));
});

test("what a section has seen counts: a stop that came since is not covered", () => {
  const seen = (/** @type {number} */ seq) =>
    comparableHtml(section(`<input type="hidden" name="seen" value="${seq}">`));
  assert.notEqual(seen(4), seen(5));
});

test("a refusal arrives with its sentence; no net does not arrive", async () => {
  net(
    Response.json({ no: "x", code: "frozen", sentence: "Alt hviler." }, { status: 409 }),
    null,
    Response.json({ ack: "x", seq: 3 }),
  );
  assert.deepEqual(await submitForm(form(), null), { done: false, message: "Alt hviler.", arrived: true });
  assert.deepEqual(await submitForm(form(), null), { done: false, message: "", arrived: false });
  assert.deepEqual(await submitForm(form(), null), { done: true, message: "", arrived: true });
});

test("a stop is sent until it has arrived", async () => {
  net(null, null, Response.json({ ack: "x", seq: 9 }));
  let waited = 0;
  assert.equal((await submitUntilArrived(form(), null, () => waited++)).done, true);
  assert.equal(waited, 2);
});
