// session.fetch: all that fetch takes, to the session's server only.

import assert from "node:assert/strict";
import { test } from "node:test";
import { freshPackage, rejection } from "./package-copies.mjs";

const { createAuth, isMastodonError } = await freshPackage();

/** A session at a server, and what its fetch sends. The first request may have another answer than 200. */
function session(server, first = () => new Response("{}")) {
  const id = `${server}#1`;
  const records = new Map(Object.entries({
    "mastoauth:sessions": { list: id, current: id },
    [`mastoauth:session:${id}`]: { api_base_url: server, access_token: "its token", scope: "read write" },
    [`mastoauth:account:${id}`]: { id: "1", username: "alice", handle: "alice@a.example", display_name: "Alice", avatar: "", url: "" },
  }).map(([key, record]) => [key, JSON.stringify(record)]));
  const storage = { getItem: (key) => records.get(key) ?? null, setItem: (key, value) => records.set(key, value), removeItem: (key) => records.delete(key) };
  const sent = [];
  const fetch = async (url, init) => {
    const request = new Request(url, init);
    const { method, redirect, credentials, referrerPolicy, signal } = request;
    const headers = Object.fromEntries(request.headers);
    sent.push({ url: request.url, method, redirect, credentials, referrerPolicy, signal, headers, text: await request.text() });
    return sent.length === 1 ? first(records, `mastoauth:session:${id}`) : new Response("{}");
  };
  return { session: createAuth({ clientName: "A test", fetch, storage }).current, sent };
}

const root = "https://a.example";
const folder = "https://a.example/blog";
const form = () => { const form = new FormData(); form.append("status", "hello"); return form; };

// The arguments of fetch, and what a server gets of them. Sent to the root of a.example.
const cases = {
  "a path": [["/api/v1/x?limit=1"], { method: "GET", text: "" }],
  "a URL": [[new URL(`${root}/api/v1/x?limit=1`)], { method: "GET" }],
  "what has a text, as a link has": [[{ toString: () => `${root}/api/v1/x?limit=1` }], { method: "GET" }],
  "a method and a body": [["/api/v1/x?limit=1", { method: "POST", body: "a=1" }], { method: "POST", text: "a=1" }],
  "a Request": [[new Request(`${root}/api/v1/x?limit=1`, { method: "DELETE" })], { method: "DELETE" }],
  "a Request with a body": [[new Request(`${root}/api/v1/x?limit=1`, { method: "PUT", body: "a=1", headers: { "content-type": "text/plain" } })],
    { method: "PUT", text: "a=1", type: "text/plain" }],
  "a Request, changed": [[new Request(`${root}/api/v1/x?limit=1`, { method: "PUT", body: "a=1" }), { method: "PATCH", body: "b=2" }], { method: "PATCH", text: "b=2" }],
  "a Request as the second": [["/api/v1/x?limit=1", new Request("https://elsewhere.example/", { method: "DELETE" })], { method: "DELETE" }],
  "a Request with a body as the second": [["/api/v1/x?limit=1", new Request(root, { method: "POST", body: new URLSearchParams({ a: "1" }) })],
    { method: "POST", text: "a=1", type: "application/x-www-form-urlencoded;charset=UTF-8" }],
  "options with getters": [["/api/v1/x?limit=1", new (class { get method() { return "DELETE"; } })()], { method: "DELETE" }],
};

for (const [name, [args, expected]] of Object.entries(cases)) {
  test(`it takes ${name}`, async () => {
    const { session: alice, sent } = session(root);
    assert.equal((await alice.fetch(...args)).status, 200);
    const [{ url, method, text, headers, redirect, credentials, referrerPolicy }] = sent;
    assert.equal(url, `${root}/api/v1/x?limit=1`);
    assert.equal(method, expected.method);
    if (expected.text !== undefined) assert.equal(text, expected.text);
    if (expected.type) assert.equal(headers["content-type"], expected.type);
    assert.equal(headers.authorization, "Bearer its token");
    assert.equal(headers.accept, "application/json");
    assert.deepEqual([redirect, credentials, referrerPolicy], ["error", "omit", "no-referrer"]);
  });
}

test("headers, redirect and referrer policy are the caller's, but not the token and not the credentials", async () => {
  const { session: alice, sent } = session(root);
  const init = { headers: { "X-Mine": "1", Accept: "text/html", Authorization: "Bearer other" }, redirect: "manual", referrerPolicy: "origin", credentials: "include" };
  await alice.fetch("/x", init);
  await alice.fetch(new Request(`${root}/x`, init));
  await alice.fetch("/x", new Request(`${root}/y`, init));
  for (const { url, headers, redirect, credentials, referrerPolicy } of sent) {
    assert.deepEqual([url, headers["x-mine"], headers.accept, headers.authorization], [`${root}/x`, "1", "text/html", "Bearer its token"]);
    assert.deepEqual([redirect, credentials, referrerPolicy], ["manual", "omit", "origin"]);
  }
  assert.equal(sent.length, 3);
});

test("a server below a path is reached below it, by a path and by an address", async () => {
  const { session: alice, sent } = session(folder);
  for (const path of ["/api/v1/x", `${folder}/api/v1/x`, "api/v1/x", new URL(`${folder}/api/v1/x`), new Request(`${folder}/api/v1/x`)]) await alice.fetch(path);
  assert.deepEqual(sent.map(({ url }) => url), Array(5).fill(`${folder}/api/v1/x`));
});

const elsewhere = ["https://b.example/", "//b.example/", "/\\b.example/", "http://a.example/blog/x", "https://a.example:444/blog/x", "http://[", "data:,x",
  "https://a.example@b.example/blog/", new URL("https://b.example/"), new Request("https://b.example/blog/")];
for (const [server, paths] of [[root, elsewhere], [folder, [...elsewhere, root, `${root}/`, `${root}/api/v1/x`, `${root}/blogs`, "/../api/v1/x", "../x", "/%2e%2e/x"]]]) {
  test(`the token of ${server} goes nowhere else`, async () => {
    const { session: alice, sent } = session(server);
    for (const path of paths) {
      const error = await rejection(alice.fetch(path));
      assert.deepEqual([error.name, error.code, error.op], ["MastodonIllegalArgumentError", "server_mismatch", "fetch"], String(path.url ?? path));
      assert.ok(!`${error.message} ${error.hint}`.includes("its token"));
    }
    assert.deepEqual(sent, []);
  });
}

test("it rejects as fetch does, and with the signal of a Request", async () => {
  const { session: alice } = session(root);
  await assert.rejects(alice.fetch("/x", { method: "GET", body: "a" }), TypeError);
  await assert.rejects(alice.fetch("/x", { headers: { "no\nheader": "1" } }), TypeError);
  const used = new Request(`${root}/x`, { method: "POST", body: "a" });
  await used.text();
  await assert.rejects(alice.fetch(used), TypeError);
  for (const args of [["/x", { signal: AbortSignal.abort() }], [new Request(`${root}/x`, { signal: AbortSignal.abort() })]]) {
    await assert.rejects(alice.fetch(...args), (error) => error.code === "aborted" || error.name === "AbortError");
  }
});

test("an error of the network has a cause that names the reason, and one of the arguments has none", async () => {
  const reset = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
  const { session: alice } = session(root, () => { throw new TypeError("fetch failed", { cause: reset }); });
  const error = await rejection(alice.fetch("/x?secret"));
  assert.ok(error instanceof TypeError, "as fetch rejects");
  const { cause } = error;
  assert.deepEqual([cause.name, cause.code, cause.reason, cause.op], ["MastodonNetworkError", "network", "interrupted", "fetch"]);
  assert.ok(isMastodonError(cause, "network"));
  assert.equal(cause.message, "the connection to a.example broke.");
  assert.equal(await cause.userMessage("en"), "The connection to the server broke. Try again.");
  assert.equal(cause.cause, reset, "what the runtime had put there");
  const { session: bob } = session(root);
  assert.equal((await rejection(bob.fetch("/x", { method: "GET", body: "a" }))).cause, undefined);
});

for (const [name, body, text] of [["a text", () => "a=1", "a=1"], ["a form", form, "hello"]]) {
  test(`after a renewal, ${name} is sent once more, in a Request too`, async () => {
    for (const args of [["/x", { method: "POST", body: body() }], [new Request(`${root}/x`, { method: "POST", body: body() })]]) {
      // Another tab renews the token while the server refuses this one.
      const { session: alice, sent } = session(root, (records, key) => {
        records.set(key, records.get(key).replace("its token", "the new token"));
        return new Response("{}", { status: 401 });
      });
      assert.equal((await alice.fetch(...args)).status, 200);
      const tries = sent.filter(({ method }) => method === "POST");
      assert.deepEqual(tries.map(({ headers }) => headers.authorization), ["Bearer its token", "Bearer the new token"]);
      for (const one of tries) assert.ok(one.text.includes(text));
    }
  });
}
