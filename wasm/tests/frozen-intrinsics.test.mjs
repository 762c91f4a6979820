// Promises settle in pages that have changed JavaScript's own objects: frozen ones, and functions of theirs that throw.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { dist } from "./package-copies.mjs";

const frozen = ["Error.prototype", "Error", "TypeError.prototype", "Object.prototype", "Array.prototype", "Function.prototype", "Promise.prototype",
  "Map.prototype", "Headers.prototype", "URL.prototype", "AbortSignal.prototype", "DOMException.prototype", "String.prototype"];
const changes = {
  ...Object.fromEntries(frozen.map((name) => [`${name} frozen`, `Object.freeze(${name});`])),
  "everything frozen": `for (const one of [${frozen.join()}]) Object.freeze(one);`,
  "a prepareStackTrace that throws": `Error.prepareStackTrace = () => { throw new TypeError("mine"); };`,
  "a stackTraceLimit of 0": "Error.stackTraceLimit = 0;",
};

for (const [name, change] of Object.entries(changes)) {
  test(`every failure is told, with ${name}`, () => {
    const program = `
      ${change}
      const { createAuth, Mastodon, isMastodonError } = await import("${dist}index.js");
      const code = (promise) => promise.then(() => "no error", (error) => [error.name, error.code, isMastodonError(error), error instanceof Error, typeof error.message]);
      const server = (answer) => new Mastodon({ apiBaseUrl: "https://a.example", accessToken: "x", fetch: answer });
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();
      const signal = { aborted: false, addEventListener() {}, removeEventListener() { throw new Error("mine"); } };
      const codes = await Promise.all([
        code(Mastodon.createApp({ clientName: "" , apiBaseUrl: "https://a.example" })),
        code(server(async () => { throw proxy; }).preferences()),
        code(server(async () => new Response('{"error":"no"}', { status: 422, headers: { "content-type": "application/json" } })).preferences()),
        code(server(async () => new Response("{}", { status: 500 })).preferences({ signal })),
        code(server(() => new Promise(() => {})).preferences({ signal: AbortSignal.timeout(50) })),
        code(new Mastodon().request({ path: "/x", json: proxy })),
        code(createAuth({ clientName: "A test" }).signIn("a.example")),
      ]);
      console.log(JSON.stringify([codes, isMastodonError(proxy)]));`;
    const printed = execFileSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8", timeout: 20_000 });
    const rest = [true, true, "string"];
    assert.deepEqual(JSON.parse(printed.trim().split("\n").at(-1)), [[
      ["MastodonIllegalArgumentError", "client_name_invalid", ...rest], ["MastodonNetworkError", "network", ...rest], ["MastodonAPIError", "validation_failed", ...rest],
      ["MastodonInternalServerError", "server_error", ...rest], ["MastodonNetworkError", "aborted", ...rest], ["MastodonIllegalArgumentError", "option_invalid", ...rest],
      ["MastodonIllegalArgumentError", "browser_missing", ...rest],
    ], false]);
  });
}
