// Builds the module without each step of docs/small-module.md in turn, and with all and none of them. Each build signs in at a practice
// server, in Node. Prints what each step saves. Afterwards, dist/ is as it was.
//
//   node e2e/specs/build-steps.mjs STEP…

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { consent } from "../support/consent-over-http.mjs";
import { root } from "../servers/program.mjs";
import { practice } from "../servers/login-servers.mjs";
import { brotli, gzip } from "../../wasm/build/compression.mjs";
import { sections } from "../../wasm/build/postlink/module.mjs";

const steps = process.argv.slice(2);
const servers = await practice();
const server = await servers.serve();
const refused = new Map();
let copies = 0;

try {
  const whole = await variant("");
  print("all steps", whole, "");
  for (const [step, why] of refused) console.log(`(the step ${step} does not apply here: ${why})`);
  for (const step of steps) {
    const without = await variant(`WITHOUT=${step}`);
    print(`without ${step}`, without, without.brotli - whole.brotli);
  }
  const none = await variant(`WITHOUT=${steps.join(" ")}`);
  print("without all", none, none.brotli - whole.brotli);
  print("DEBUG=1, not stripped", await variant("DEBUG=1"), "");
} finally {
  make("build");
  await servers.close();
}

function make(...args) {
  execFileSync("make", ["-s", ...args], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
}

/** The module that make builds with that choice, weighed, and proved to work. */
async function variant(choice) {
  make("dist/mastoauth.wasm", ...(choice ? [choice] : []));
  const wasm = readFileSync(`${root}dist/mastoauth.wasm`);
  const report = JSON.parse(readFileSync(`${root}node_modules/.cache/steps.json`, "utf8"));
  for (const { step, applied, why } of report) {
    const leftOut = choice === "DEBUG=1" ? why === choice : choice.replace("WITHOUT=", "").split(" ").includes(step) || /needs the step/.test(why);
    if (!choice && !applied) refused.set(step, why); // "make size" fails for it
    assert.equal(applied, !leftOut && !refused.has(step), `${step}: ${why}`);
  }
  const named = sections(wasm).some(({ id, body }) => id === 0 && body.subarray(1, 5).toString() === "name");
  assert.equal(named, choice === "DEBUG=1");
  await signIn(wasm);
  return { raw: wasm.length, gzip: gzip(wasm).length, brotli: brotli(wasm).length };
}

/** A way through the package: an app, a login by a person, posts, errors, many calls at once, and the end of the token. */
async function signIn(wasm) {
  const { load, Mastodon } = await import(`../dist/index.js?copy=${++copies}`);
  await load({ wasm });
  const redirectUris = "http://127.0.0.1:1/back";
  const storage = new Map();
  const keep = { getItem: (key) => storage.get(key) ?? null, setItem: (key, value) => void storage.set(key, value), removeItem: (key) => void storage.delete(key) };
  const app = await Mastodon.createApp({ clientName: "Steps", apiBaseUrl: server.url, redirectUris, scopes: ["read", "write"] });
  const client = new Mastodon({ apiBaseUrl: server.url, clientId: app.client_id, clientSecret: app.client_secret, storage: keep });
  const { url, state } = await client.authRequestUrl({ redirectUri: redirectUris, scopes: ["read", "write"] });
  assert.ok(state.length > 10);
  await client.handleCallback(await consent({ request: browser() }, url));
  assert.equal((await client.accountVerifyCredentials()).username, "alice");
  const post = await client.toot({ status: "without a step" });
  assert.match(JSON.stringify(post), /without a step/);
  await assert.rejects(client.statusPost({ statsu: "a typo" }), { code: "option_unknown" });
  await assert.rejects(client.logIn({ code: "wrong" }), { code: "invalid_grant" });
  const many = await Promise.all(Array.from({ length: 60 }, () => client.preferences()));
  assert.equal(many.length, 60);
  for (let left = 500; left > 0; left--) await client.authRequestUrl({ redirectUri: redirectUris });
  await client.revokeAccessToken();
  await assert.rejects(client.accountVerifyCredentials(), { code: "not_logged_in" });
  await client.close();
}

/** What agree takes for a browser: cookies and forms, by fetch. */
function browser() {
  const cookies = new Map();
  const ask = async (address, form) => {
    const headers = { accept: "text/html", cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") };
    const answer = await fetch(address, { headers, redirect: "manual", ...(form && { method: "POST", body: new URLSearchParams(form) }) });
    for (const cookie of answer.headers.getSetCookie()) cookies.set(...cookie.split(";")[0].split(/=(.*)/s, 2));
    return { headers: () => Object.fromEntries(answer.headers), url: () => address, text: () => answer.text() };
  };
  return { get: (address) => ask(address), post: (address, { form }) => ask(address, form) };
}

function print(name, { raw, gzip, brotli }, difference) {
  console.log(name.padEnd(24) + [raw, gzip, brotli, difference].map((figure) => String(figure).padStart(10)).join(""));
}
