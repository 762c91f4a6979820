// The stack of an error begins at the line that awaits the call: nothing of the library stands above it, so Node prints that line
// and not one of the bundle. e2e/specs/stack.spec.mjs has the same in Chromium.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { dist } from "./package-copies.mjs";

const id = "https://a.example#1";
const setUp = `
const { createAuth, load, Mastodon } = await import("${dist}index.js");
const fetch = async () => { throw new TypeError("no answer"); };
const kept = new Map(Object.entries({
  "mastoauth:sessions": { list: "${id}", current: "${id}" },
  "mastoauth:session:${id}": { api_base_url: "https://a.example", access_token: "token", scope: "read" },
  "mastoauth:account:${id}": { id: "1", username: "alice", handle: "alice@a.example" },
}).map(([key, record]) => [key, JSON.stringify(record)]));
const storage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value), removeItem: (key) => void kept.delete(key) };
const client = new Mastodon({ apiBaseUrl: "a.example", accessToken: "token", fetch });
const auth = createAuth({ clientName: "A test", storage, fetch });
await auth.init();
const session = auth.current;
`;

/** A call of each kind that fails, and its code. */
const calls = {
  "a client's call": ["client.preferences()", "network"],
  "a client's call with a wrong option": ["client.statusPost({ nothing: 1 })", "option_unknown"],
  "a static": ["Mastodon.findServer({ server: 'nowhere.invalid', fetch })", "server_not_found"],
  "a static with a wrong option": ["Mastodon.createApp({ nothing: 1 })", "option_unknown"],
  "a call of a session's client": ["session.mastodon.preferences()", "network"],
  "a session's fetch": ["session.fetch('https://b.example/')", "server_mismatch"],
  "a session's ensureScopes": ["session.ensureScopes('nonsense')", "scope_unknown"],
  "a session's signOut": ["session.signOut({ nothing: 1 })", "option_unknown"],
  signIn: ["auth.signIn('a.example')", "browser_missing"],
  signUp: ["auth.signUp('a.example', {})", "browser_missing"],
  confirm: ["auth.confirm({ resend: 1 })", "option_invalid"],
  use: ["auth.use('nobody')", "session_unknown"],
  preload: ["auth.preload('a.example', { signal: AbortSignal.abort() })", "aborted"],
  "a call that is called off": ["client.preferences({ signal: AbortSignal.abort() })", "aborted"],
  load: ["load({ nothing: 1 })", "option_unknown"],
  createAuth: ["createAuth({ nothing: 1 })", "option_unknown"],
  "new Mastodon": ["new Mastodon(new Map())", "option_invalid"],
};

const run = (program) => {
  const ended = spawnSync(process.execPath, ["--input-type=module", "-"], { input: program, encoding: "utf8", timeout: 60_000, env: { ...process.env, NO_COLOR: "1" } });
  assert.equal(ended.error, undefined);
  return ended;
};

/** Each call fails in a function of the caller's, which has its name. */
const all = `${setUp}
const calls = { ${Object.entries(calls).map(([name, [call]]) => `${JSON.stringify(name)}: async function callerOfIt() { await ${call}; }`).join(",\n")} };
const found = {};
for (const [name, call] of Object.entries(calls)) {
  async function outside() { await call(); }
  found[name] = await outside().then(() => ["resolved"], (error) => [error.code, error.stack.split("\\n")]);
}
console.log(JSON.stringify(found));`;

const { stdout, stderr } = run(all);
const found = JSON.parse(stdout || JSON.stringify({ stderr }));

for (const [name, [, code]] of Object.entries(calls)) {
  test(`${name}: the stack is the caller's`, () => {
    const [came, [first, ...frames]] = found[name];
    assert.equal(came, code);
    assert.match(first, /^Mastodon\w+: .+/);
    assert.match(frames[0], /callerOfIt/);
    assert.ok(frames.some((frame) => frame.includes("outside")));
    assert.doesNotMatch(frames.join("\n"), /index\.js|lazy\.js|wasm/);
  });
}

test("an error that nobody catches is printed with the caller's line, and without a line of the bundle", () => {
  for (const call of [calls["a client's call"][0], calls.load[0], calls.createAuth[0]]) {
    const { stderr } = run(`${setUp}\nasync function callerOfIt() { return await ${call}; }\nawait callerOfIt();`);
    assert.match(stderr, /(?:^|\[)Mastodon\w+\]?: .+/m); // the classes have their names once the module starts
    assert.match(stderr, /callerOfIt/);
    for (const line of stderr.split("\n")) assert.ok(line.length < 300, line.slice(0, 100));
  }
});
