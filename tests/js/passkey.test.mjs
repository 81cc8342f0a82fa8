import assert from "node:assert/strict";
import { test } from "node:test";
import {
  fromBytes,
  requireDiscoverable,
  toRequestOptions,
  toBytes,
  toCreationOptions,
  toJson,
} from "../../fotfeste/static/js/lib/passkey.js";

globalThis.PublicKeyCredential = {}; // a browser that has passkeys, but not the newer helpers

test("bytes survive the way there and back, with no padding and url letters", () => {
  for (let length = 0; length < 70; length += 1) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 37 + length * 101) % 256);
    const text = fromBytes(bytes.buffer);
    assert.doesNotMatch(text, /[+/=]/);
    assert.deepEqual(toBytes(text), bytes);
  }
});

test("padding is understood, nothing stays nothing", () => {
  assert.deepEqual([...toBytes("-_8=")], [251, 255]);
  assert.equal(fromBytes(null), undefined);
});

test("a key made here stands alone, whatever the server asked for", () => {
  const asked = {
    challenge: "x",
    authenticatorSelection: { residentKey: "discouraged", authenticatorAttachment: "platform" },
  };
  const { authenticatorSelection, challenge } = requireDiscoverable(asked);
  assert.deepEqual(authenticatorSelection, {
    residentKey: "required",
    requireResidentKey: true,
    userVerification: "required",
    authenticatorAttachment: "platform",
  });
  assert.equal(challenge, "x");
  assert.equal(asked.authenticatorSelection.residentKey, "discouraged");
  assert.equal(requireDiscoverable({}).authenticatorSelection.userVerification, "required");
});

test("options become binary where the browser wants it, without newer helpers", () => {
  const made = toCreationOptions({
    challenge: "AQI",
    user: { id: "Aw", name: "a" },
    excludeCredentials: [{ id: "BA", type: "public-key" }],
  });
  assert.deepEqual([...made.challenge], [1, 2]);
  assert.deepEqual([...made.user.id], [3]);
  assert.deepEqual([...made.excludeCredentials[0].id], [4]);
  assert.deepEqual(toRequestOptions({ challenge: "AQI" }).allowCredentials, []);
});

test("an older browser's answer is written out by hand, a newer one writes itself", () => {
  assert.deepEqual(toJson({ toJSON: () => ({ id: "x" }) }), { id: "x" });
  const plain = toJson({
    id: "abc",
    rawId: new Uint8Array([1]).buffer,
    type: "public-key",
    authenticatorAttachment: null,
    getClientExtensionResults: () => ({ credProps: { rk: true } }),
    response: { clientDataJSON: new Uint8Array([2]).buffer, signature: new Uint8Array([3]).buffer, userHandle: null },
  });
  assert.deepEqual(plain.response, { clientDataJSON: "Ag", signature: "Aw" });
  assert.deepEqual([plain.rawId, plain.clientExtensionResults.credProps.rk], ["AQ", true]);
});
