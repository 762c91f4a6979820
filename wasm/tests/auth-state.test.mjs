// The state behind useAuth, without a browser and without a framework: what each event makes of it, and what components are told.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const { outputFiles: [{ text }] } = await build({
  entryPoints: [fileURLToPath(new URL("../frameworks/auth-state.ts", import.meta.url))], bundle: true, format: "esm", write: false,
});
const { storeOf } = await import(`data:text/javascript,${encodeURIComponent(text)}`);

const alice = { id: "a", signOut: async () => ({ confirmed: true }) };
const bob = { id: "b", signOut: async () => { throw failure("server_down"); } };
const failure = (code) => ({ code, userMessage: async () => `What ${code} means.` });

/** A createAuth that the test plays. init and signIn settle when the test says so. */
function playedAuth() {
  const listeners = new Set();
  const pending = {};
  const later = (name) => new Promise((resolve, reject) => (pending[name] = { resolve, reject }));
  const auth = {
    current: undefined, all: [], asked: [],
    sessions: () => auth.all,
    on: (type, listener) => (listeners.add([type, listener]), () => assert.fail("it listens for as long as there is this createAuth")),
    init: () => (auth.asked.push("init"), later("init")),
    signIn: (...given) => (auth.asked.push(["signIn", ...given]), later("signIn")),
  };
  const show = (all) => {
    [auth.current, auth.all] = [all[0], all];
    for (const [type, listener] of [...listeners]) if (type === "changed") listener();
  };
  return { auth, pending, show, listeners };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

const nobody = { status: "loading", session: undefined, sessions: 0, ready: false, error: undefined, message: "" };
const out = { ...nobody, status: "signed-out", ready: true };
const asAlice = { ...nobody, status: "signed-in", session: "a", sessions: 1, ready: true };
const said = (code) => ({ error: code, message: `What ${code} means.` });

/** Each line: what happens, and the state after it. */
const stories = {
  "nobody is signed in": [["begin", nobody], ["init signed-out", out]],
  "a stored session is there before init has resolved": [["begin", nobody], ["show alice", { ...asAlice, ready: false }], ["init restored", asAlice]],
  "init completes a login": [["begin", nobody], ["show alice", { ...asAlice, ready: false }], ["init signed-in", asAlice]],
  "the person said no": [["begin", nobody], ["init denied access_denied", { ...out, ...said("access_denied") }]],
  "the login failed, and a second one works": [
    ["begin", nobody], ["init failed network", { ...out, ...said("network") }],
    ["signIn", out], ["show alice", asAlice], ["signIn resolves", asAlice],
  ],
  "a sign-in fails, and the next attempt takes the error away": [
    ["begin", nobody], ["init signed-out", out], ["signIn", out], ["signIn rejects server_not_found", { ...out, ...said("server_not_found") }], ["signIn", out],
  ],
  "no in a popup": [["begin", nobody], ["init signed-out", out], ["signIn", out], ["signIn denied access_denied", { ...out, ...said("access_denied") }]],
  "who comes back with the back button sees no error": [["begin", nobody], ["init signed-out", out], ["signIn", out], ["signIn rejects aborted", out]],
  "an error ends when another tab signs in": [
    ["begin", nobody], ["init signed-out", out], ["signIn", out], ["signIn rejects timeout", { ...out, ...said("timeout") }], ["show alice", asAlice],
  ],
  "a second account, then none": [
    ["begin", nobody], ["show alice", { ...asAlice, ready: false }], ["init restored", asAlice],
    ["show bob alice", { ...asAlice, session: "b", sessions: 2 }], ["show", out],
  ],
  "a sign-out works": [["begin", nobody], ["show alice", { ...asAlice, ready: false }], ["init restored", asAlice], ["signOut", asAlice], ["show", out]],
  "a sign-out fails": [["begin", nobody], ["show bob", { ...asAlice, session: "b", ready: false }], ["init restored", { ...asAlice, session: "b" }], ["signOut", { ...asAlice, session: "b", ...said("server_down") }]],
  "nobody to sign out": [["begin", nobody], ["init signed-out", out], ["signOut", out]],
};

for (const [story, steps] of Object.entries(stories)) {
  test(story, async () => {
    const { auth, pending, show } = playedAuth();
    const store = storeOf(auth);
    let told = 0;
    for (const [step, expected] of steps) {
      const [name, how, code] = step.split(" ");
      const before = store.snapshot();
      const toldBefore = told;
      if (name === "begin") store.subscribe(() => told++);
      else if (name === "show") show(step.split(" ").slice(1).map((who) => ({ alice, bob })[who]));
      else if (name === "init") pending.init.resolve({ status: how, ...(code && { error: failure(code) }) });
      else if (name === "signOut") void store.actions.signOut();
      else if (how === "rejects") pending.signIn.reject(failure(code));
      else if (how) pending.signIn.resolve({ status: how, ...(code && { error: failure(code) }) });
      else void store.actions.signIn("a.example", { display: "popup" });
      await settled();
      const state = store.snapshot();
      assert.deepEqual({ ...state, session: state.session?.id, sessions: state.sessions.length, error: state.error?.code }, expected, step);
      assert.equal(store.snapshot(), state, "it is the same object while nothing changes");
      if (state !== before && name !== "begin") assert.ok(told > toldBefore, `${step}: components are told`);
    }
  });
}

test("the actions resolve to what the calls do, to undefined where they fail, and pass on what they are given", async () => {
  const { auth, pending, show } = playedAuth();
  const { signIn, signOut } = storeOf(auth).actions;
  const options = { display: "popup" };
  const denied = signIn("a.example", options);
  assert.deepEqual(auth.asked, [["signIn", "a.example", options]]);
  pending.signIn.resolve({ status: "closed" });
  assert.deepEqual(await denied, { status: "closed" });
  const failed = signIn("a.example");
  pending.signIn.reject(failure("network"));
  assert.equal(await failed, undefined);
  assert.equal(await signOut(), undefined);
  show([alice]);
  assert.deepEqual(await signOut(), { confirmed: true });
});

test("all components share one store, one init and one listener; a function may listen twice", async () => {
  const { auth, show, listeners } = playedAuth();
  const store = storeOf(auth);
  assert.equal(storeOf(auth), store);
  assert.notEqual(storeOf(playedAuth().auth), store);
  assert.deepEqual([auth.asked, listeners.size], [[], 0], "nothing has begun");
  let told = 0;
  const changed = () => told++;
  const [one, other] = [store.subscribe(changed), store.subscribe(changed)];
  assert.deepEqual([auth.asked, listeners.size], [["init"], 1]);
  const tellings = (all) => {
    const before = told;
    show(all);
    return told - before;
  };
  assert.equal(tellings([alice]), 2);
  one();
  one();
  assert.equal(tellings([bob, alice]), 1);
  other();
  assert.equal(tellings([]), 0);
  store.subscribe(changed);
  assert.deepEqual([auth.asked, listeners.size], [["init"], 1], "what has begun does not begin again");
});

test("the text of an earlier error does not appear below a later one", async () => {
  const { auth, pending } = playedAuth();
  const store = storeOf(auth);
  store.subscribe(() => {});
  let say;
  pending.init.resolve({ status: "failed", error: { code: "network", userMessage: () => new Promise((resolve) => (say = resolve)) } });
  await settled();
  assert.deepEqual([store.snapshot().error.code, store.snapshot().message], ["network", ""]);
  void store.actions.signIn("a.example");
  pending.signIn.reject(failure("timeout"));
  await settled();
  say("Too late.");
  await settled();
  assert.deepEqual([store.snapshot().error.code, store.snapshot().message], ["timeout", "What timeout means."]);
});
