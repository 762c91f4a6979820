// Content security policies: the documented minimum is enough, and the error names what is missing.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { call, register, succeed } from "../support/package-calls.mjs";
import { ask, decide, logIn } from "../support/person.mjs";
import { root } from "../servers/program.mjs";
import { fixture } from "../support/fixture.mjs";
import { staticSite, strict } from "../servers/static-site.mjs";

const set = fixture();

const without = strict.replace(" 'wasm-unsafe-eval'", "");
const policies = {
  documented: "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' http://127.0.0.1:*; require-trusted-types-for 'script'; trusted-types 'none'",
  none: "",
  without,
  "no servers": strict.replace(/connect-src [^;]+/, "connect-src 'self'"),
};
const sites = {};
before(async () => {
  for (const [name, policy] of Object.entries(policies)) sites[name] = await staticSite({ policy });
});
after(() => Promise.all(Object.values(sites).map((one) => one.close())));

it("the package logs in under no more than its documentation asks for, with Trusted Types required", async (test) => {
  assert.match(readFileSync(`${root}docs/content-security-policy.md`, "utf8"), /`script-src 'self' 'wasm-unsafe-eval'`/);
  const { page, said } = await set.visit(test);
  await page.goto(`${sites.documented.url}/blank`);
  await register(page, set.server);
  const { url } = await succeed(page, "authRequestUrl", {}, { clientCredentialKey: "app" });
  await page.goto(url);
  await decide(page);
  await page.waitForURL((address) => address.origin === sites.documented.url);
  await succeed(page, "handleCallback", { url: page.url(), toKey: "login" }, {});
  assert.equal((await succeed(page, "accountVerifyCredentials", {}, { accessTokenKey: "login" })).acct, "alice");
  assert.deepEqual(said, []);
  await assert.rejects(page.evaluate(() => { document.body.innerHTML = "<b>markup</b>"; }), /TrustedHTML/, "they are required");
});

it("the page brings its own policy, for hosts that send none", async (test) => {
  const { page, said } = await set.visit(test);
  await page.goto(sites.none.url);
  await logIn(page, set.server.url);
  await page.getByRole("heading", { name: "Alice Example" }).waitFor();
  assert.deepEqual(said, []);
  await assert.rejects(page.evaluate(() => { document.body.innerHTML = "<b>markup</b>"; }), /TrustedHTML/);
});

describe("without 'wasm-unsafe-eval'", () => {
  it("the error says exactly that", async (test) => {
    const { page, said } = await set.visit(test);
    await page.goto(`${sites.without.url}/blank`);
    const app = { clientName: "A test", apiBaseUrl: set.server.url };
    for (let times = 0; times < 2; times++) {
      const { error } = await call(page, "createApp", app);
      assert.equal(error.code, "wasm_blocked");
      assert.ok(error.typed);
      assert.match(error.text, /Content-Security-Policy does not allow WebAssembly\. Add 'wasm-unsafe-eval' to its script-src\./);
    }
    assert.match(said.join(), /breach of script-src by wasm-eval/, "breaches are noticed, which other tests rely on");
  });

  it("the page says it on a first visit", async (test) => {
    const { page } = await set.visit(test);
    await page.goto(sites.without.url);
    await page.getByRole("alert").getByText("Add 'wasm-unsafe-eval' to its script-src.").waitFor();
    await ask(page, set.server.url);
    await page.getByRole("alert").getByText("wasm_blocked").waitFor();
  });
});

it("a connect-src that keeps the page from the server is a network error, with a way on", async (test) => {
  const { page } = await set.visit(test);
  await page.goto(`${sites["no servers"].url}/blank`);
  const { error } = await call(page, "createApp", { clientName: "A test", apiBaseUrl: set.server.url });
  assert.deepEqual([error.name, error.code, error.reason], ["MastodonNetworkError", "network", "csp"]);
  assert.match(error.hint, new RegExp(`Add ${set.server.url} to its connect-src`));
});
