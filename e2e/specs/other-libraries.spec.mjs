// Other libraries with a session: the examples of docs/other-libraries.md, with the real packages.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { before, describe, it } from "node:test";
import { build } from "esbuild";
import { authPage } from "../support/auth-page.mjs";
import { blocks, document } from "../support/doc-examples.mjs";
import { root } from "../servers/program.mjs";

const folder = `${root}e2e/other-libraries`;
const { set, visit, signIn, tab } = await authPage();

/** The examples by package, each as a script that sets window.use: a function of auth and session that resolves to what was made. */
const scripts = new Map();

before(async () => {
  if (!existsSync(`${folder}/node_modules/.package-lock.json`)) execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder });
  for (const code of blocks(document("docs/other-libraries.md"), "js")) {
    const [line, name] = /^import .* from "(.*)";$/m.exec(code) ?? [];
    if (!name) continue;
    const [, client] = /^(?:const|let) (\w+) = (?:ky|create|generator)/m.exec(code);
    const contents = `${line}\nwindow.use = async (auth, session) => {\n${code.replace(line, "")}\nreturn { me, client: () => ${client} };\n};`;
    const { outputFiles } = await build({ stdin: { contents, resolveDir: folder }, bundle: true, format: "iife", write: false, platform: "browser", logLevel: "error" });
    scripts.set(name, outputFiles[0].text);
  }
});

const names = ["ky", "openapi-fetch", "masto", "megalodon"];

/** Runs an example in a page. */
async function use(page, name) {
  await page.evaluate(scripts.get(name));
  return page.evaluate(async () => {
    window.made = await window.use(auth, auth.current);
    return window.made.me.username;
  });
}

/** What the client of the example does now: the name of the account, or the error's code or status. */
const again = (page, name) => page.evaluate(async (name) => {
  const client = window.made.client();
  const path = "/api/v1/accounts/verify_credentials";
  try {
    if (name === "ky") return (await client.get(path.slice(1), { retry: 0 }).json()).username;
    if (name === "openapi-fetch") return (await client.GET(path)).data.username;
    if (name === "masto") return (await client.v1.accounts.verifyCredentials()).username;
    return (await client.verifyAccountCredentials()).data.username;
  } catch (error) {
    return error.code?.startsWith?.("session") ? error.code : error.statusCode ?? error.response?.status ?? String(error);
  }
}, name);

/** A server whose logins run out, with a session of it, and what its tabs hear. */
async function expiring(test) {
  const server = await set.servers.serve({ Quirks: { ExpiresIn: 3600e9, RefreshTokens: true } });
  const { page } = await visit(test, "/");
  await signIn(page, { server });
  const other = await tab(page);
  for (const one of [page, other]) {
    await one.evaluate(() => {
      window.heard = [];
      for (const type of ["renewed", "expired"]) auth.on(type, (event) => heard.push(`${type} ${JSON.stringify(event)}`));
    });
  }
  return { server, page, other };
}

/** Lets the stored token have that many seconds left. */
const shorten = (page, seconds) => page.evaluate((seconds) => {
  const key = `mastoauth:session:${auth.current.id}`;
  localStorage.setItem(key, JSON.stringify({ ...JSON.parse(localStorage[key]), expires_at: String(Date.now() + seconds * 1000) }));
}, seconds);

const stored = (page) => page.evaluate(() => JSON.parse(localStorage[`mastoauth:session:${auth.current.id}`]).access_token);
const heard = async (page, count) => {
  await page.waitForFunction((count) => heard.length >= count, count);
  return page.evaluate(() => heard.map((line) => line.split(" ")[0]));
};
const outcome = (page, call) => page.evaluate(`${call}.catch(({ name, code }) => name + " " + code)`);

describe("a session in another library", () => {
  it("is in each example", () => assert.deepEqual([...scripts.keys()].sort(), [...names].sort()));

  for (const name of names) {
    it(`acts as the account in ${name}, and stops with the session, in all tabs`, async (test) => {
      const server = await set.servers.serve();
      const { page } = await visit(test, "/");
      await signIn(page, { server });
      assert.equal(await use(page, name), "alice");
      const other = await tab(page);
      await other.evaluate(() => auth.current.signOut());
      await page.waitForFunction(() => !auth.current);
      const asked = (await server.log()).length;
      const fetches = name === "ky" || name === "openapi-fetch";
      assert.equal(await again(page, name), fetches ? "session_unknown" : 401);
      if (fetches) assert.equal((await server.log()).length, asked, "nothing is sent");
    });
  }

  for (const name of ["masto", "megalodon"]) {
    it(`gives ${name} the new token when it is renewed, by whichever tab, and asks again`, async (test) => {
      const { page, other } = await expiring(test);
      await use(page, name);
      const before = await stored(page);
      await shorten(other, 30);
      const asksAgain = page.waitForRequest(/verify_credentials$/);
      const token = await other.evaluate(() => auth.current.token());
      assert.notEqual(token, before);
      assert.equal((await asksAgain).headers().authorization, `Bearer ${token}`);
      assert.deepEqual([await heard(page, 1), await heard(other, 1)], [["renewed"], ["renewed"]]);
      for (const one of [page, other]) assert.ok(!(await one.evaluate(() => heard.join())).includes(token), "the event has no secret");
      const passes = await page.evaluate(() => auth.current.token());
      assert.equal(passes, token);
      assert.equal(await again(page, name), "alice");
    });
  }
});

describe("the token", () => {
  it("is the stored one, without the module", async (test) => {
    const { page } = await visit(test, "/");
    await signIn(page);
    await page.reload();
    const loaded = [];
    page.on("request", (request) => request.url().endsWith(".wasm") && loaded.push(request.url()));
    assert.equal(await page.evaluate(() => auth.current.token()), await stored(page));
    assert.deepEqual(loaded, []);
  });

  it("is renewed once, however many ask, and not while it lasts", async (test) => {
    const { server, page, other } = await expiring(test);
    const before = await stored(page);
    assert.equal(await page.evaluate(() => auth.current.token()), before);
    await shorten(page, -10);
    const tokens = await Promise.all([page, other].map((one) => one.evaluate(() => Promise.all([1, 2, 3].map(() => auth.current.token())))));
    assert.equal(new Set(tokens.flat()).size, 1);
    assert.notEqual(tokens[0][0], before);
    assert.equal((await server.asked(/^POST \/oauth\/token .*grant_type=refresh_token/)).length, 1);
  });

  it("is none when the session is over", async (test) => {
    const { server, page } = await expiring(test);
    await page.evaluate(() => (window.kept = auth.current));
    await shorten(page, -10);
    await server.fail("/", "Status500HTML");
    assert.equal(await outcome(page, "kept.token()"), "MastodonServerError server_down");
    await server.mend();
    await server.revokeTokens();
    await server.forgetApps();
    assert.equal(await outcome(page, "kept.token()"), "MastodonUnauthorizedError session_expired");
    await page.evaluate(() => kept.signOut());
    assert.equal(await outcome(page, "kept.token()"), "MastodonIllegalArgumentError session_unknown");
    assert.equal(await outcome(page, "(async () => { const over = new AbortController(); over.abort(); return kept.token({ signal: over.signal }); })()"), "MastodonNetworkError aborted");
  });
});

describe("the health", () => {
  it("is asked for once, however many ask", async (test) => {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/");
    await signIn(page, { server });
    const all = () => page.evaluate(async () => (await Promise.all(Array.from({ length: 10 }, () => auth.current.check()))).map(({ health }) => health));
    const asked = async () => (await server.asked(/^GET \/api\/v1\/accounts\/verify_credentials/)).length;
    let before = await asked();
    assert.deepEqual(await all(), Array(10).fill("good"));
    assert.equal(await asked() - before, 1);
    await server.stand("alice", "disabled");
    assert.deepEqual(new Set(await all()), new Set(["disabled"]));
    await server.stand("alice", "good");
    await server.fail("/", "Status500HTML");
    assert.deepEqual(new Set(await all()), new Set(["server_down"]));
    await server.mend();
    await server.revokeTokens();
    before = await asked();
    assert.deepEqual(new Set(await all()), new Set(["revoked"]));
    assert.equal(await asked() - before, 1);
    await page.evaluate(() => (window.kept = auth.current).forget());
    before = await asked();
    assert.deepEqual(await page.evaluate(() => kept.check()), { health: "revoked" });
    assert.equal(await asked(), before, "it has ended here");
  });

  it("of a token that the server has ended early is good again, with a new one", async (test) => {
    const { server, page, other } = await expiring(test);
    const before = await stored(page);
    await server.fail("/api/v1/accounts/verify_credentials", "401");
    assert.equal((await page.evaluate(() => auth.current.check())).health, "good");
    await server.mend();
    assert.notEqual(await stored(page), before);
    assert.deepEqual([await heard(page, 1), await heard(other, 1)], [["renewed"], ["renewed"]]);
  });
});
