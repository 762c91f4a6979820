// Mastodon.diagnose at servers that answer: what it finds, and that it leaves no trace. network-reasons.spec.mjs has those that do not.

import assert from "node:assert/strict";
import { it } from "node:test";
import { blocks, compiles, document, pageOf, rows } from "../support/doc-examples.mjs";
import { diagnosis } from "../support/network-stage.mjs";
import { refused, storedRecords } from "../support/package-calls.mjs";
import { fixture } from "../support/fixture.mjs";

const set = fixture();
const [example] = blocks(document("docs/diagnose.md"), "ts");

/** The line of a diagnosis whose step failed, or of one that went well. */
const all = ["address", "online", "policy", "connection", "readable", "software", "login"];
const failedAt = (step) => all.map((name, at) => `${name} ${name === step ? "failed" : at < all.indexOf(step) ? "ok" : "skipped"}`).join(", ");

it("a server that is well is that at each step, in every language, and nothing is registered or stored", async (test) => {
  const server = await set.servers.serve();
  const { page, said } = await set.visit(test);
  const before = await storedRecords(page);
  const texts = new Set();
  for (const lang of ["de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "zh"]) {
    const { line, steps, ...found } = await diagnosis(page, { server: server.url, lang });
    assert.equal(line, all.map((name) => `${name} ok`).join(", "));
    assert.deepEqual([found.server.baseUrl, found.server.software, found.code], [server.url, "mastodon", undefined]);
    assert.ok(steps[0].text.includes(server.url));
    assert.ok(steps[5].text.includes(`mastodon ${found.server.version}`), steps[5].text);
    for (const { text } of steps) texts.add(text);
  }
  assert.equal(texts.size, 70, "each in its own words");
  assert.deepEqual(await server.asked(/^(?!GET )/), []);
  assert.deepEqual(await storedRecords(page), before);
  assert.deepEqual(said, []);
});

it("a server that does not say whether apps can register is not said to let them", async (test) => {
  const { page } = await set.visit(test);
  const { url } = await set.servers.serve({ Quirks: { NoMetadata: true } });
  assert.match((await diagnosis(page, { server: url })).line, /software ok, login unknown$/);
});

/** What is wrong with a server or an address, the step that fails, and the code. */
const wrong = {
  "no address": ["", "address", "server_missing"],
  "no server's name": ["my server", "address", "server_invalid"],
  "a firewall": ["403 page", "software", "server_blocked"],
  "a problem of the server": ["503", "software", "server_down"],
  "another website": ["HTML200", "software", "server_not_mastodon"],
  "a limit of requests": ["429", "software", "rate_limited"],
  "a server that does not answer in time": ["Hang", "connection", "timeout"],
};

for (const [name, [what, step, code]] of Object.entries(wrong)) {
  it(`${name}: the step is ${step}`, async (test) => {
    const { page } = await set.visit(test);
    let typed = what;
    if (step !== "address") {
      const server = await set.servers.serve();
      typed = server.url;
      await server.fail("/", what === "403 page" ? "403" : what);
      if (what === "403 page") await page.route((url) => url.origin === typed, (route) => route.fulfill({ status: 403, headers: { "Access-Control-Allow-Origin": "*" }, contentType: "text/html", body: "<h1>No</h1>" }));
    }
    const found = await diagnosis(page, { server: typed, lang: "en", ...(what === "Hang" && { requestTimeoutMs: 500 }) });
    assert.deepEqual([found.line, found.code, found.server], [failedAt(step), code, undefined]);
    assert.equal(found.steps.find((each) => each.name === step).text, found.said);
  });
}

it("a mistake of the developer, and the signal, reject", async (test) => {
  const { page } = await set.visit(test);
  for (const [code, options] of [["option_unknown", { server: set.server.url, sever: 1 }], ["option_invalid", { server: set.server.url, lang: 7 }], ["option_invalid", { server: set.server.url, requestTimeoutMs: "soon" }]]) {
    assert.equal((await refused(code, page, "diagnose", options)).op, "diagnose");
  }
  const server = await set.servers.serve();
  await server.fail("/", "Hang");
  const failed = page.evaluate(async (server) => {
    const { Mastodon } = await import("/lib/index.js");
    globalThis.stop = new AbortController();
    return Mastodon.diagnose({ server, signal: stop.signal }).catch(({ code, op }) => [code, op]);
  }, server.url);
  await page.waitForRequest((request) => request.url().startsWith(server.url));
  await page.evaluate(() => stop.abort());
  assert.deepEqual(await failed, ["aborted", "diagnose"]);
});

it("the example of the page compiles and runs, and the page lists every step", async (test) => {
  compiles(example);
  assert.deepEqual(rows(document("docs/diagnose.md"), "`verdict` is").map(([step]) => step.replaceAll("`", "")), all);
  const { page } = await pageOf(test, set, example);
  await page.locator("li").nth(6).waitFor();
  assert.match(await page.locator("li").first().textContent(), /^ok: /);
});
