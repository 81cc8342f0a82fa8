import assert from "node:assert/strict";
import test from "node:test";
import {
  classifyResponse,
  retryDelay_ms,
  sendRound,
  repeatUntilEmpty,
  secondsWaited,
} from "../../fotfeste/static/js/offline/outbox.js";
import { replaceStep } from "../../fotfeste/static/js/offline/check-in-steps.js";

const answer = (status, more = {}) => ({
  type: "basic",
  status,
  ok: status >= 200 && status < 300,
  json: false,
  ...more,
});
const post = (id, stuck = 0) => ({ id, url: "/x/", fields: [["row", id]], at_ms: 1000, stuck });

function outbox() {
  const done = [];
  return {
    done,
    drop: async ({ id }) => void done.push(`drop ${id}`),
    mark: async ({ id }, status) => void done.push(`mark ${id} ${status}`),
  };
}

test("what arrived: a redirect, or an answer meant for a script", () => {
  assert.equal(classifyResponse({ type: "opaqueredirect", status: 0, ok: false, json: false }), "arrived");
  assert.equal(classifyResponse(answer(200, { json: true })), "arrived");
});

test("a page instead of an answer is the form shown again: not taken, so not let go", () =>
  assert.equal(classifyResponse(answer(200)), "stuck"));

test("no net, signed out, somebody else, too many, a house that is down: it waits", () => {
  for (const each of [null, answer(401), answer(403), answer(429), answer(500), answer(503)])
    assert.equal(classifyResponse(each), "wait");
});

test("what the server will never take stays here to be read", () => {
  for (const status of [400, 404, 409, 413, 422]) assert.equal(classifyResponse(answer(status)), "stuck");
});

test("in order, and no further than the first that has to wait", async () => {
  const box = outbox();
  const asked = [];
  const fates = { a: "arrived", b: "stuck", c: "wait", d: "arrived" };
  const send = async ({ id }) => (asked.push(id), { fate: fates[id], status: id === "b" ? 422 : 0 });
  assert.deepEqual(
    await sendRound(
      ["a", "b", "c", "d"].map((id) => post(id)),
      send,
      box,
    ),
    { sent: 1, waits: true },
  );
  assert.deepEqual(asked, ["a", "b", "c"]);
  assert.deepEqual(box.done, ["drop a", "mark b 422"]);
});

test("the answer was lost: it stays, and goes again", async () => {
  const box = outbox();
  const lost = await sendRound([post("a")], async () => ({ fate: classifyResponse(null), status: 0 }), box);
  assert.deepEqual([lost, box.done], [{ sent: 0, waits: true }, []]);
});

test("one that was refused is not sent again by itself", async () => {
  const asked = [];
  await sendRound(
    [post("a", 422), post("b")],
    async ({ id }) => (asked.push(id), { fate: "arrived", status: 0 }),
    outbox(),
  );
  assert.deepEqual(asked, ["b"]);
});

test("what was laid there while the others went is sent in the same go; nothing new ends it", async () => {
  const rounds = [
    { sent: 2, waits: false },
    { sent: 1, waits: false },
    { sent: 0, waits: false },
    { sent: 9, waits: false },
  ];
  assert.deepEqual(await repeatUntilEmpty(async () => rounds.shift()), { sent: 3, waits: false });
  const ends = [
    { sent: 1, waits: true },
    { sent: 9, waits: false },
  ];
  assert.deepEqual(await repeatUntilEmpty(async () => ends.shift()), { sent: 1, waits: true });
});

test("how long it waited is measured on one clock, and never runs backwards", () => {
  assert.equal(secondsWaited(post("a"), 61_000), 60);
  assert.equal(secondsWaited(post("a"), 0), 0);
  assert.deepEqual([1, 2, 3, 4, 99].map(retryDelay_ms), [5_000, 20_000, 60_000, 300_000, 300_000]);
});

test("a step answered again takes the place of what it said; a skipped one says nothing", () => {
  const names = ["head_safe", "body_safe"];
  const once = replaceStep(
    [
      ["row", "r"],
      ["activation", "2"],
    ],
    "safety",
    names,
    [
      ["head_safe", "7"],
      ["csrf", "x"],
    ],
  );
  assert.deepEqual(once, [
    ["row", "r"],
    ["activation", "2"],
    ["answered", "safety"],
    ["head_safe", "7"],
  ]);
  assert.deepEqual(replaceStep(once, "safety", names, []), [
    ["row", "r"],
    ["activation", "2"],
    ["answered", "safety"],
  ]);
});
