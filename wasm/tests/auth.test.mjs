// createAuth without a page: on a server, and in a test.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { dist, freshPackage, rejection } from "./package-copies.mjs";

const { createAuth } = await freshPackage();

/** A store that holds what createAuth of a browser would have stored there. */
function store(records) {
  const map = new Map(Object.entries(records).map(([key, record]) => [key, typeof record === "string" ? record : JSON.stringify(record)]));
  return { getItem: (key) => map.get(key) ?? null, setItem: (key, value) => map.set(key, value), removeItem: (key) => map.delete(key) };
}

const login = (id, more = {}) => ({
  [`mastoauth:session:${id}`]: { api_base_url: id.split("#")[0], access_token: `token of ${id}`, scope: "read Write,follow read", ...more },
  [`mastoauth:account:${id}`]: { id: id.split("#")[1], username: "alice", handle: "alice@a.example", display_name: "Alice", avatar: "https://a.example/a.png", url: "https://a.example/@alice" },
});

test("making one touches nothing, and refuses a typo", () => {
  const names = Reflect.ownKeys(globalThis);
  const storage = new Proxy({}, { get: () => assert.fail("the store was touched") });
  createAuth({ clientName: "A test", scopes: ["read"], storage });
  assert.deepEqual(Reflect.ownKeys(globalThis), names);
  assert.throws(() => createAuth({ clientname: "A test" }), { name: "MastodonIllegalArgumentError", code: "option_unknown", op: "createAuth" });
});

test("on a server there is nobody, nothing hangs, and nobody can sign in", () => {
  const program = `
    const { createAuth } = await import("${dist}index.js");
    const auth = createAuth({ clientName: "A test" });
    auth.on("signed-in", () => {});
    const status = await auth.init();
    const error = await auth.signIn("mastodon.social", { display: "popup" }).catch((error) => error);
    console.log(JSON.stringify([status, auth.sessions(), auth.current ?? null, error.code, auth.init() === auth.init()]));`;
  const printed = execFileSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8", timeout: 20_000 });
  assert.deepEqual(JSON.parse(printed), [{ status: "signed-out" }, [], null, "browser_missing", true]);
});

test("stored sessions are read without the module, and are the same objects until something changes", async () => {
  const [a, b] = ["https://a.example#1", "https://b.example#1"];
  const storage = store({ "mastoauth:sessions": { list: `${a} ${b}`, current: b }, ...login(a), ...login(b) });
  const auth = createAuth({ clientName: "A test", storage });
  const { status, session } = await auth.init();
  assert.deepEqual([status, session.id, auth.sessions().map(({ id }) => id)], ["restored", b, [a, b]]);
  assert.deepEqual({ ...session }, {
    id: b, server: "https://b.example", scopes: ["read", "write", "follow"],
    account: { id: "1", username: "alice", handle: "alice@a.example", displayName: "Alice", avatar: "https://a.example/a.png", url: "https://a.example/@alice" },
  });
  assert.equal(auth.sessions(), auth.sessions());
  const [first, second] = auth.sessions();
  const change = (more) => Object.entries(login(a, more)).forEach(([key, record]) => storage.setItem(key, JSON.stringify(record)));
  const { mastodon } = first;
  change({ access_token: "another", refresh_token: "another" });
  assert.deepEqual([auth.sessions()[0] === first, first.mastodon === mastodon], [true, true], "a renewed token is no change of the session");
  change({ access_token: "another", scope: "read" });
  assert.notEqual(auth.sessions()[0], first, "it has other scopes");
  assert.equal(auth.sessions()[1], second);
});

test("records that are damaged cost nobody else their session", async () => {
  const [a, b, c] = ["https://a.example#1", "https://b.example#1", "https://c.example#1"];
  const whole = { "mastoauth:sessions": { list: [a, b, c].join(" "), current: a }, ...login(a), ...login(b), ...login(c) };
  for (const garbage of ["", "null", "7", '"text"', "[", "[]", "{}"]) {
    const auth = createAuth({ clientName: "A test", storage: store({ ...whole, [`mastoauth:session:${a}`]: garbage, [`mastoauth:account:${b}`]: undefined }) });
    assert.deepEqual(auth.sessions().map(({ id }) => id), [c], garbage);
    assert.equal(auth.current.id, c, "one that is there is in use");
  }
  for (const index of ["", "null", "7", "[", "{}", '{"list":7}']) {
    const auth = createAuth({ clientName: "A test", storage: store({ ...whole, "mastoauth:sessions": index }) });
    assert.equal((await auth.init()).status, "signed-out", index);
  }
});

test("a session fetches with its token from its server only, and follows no redirect", async () => {
  const id = "https://a.example#1";
  const sent = [];
  const answers = [new Response("hello"), new Response("", { status: 404 })];
  const fetch = async (url, { headers, redirect, credentials, ...init }) => {
    sent.push([String(url), headers.get("authorization"), headers.get("x-mine"), redirect, credentials, init.method]);
    return answers.shift();
  };
  const auth = createAuth({ clientName: "A test", fetch, storage: store({ "mastoauth:sessions": { list: id, current: id }, ...login(id) }) });
  const answer = await auth.current.fetch("/api/v1/bookmarks?limit=1", { headers: { "X-Mine": "1", Authorization: "Bearer other" } });
  assert.equal(await answer.text(), "hello");
  assert.equal((await auth.current.fetch(new URL("https://a.example/x"), { method: "POST", redirect: "manual" })).status, 404);
  for (const path of ["https://b.example/", "//b.example/", "http://a.example/", "https://a.example:444/", "http://["]) {
    const error = await rejection(auth.current.fetch(path));
    assert.deepEqual([error.name, error.code, error.op], ["MastodonIllegalArgumentError", "server_mismatch", "fetch"], path);
    assert.ok(!`${error.message} ${error.hint}`.includes("token of"));
  }
  const token = `Bearer token of ${id}`;
  assert.deepEqual(sent, [
    ["https://a.example/api/v1/bookmarks?limit=1", token, "1", "error", "omit", undefined],
    ["https://a.example/x", token, null, "manual", "omit", "POST"],
  ]);
});

test("a listener that throws keeps the event from nobody", () => {
  // Node exits on an uncaught exception, so this runs in a separate process.
  const program = `
    const { createAuth } = await import("${dist}index.js");
    const storage = new Map();
    const auth = createAuth({ clientName: "A test", storage: { getItem: (key) => storage.get(key) ?? null, setItem() {}, removeItem() {} } });
    process.on("uncaughtException", (error) => console.log(error.message));
    await auth.init();
    const end = auth.on("changed", () => { throw new Error("mine"); });
    auth.on("changed", ({ current }) => console.log("told", current?.id));
    const sign = (id) => {
      for (const [key, record] of Object.entries(${JSON.stringify(login("https://a.example#1"))})) storage.set(key, JSON.stringify(record));
      storage.set("mastoauth:sessions", JSON.stringify({ list: id, current: id }));
      const tabs = new BroadcastChannel("mastoauth");
      tabs.postMessage({ sessions: true });
      tabs.close();
    };
    sign("https://a.example#1");
    await new Promise((resolve) => auth.on("changed", resolve));
    end();
    sign("");
    await new Promise((resolve) => auth.on("changed", resolve));`;
  // Node does not wait for a channel, so something has to keep it until the messages are there.
  const kept = `const hold = setInterval(() => {}, 50); try { ${program} } finally { clearInterval(hold); }`;
  const printed = execFileSync(process.execPath, ["--input-type=module", "-e", kept], { encoding: "utf8", timeout: 20_000 });
  assert.equal(printed, "told https://a.example#1\nmine\ntold undefined\n");
});
