// createAuth without a page: on a server, and in a test.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { dist, freshPackage, rejection } from "./package-copies.mjs";

const { createAuth, load, Mastodon } = await freshPackage();

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

const hidden = { "a form": new FormData(), "a query": new URLSearchParams("clientName=x"), "a Map": new Map([["clientName", "x"]]), "private fields": new (class { #clientName = "x"; })(),
  "getters": new (class { get clientName() { return "x"; } })(), "inherited ones": Object.create({ clientName: "x" }) };
for (const [kind, options] of Object.entries(hidden)) {
  test(`options that Object.keys does not show are refused, not read as none: ${kind}`, async () => {
    const auth = createAuth({ clientName: "A test", storage: store({}) });
    const calls = {
      createAuth: async () => createAuth(options), Mastodon: async () => new Mastodon(options), load: () => load(options), signIn: () => auth.signIn("a.example", options),
      signUp: () => auth.signUp("a.example", options), completeSignUp: () => auth.confirm(options), useSession: () => auth.use("a", options),
      createApp: () => Mastodon.createApp(options), findServer: () => Mastodon.findServer(options),
    };
    for (const [op, call] of Object.entries(calls)) {
      const error = await rejection(call());
      // The module reads the pairs of a form as options.
      const understood = ["createApp", "findServer"].includes(op) && /form|query|Map/.test(kind);
      assert.match(error.code, understood ? /^(option|server)_/ : /^option_invalid$/, `${op} ${kind}`);
    }
  });
}

test("options from another window, or without a prototype, are plain", () => {
  createAuth(Object.assign(Object.create(null), { clientName: "A test" }));
  createAuth(runInNewContext('({ clientName: "A test" })'));
  createAuth(new (class { clientName = "A test"; })());
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
