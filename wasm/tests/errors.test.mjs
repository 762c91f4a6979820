// The error classes and codes, also across copies of the library.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { inspect } from "node:util";
import { freshPackage, crashingModule, refusing, rejection } from "./package-copies.mjs";

const wasm = crashingModule();
const kinds = readFileSync(new URL("../shared/types.gen.ts", import.meta.url), "utf8")
  .match(/export type Kind =\n([^;]+);/)[1]
  .match(/\w+/g);

const parents = {
  MastodonReadTimeout: "MastodonNetworkError",
  MastodonNotFoundError: "MastodonAPIError",
  MastodonUnauthorizedError: "MastodonAPIError",
  MastodonServerError: "MastodonAPIError",
  MastodonInternalServerError: "MastodonServerError",
  MastodonBadGatewayError: "MastodonServerError",
  MastodonServiceUnavailableError: "MastodonServerError",
  MastodonGatewayTimeoutError: "MastodonServerError",
};

/** The error that the package creates from a rejection of the module. */
async function errorFrom(pkg, raw) {
  await pkg.load({ wasm });
  return rejection(new pkg.Mastodon({ storage: refusing(raw) }).preferences());
}

for (const name of kinds) {
  test(`${name} has its class, its parents and all that was told`, async () => {
    const pkg = await freshPackage();
    const raw = {
      name, code: "some_code", op: "logIn", message: "it went wrong.", hint: "do this.", status: 422, description: "server's words",
      requestId: "r-1", resetAt: 1.5e12, details: { username: [{ error: "ERR_TAKEN" }] },
    };
    const error = await errorFrom(pkg, raw);
    assert.ok(error instanceof pkg[name]);
    for (let parent = parents[name]; parent; parent = parents[parent]) assert.ok(error instanceof pkg[parent], parent);
    assert.ok(error instanceof pkg.MastodonError && error instanceof Error);
    assert.equal(String(error), `${name}: it went wrong.`);
    assert.match(error.stack, new RegExp(`^${name}: it went wrong\\.\n`));
    assert.match(inspect(error), new RegExp(`^${name}: it went wrong\\.\n`), "as Node prints it");
    assert.equal(pkg[name].name, name);
    for (const [field, value] of Object.entries(raw)) assert.deepEqual(error[field], value, field);
  });
}

test("fields that were not told are absent", async () => {
  const error = await errorFrom(await freshPackage(), { name: "MastodonError", code: "c", message: "m" });
  assert.deepEqual(Object.keys(error).sort(), ["code", "name"]);
});

test("isMastodonError knows the errors of another copy, and their codes", async () => {
  const [one, other] = [await freshPackage(), await freshPackage()];
  const error = await errorFrom(other, { name: "MastodonAPIError", code: "invalid_client", message: "m" });
  assert.ok(!(error instanceof one.MastodonError), "they are two copies");
  assert.ok(one.isMastodonError(error));
  assert.ok(one.isMastodonError(error, "invalid_client"));
  assert.ok(!one.isMastodonError(error, "invalid_grant"));
  for (const stranger of [new Error("x"), { code: "invalid_client" }, "text", null, undefined, 5]) {
    assert.ok(!one.isMastodonError(stranger));
  }
});

test("what is no error of the core stands in cause only", async () => {
  const pkg = await freshPackage();
  for (const raw of [new TypeError("token=s3cret"), "token=s3cret", { name: "toString" }, { name: "isMastodonError", message: "s3cret" }]) {
    const error = await errorFrom(pkg, raw);
    assert.equal(error.code, "unexpected");
    assert.equal(error.cause, raw);
    assert.doesNotMatch(`${error} ${error.stack} ${JSON.stringify(error)}`, /s3cret/);
  }
});

test("the table of the page's errors has every kind of the core and no other", async () => {
  const pkg = await freshPackage();
  const exported = Object.keys(pkg).filter((name) => name !== "Mastodon" && /^Mastodon/.test(name));
  assert.deepEqual(exported.sort(), [...kinds].sort());
});
