// A long use of one browser: calls, sign-ins and sign-outs, and many tabs. "make soak" does it all; "make test" does a little of it.

import assert from "node:assert/strict";
import { it } from "node:test";
import { consent } from "../support/consent-over-http.mjs";
import { authorizeAddress, authPage, events, registrations, resultOf, who } from "../support/auth-page.mjs";

const whole = Boolean(process.env.WHOLE);
const counts = whole ? { calls: 20_000, signIns: 500, tabs: 50 } : { calls: 500, signIns: 5, tabs: 8 };
const timeout = whole ? 3_600_000 : 240_000;
const { set, visit, tab } = await authPage();

const records = (page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("mastoauth:")).map((key) => key.split(/[ :]/)[1]).sort());

/** Signs alice in by redirect. Her server's pages are answered over HTTP. */
async function signIn(page, server) {
  await page.goto(await consent(page.context(), await authorizeAddress(page, server, { forceLogin: false })));
  return resultOf(page);
}

it(`${counts.calls} calls of one session settle, each once`, { timeout }, async (test) => {
  const server = await set.servers.serve();
  const { page } = await visit(test, "/");
  assert.equal((await signIn(page, server)).status, "signed-in");
  const settled = await page.evaluate(async (count) => {
    const answers = { done: 0, failed: 0 };
    const call = (at) => [
      () => auth.current.mastodon.preferences(), () => auth.current.fetch("/api/v1/preferences"), () => auth.current.mastodon.request({ path: "/api/v1/preferences" }),
    ][at % 3]().then(() => answers.done++, () => answers.failed++);
    for (let at = 0; at < count; at += 50) await Promise.all(Array.from({ length: 50 }, (_, more) => call(at + more)));
    return answers;
  }, counts.calls);
  assert.deepEqual(settled, { done: counts.calls, failed: 0 });
  assert.deepEqual(await records(page), ["account", "app", "session", "sessions"]);
});

it(`${counts.signIns} sign-ins and sign-outs leave nothing behind`, { timeout }, async (test) => {
  const server = await set.servers.serve();
  const { page } = await visit(test, "/");
  for (let count = 1; count <= counts.signIns; count++) {
    const { status, who: name } = await signIn(page, server);
    assert.deepEqual([status, name], ["signed-in", "alice"], `sign-in ${count}`);
    assert.deepEqual(await page.evaluate(() => auth.current.signOut()), { confirmed: true }, `sign-out ${count}`);
  }
  assert.deepEqual(await who(page), [null]);
  assert.deepEqual(await records(page), ["app"]);
  assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage)), []);
  assert.equal(await registrations(server), 1);
  const revoked = await server.asked(/^POST \/oauth\/revoke/);
  assert.equal(revoked.length, counts.signIns, "each token was revoked");
});

it(`${counts.tabs} tabs keep one registration and one renewal, and follow one sign-out`, { timeout }, async (test) => {
  const server = await set.servers.serve({ Quirks: { ExpiresIn: 3600e9, RefreshTokens: true } });
  const { page, context } = await visit(test, "/");
  await context.addInitScript(() => {
    const now = Date.now;
    window.ahead = 0;
    window.Date = class extends Date {
      constructor(...given) { super(...(given.length > 0 ? given : [now() + window.ahead])); }
      static now() { return now() + window.ahead; }
    };
  });
  await page.reload();
  const all = [page];
  while (all.length < counts.tabs) all.push(await tab(page));
  const each = (work, given) => Promise.all(all.map((one) => one.evaluate(work, given)));

  // All of them begin a sign-in. A registration too many may be sent on a busy machine, but only one is kept and used.
  const apps = await each((server) => new Promise((resolve, reject) => {
    const controller = new AbortController();
    const { open } = window;
    window.open = () => ({ closed: false, close() {}, location: { replace(url) { resolve(new URL(url).searchParams.get("client_id")); controller.abort(); } } });
    auth.signIn(server, { display: "popup", signal: controller.signal }).catch(reject);
    window.open = open;
  }), server.url);
  assert.equal(new Set(apps).size, 1);
  assert.equal((await records(page)).filter((kind) => kind === "app").length, 1);

  assert.equal((await signIn(page, server)).status, "signed-in");
  await Promise.all(all.map((one) => one.waitForFunction(() => auth.current)));
  await each(() => (window.ahead = 3600e3));
  const answers = await each(() => auth.current.mastodon.accountVerifyCredentials().then(({ acct }) => acct, ({ code }) => code));
  assert.deepEqual([...new Set(answers)], ["alice"]);
  const renewals = await server.asked(/^POST \/oauth\/token .*grant_type=refresh_token/);
  const used = new Set(renewals.map((line) => new URLSearchParams(line.split(" ")[2]).get("refresh_token")));
  assert.equal(used.size, 1, "one refresh token was used");
  assert.equal((await records(page)).filter((kind) => kind === "session").length, 1);

  await Promise.all(all.map(events));
  assert.deepEqual(await page.evaluate(() => auth.current.signOut()), { confirmed: true });
  await Promise.all(all.map((one) => one.waitForFunction(() => eventLog.includes("signed-out alice"))));
  assert.deepEqual(new Set((await Promise.all(all.map(who))).flat()), new Set([null]));
  assert.deepEqual(await records(page), ["app"]);
});
