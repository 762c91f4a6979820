// Names that there are not, of options and of events: each is refused, and the hint says what was probably meant, or what there is.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { optionHint } from "../../jsbind/option-names.js";
import { freshPackage, rejection } from "./package-copies.mjs";

const { createAuth, load, Mastodon } = await freshPackage();
const types = readFileSync(new URL("../shared/types.gen.ts", import.meta.url), "utf8");

/** The own options of an interface. */
function optionsOf(name) {
  const [, body] = new RegExp(`^export interface ${name} [^{]*\\{\\n(.*?)^\\}`, "ms").exec(types);
  return [...body.matchAll(/^  (\w+)\??: /gm)].map(([, option]) => option);
}

/** The functions of an interface that take options of their own, with the names of these. */
function functionsOf(name) {
  const [, body] = new RegExp(`^export interface ${name} \\{\\n(.*?)^\\}`, "ms").exec(types);
  return [...body.matchAll(/^  (\w+)\(options\??: (\w+Options)\)/gm)].filter(([, , options]) => options !== "CallOptions")
    .map(([, called, options]) => [called, optionsOf(options)]);
}

/** As other libraries, Mastodon.py and other habits spell it. */
const spellings = (name) => [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), name.toUpperCase(), name.replace(/Url|Uri|Id|Ms/, (part) => part.toUpperCase())];

const client = new Mastodon({ apiBaseUrl: "https://a.example", mastodonVersion: "4.5.0", fetch: () => assert.fail("something was sent") });
const functions = [
  ...functionsOf("Methods").map(([name, options]) => [name, options, (given) => client[name](given)]),
  ...functionsOf("Statics").map(([name, options]) => [name, options, (given) => Mastodon[name](given)]),
  ["a client", optionsOf("MastodonOptions"), (given) => new Mastodon(given).instance()],
];
assert.ok(functions.length > 14, `${functions.length} functions`);

for (const [name, options, call] of functions) {
  test(`${name}: each option in another spelling`, async () => {
    for (const option of options) {
      for (const other of spellings(option).filter((spelling) => !options.includes(spelling))) {
        const { code, message, hint } = await rejection(call({ [other]: "x" }));
        assert.deepEqual({ code, message, hint }, { code: "option_unknown", message: `${other}: there is no such option.`, hint: `Did you mean ${option}?` });
      }
    }
  });
}

test("the members of an option", async () => {
  const { code, message, hint } = await rejection(client.statusPost({ status: "howdy", poll: { options: ["a", "b"], expires_in: 300 } }));
  assert.deepEqual({ code, message, hint }, { code: "option_unknown", message: "poll.expires_in: there is no such option.", hint: "Did you mean expiresIn?" });
});

test("an option in place of its members names them, and an unknown member, too", async () => {
  const mediaFile = new Blob(["x"], { type: "image/gif" });
  for (const [focus, code, option] of [[[0, 0], "option_invalid", "focus"], ["0,0", "option_invalid", "focus"], [{ x: 0, around: 1 }, "option_unknown", "focus.around"]]) {
    const error = await rejection(client.mediaPost({ mediaFile, focus }));
    assert.deepEqual([error.code, error.message.split(":")[0], error.hint], [code, option, "The options are x, y."]);
  }
  assert.equal((await rejection(client.statusPost({ poll: ["a", "b"] }))).hint, "The options are options, expiresIn, multiple, hideTotals.");
  assert.match((await rejection(client.statusPost({ zzzz: 1 }))).hint, /^The options are status, .*\bsignal\b/);
  assert.equal((await rejection(Mastodon.diagnose(["a.example"]))).message, "options: must be an object.");
});

test("near is what differs in at most a third of its letters, or what has the name as a part", () => {
  const names = "clientName? scopes redirectUri? requestTimeoutMs? accessToken? x ";
  const meant = {
    redirectUrl: "redirectUri", redirect_uri: "redirectUri", "redirect-uris": "redirectUri", scope: "scopes", scpoes: "scopes", clientname: "clientName",
    timeout: "requestTimeoutMs", token: "accessToken", accesToken: "accessToken",
  };
  for (const [given, option] of Object.entries(meant)) assert.equal(optionHint(given, names), `Did you mean ${option}?`);
  const all = "The options are clientName, scopes, redirectUri, requestTimeoutMs, accessToken, x.";
  for (const given of ["nothing", "uri", "y", "", "???", "__proto__", "constructor", "redirectUri".repeat(100_000)]) assert.equal(optionHint(given, names), all, given);
});

const records = {
  "mastoauth:sessions": { list: "a" },
  "mastoauth:session:a": { api_base_url: "https://a.example", access_token: "token-1", scope: "read" },
  "mastoauth:account:a": { id: "1", username: "a", handle: "a@a.example", display_name: "A", avatar: "", url: "" },
};
const storage = { getItem: (key) => JSON.stringify(records[key]) ?? null, setItem() {}, removeItem() {} };
const auth = createAuth({ clientName: "A test", storage });
const [session] = auth.sessions();

const ofSessions = {
  "signIn": [(given) => auth.signIn("a.example", given), "forceLogIn", "forceLogin"],
  "signIn, with nothing near": [(given) => auth.signIn("a.example", given), "nothing", /^The options are clientName, website, .*, signal\.$/],
  "ensureScopes": [(given) => session.ensureScopes(["write"], given), "return_to", "returnTo"],
  "use": [(given) => auth.use("a", given), "signals", "signal"],
  "preload": [(given) => auth.preload("", given), "Signal", "signal"],
  "token": [(given) => session.token(given), "signals", "signal"],
  "check": [(given) => session.check(given), "nothing", /^The options are signal\.$/],
  "signOut": [(given) => session.signOut(given), "SIGNAL", "signal"],
  "forget": [(given) => session.forget(given), "sgnal", "signal"],
  "diagnose": [(given) => Mastodon.diagnose({ server: "a.example", ...given }), "request_timeout_ms", "requestTimeoutMs"],
};
for (const [name, [call, given, expected]] of Object.entries(ofSessions)) {
  test(`${name}: ${given}`, async () => {
    const { code, message, hint } = await rejection(call({ [given]: "x" }));
    assert.deepEqual([code, message], ["option_unknown", `${given}: there is no such option.`]);
    assert.match(hint, typeof expected === "string" ? new RegExp(`^Did you mean ${expected}\\?$`) : expected);
  });
}

const events = "signed-in signed-out expired renewed ratelimit changed";
const atOnce = {
  "createAuth": [() => createAuth({ clientName: "A test", redirect_uri: "https://page.example/" }), "redirect_uri", /^The names are clientName .*\bredirectUri\b.*\.$/],
  "createAuth, an empty name": [() => createAuth({ "": 1 }), "", /^The names are clientName /],
  "on": [() => auth.on("unknown-event", () => {}), "unknown-event", `The names are ${events}.`],
  "on, in another spelling": [() => auth.on("signedIn", () => {}), "signedIn", `The names are ${events}.`],
  "on, nothing": [() => auth.on("", () => {}), "", `The names are ${events}.`],
  "on, without an argument": [() => auth.on(), "undefined", `The names are ${events}.`],
};
for (const [name, [call, given, expected]] of Object.entries(atOnce)) {
  test(`${name} throws at once`, () => {
    assert.throws(call, (error) => {
      assert.deepEqual([error.name, error.code, error.message], ["MastodonIllegalArgumentError", "option_unknown", `${given}: there is no such name.`]);
      assert[typeof expected === "string" ? "equal" : "match"](error.hint, expected);
      return true;
    });
  });
}

test("load says which options there are", async () => {
  assert.equal((await rejection(load({ wasmUrl: "/x.wasm" }))).hint, "The names are wasm signal.");
});

test("on takes each event that there is", () => {
  const [, body] = /interface AuthEvents \{\n(.*?)^\}/ms.exec(readFileSync(new URL("../eager/session-events.ts", import.meta.url), "utf8"));
  const names = [...body.matchAll(/^  "?([\w-]+)"?: /gm)].map(([, name]) => name);
  assert.deepEqual(names.sort(), events.split(" ").sort());
  for (const name of names) auth.on(name, () => {})();
});
