import assert from "node:assert/strict";
import { test } from "node:test";
import { csrfToken } from "../../fotfeste/static/js/lib/csrf.js";

/** @param {string | undefined} value */
const form = (value) => ({ querySelector: () => (value === undefined ? null : { value }) });

test("a form's own token is used", () => {
  assert.equal(csrfToken(form("own")), "own");
});

test("a form without a token gives none, and the server then refuses", () => {
  assert.equal(csrfToken(form(undefined)), "");
});
