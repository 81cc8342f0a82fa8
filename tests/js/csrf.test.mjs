import assert from "node:assert/strict";
import test from "node:test";
import { csrfToken } from "../../fotfeste/static/js/lib/csrf.js";

const form = (value) => ({ querySelector: () => (value === undefined ? null : { value }) });

test("the form's own token wins", () => {
  assert.equal(csrfToken(form("own"), '{"x-csrftoken": "page"}'), "own");
});

test("without one, the page's", () => {
  assert.equal(csrfToken(form(undefined), '{"x-csrftoken": "page"}'), "page");
  assert.equal(csrfToken(form(""), '{"x-csrftoken": "page"}'), "page");
  assert.equal(csrfToken(null, '{"x-csrftoken": "page"}'), "page");
});

test("mangled or missing headers give an empty token, not an error", () => {
  for (const headers of [null, "", "{", "{}", "null"]) assert.equal(csrfToken(null, headers), "");
});
