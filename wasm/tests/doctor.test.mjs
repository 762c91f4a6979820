// The doctor in a page, with a fetch that the test plays: how long it takes, what it remembers, and what it sends.

import assert from "node:assert/strict";
import { mock, test } from "node:test";

globalThis.document = {};
globalThis.location = { origin: "https://page.example" };
globalThis.addEventListener = globalThis.removeEventListener = () => undefined;
let now = 0;
Object.defineProperty(globalThis, "performance", { value: { now: () => now }, configurable: true });
mock.timers.enable({ apis: ["setTimeout"] });
const { explain } = await import("../../jsbind/doctor.js");

const tick = () => new Promise((resolve) => setImmediate(resolve));

/** A server of its own for each test. play answers a request, or throws. */
let servers = 0;
function server(play) {
  const sent = [];
  const fetch = async (url, init) => {
    sent.push({ url, ...init });
    return play(url, init);
  };
  return { sent, fetch, address: `https://server-${++servers}.example/api/v1/instance` };
}

const failing = () => { throw new TypeError("Failed to fetch"); };
const hanging = (_, { signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

test("it takes two seconds at most, and then gives up what it has asked", async () => {
  const { fetch, sent, address } = server(hanging);
  const found = explain(fetch, address);
  await tick();
  assert.equal(sent.length, 2);
  mock.timers.tick(1_999);
  await tick();
  assert.ok(sent.every(({ signal }) => !signal.aborted));
  mock.timers.tick(1);
  await tick();
  assert.ok(sent.every(({ signal }) => signal.aborted));
  mock.timers.tick(100); // the pause in which a breach of the policy would be heard
  assert.equal((await found)[0], "down_or_blocked");
});

test("of an answer that comes, nothing more is loaded", async () => {
  const { fetch, sent, address } = server((_, { mode }) => (mode === "no-cors" ? { type: "opaque" } : failing()));
  assert.equal((await explain(fetch, address))[0], "cors");
  assert.ok(sent.every(({ signal }) => signal.aborted));
});

test("it sends no secret, no cookie, no referrer and nothing but GET", async () => {
  const { fetch, sent, address } = server(failing);
  const found = explain(fetch, address);
  await tick();
  mock.timers.tick(100);
  await found;
  assert.equal(sent.length, 2);
  for (const { url, method = "GET", headers, body, credentials, referrerPolicy, cache } of sent) {
    assert.deepEqual([url, method, headers, body, credentials, referrerPolicy, cache], [address, "GET", undefined, undefined, "omit", "no-referrer", "no-store"]);
  }
});

test("one examination serves all who ask meanwhile and for three seconds, and then there is another", async () => {
  const answer = { type: "cors" };
  const { fetch, sent, address } = server(() => answer);
  const reasons = await Promise.all([explain(fetch, address), explain(fetch, address), explain(fetch, address)]);
  assert.deepEqual(reasons.map(([reason]) => reason), Array(3).fill("interrupted_or_cors"));
  now += 2_999;
  await explain(fetch, address);
  assert.equal(sent.length, 2);
  now += 1;
  answer.type = "opaqueredirect";
  assert.equal((await explain(fetch, address))[0], "redirect");
  assert.equal(sent.length, 4);
  const other = server(() => ({ type: "cors" }));
  assert.equal((await explain(other.fetch, address))[0], "interrupted_or_cors", "another fetch may reach another server");
});

test("the findings that are kept are bounded", async () => {
  const first = server(() => ({ type: "cors" }));
  await explain(first.fetch, first.address);
  for (let at = 0; at < 60; at++) {
    const { fetch, address } = server(() => ({ type: "cors" }));
    await explain(fetch, address);
  }
  await explain(first.fetch, first.address);
  assert.equal(first.sent.length, 4, "it was forgotten");
});

test("a reason that is known is told in words, and nothing is sent", async () => {
  const { fetch, sent, address } = server(failing);
  const [reason, message, hint] = await explain(fetch, address, "dns");
  assert.deepEqual([reason, message, hint], ["dns", `there is no server called ${new URL(address).host}.`, "Check the spelling of the address."]);
  assert.equal(sent.length, 0);
});

test("a caller's fetch that throws at once, or gives nothing, does no harm", async () => {
  for (const fetch of [() => { throw new Error("token-1"); }, () => undefined]) {
    const found = explain(fetch, server(failing).address);
    await tick();
    mock.timers.tick(100);
    const [reason, ...words] = await found;
    assert.equal(reason, "down_or_blocked");
    assert.ok(!words.join().includes("token-1"));
  }
});
