// confirm({ wait: true }): the letter of a sign-up is opened where it does not lead back to the page, so the page asks now and then.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { authPage, resultOf } from "../support/auth-page.mjs";
import { linkIn, openLetter } from "../support/sign-up.mjs";

const { set, visit, signIn } = await authPage();
const email = "newcomer@mail.example";
const question = /^GET .*verify_credentials/;

/** Signs somebody up, and lets the page wait. Only the test moves the clock. */
async function waiting(test, options) {
  const server = await set.servers.serve(options);
  const someone = await visit(test, "/");
  const { page } = someone;
  await page.clock.install();
  await page.evaluate(([url, registrant]) => auth.signUp(url, registrant),
    [server.url, { username: "newcomer", password: "correct horse battery", email, agreement: true, reason: "to practise" }]);
  await wait(page);
  return { ...someone, server };
}

const wait = (page) => page.evaluate(() => {
  window.over = new AbortController();
  window.news = auth.confirm({ wait: true, signal: over.signal }).then(
    ({ status, newcomer, session, error }) => [status, newcomer?.health ?? session?.account.username ?? error?.code].filter(Boolean),
    (error) => ["rejected", error.code]);
});
const news = async (page) => {
  await page.clock.runFor(16_000);
  return page.evaluate(() => news);
};
const openElsewhere = async (server, address = email) => (await fetch(await linkIn(server, address), { redirect: "manual" })).headers.get("location");
const confirmed = ["signed-in", "newcomer"];

describe("a page that waits is told", () => {
  it("when the letter was opened in another browser", async (test) => {
    const { page, server } = await waiting(test);
    await openElsewhere(server);
    assert.deepEqual(await news(page), confirmed);
    assert.equal((await server.asked(question)).length, 1);
  });

  it("when the letter went to a corrected address, and has no way back", async (test) => {
    const { page, server } = await waiting(test);
    const corrected = await page.evaluate(async () => (await auth.confirm({ resend: true, email: "right@mail.example" })).newcomer);
    assert.deepEqual([corrected.email, corrected.corrected], ["right@mail.example", true]);
    assert.equal(await openElsewhere(server, "right@mail.example"), `${server.url}/auth/sign_in`);
    assert.deepEqual(await news(page), confirmed);
  });

  it("when the letter was opened again, after somebody else had signed out at the server", async (test) => {
    const { page, server } = await waiting(test);
    const other = await visit(test, "/");
    await signIn(other.page, { server });
    await openLetter(other.page, server, email);
    assert.equal(other.page.url(), `${server.url}/`, "the home of who is signed in");
    await other.page.context().clearCookies();
    const asked = page.waitForResponse(/verify_credentials/);
    await page.clock.runFor(16_000);
    await asked;
    await openLetter(other.page, server, email);
    await page.clock.runFor(60_000);
    assert.deepEqual(await page.evaluate(() => news), confirmed);
  });

  it("when it waits for the staff instead, and when that lets the person in", async (test) => {
    const { page, server } = await waiting(test, { Registrations: "approval" });
    await openElsewhere(server);
    assert.deepEqual(await news(page), ["unconfirmed", "pending"]);
    await wait(page);
    await server.stand("newcomer", "good");
    assert.deepEqual(await news(page), confirmed);
  });

  it("when the server has dropped the sign-up", async (test) => {
    const { page, server } = await waiting(test);
    await server.revokeTokens();
    assert.deepEqual(await news(page), ["failed", "unauthorized"]);
  });

  it("when another tab has ended the sign-up, without a question", async (test) => {
    const { page, server, context } = await waiting(test);
    const other = await context.newPage();
    await other.goto(page.url());
    await resultOf(other);
    await page.evaluate(() => {
      over.abort();
      const { setTimeout } = window;
      window.setTimeout = (work, ms, ...more) => (ms < 15_000 ? setTimeout(work, ms, ...more) : 0); // no question comes by itself
    });
    await wait(page);
    const asked = (await server.asked(question)).length; // by the other tab
    await other.evaluate(() => auth.confirm({ forget: true }));
    assert.deepEqual(await page.evaluate(() => news), ["signed-out"]);
    assert.equal((await server.asked(question)).length, asked);
  });

  it("of its own signal", async (test) => {
    const { page } = await waiting(test);
    await page.evaluate(() => over.abort());
    assert.deepEqual(await page.evaluate(() => news), ["rejected", "aborted"]);
  });
});

describe("the questions", () => {
  it("come less and less often, and a server that is down does not end them", async (test) => {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/");
    await page.evaluate(([url, registrant]) => auth.signUp(url, registrant),
      [server.url, { username: "newcomer", password: "correct horse battery", email, agreement: true }]);
    await server.fail("/api/v1/accounts/verify_credentials", "Status500HTML");
    const pauses = await page.evaluate(() => new Promise((resolve) => {
      const { setTimeout } = window;
      const found = [];
      window.setTimeout = (work, ms, ...more) => {
        if (ms < 15_000) return setTimeout(work, ms, ...more);
        if (found.push(ms) === 12) resolve(found); // and no more questions
        return setTimeout(work, found.length < 12 ? 0 : ms, ...more);
      };
      void auth.confirm({ wait: true });
    }));
    assert.deepEqual(pauses.map((ms) => Math.round(ms / 1_000)), [15, 23, 34, 51, 76, 114, 171, 256, 300, 300, 300, 300]);
    assert.equal((await server.asked(question)).length, 11);
  });

  for (const [name, again] of Object.entries({ "while it waits": false, "when it begins to wait": true })) {
    it(`are not asked by a page that nobody sees ${name}, and at once when the person comes back to it`, async (test) => {
      const { page, server } = await waiting(test);
      const see = (hidden) => page.evaluate((hidden) => {
        Object.defineProperty(document, "hidden", { configurable: true, value: hidden });
        document.dispatchEvent(new Event("visibilitychange"));
      }, hidden);
      if (again) await page.evaluate(() => over.abort());
      await see(true);
      if (again) await wait(page);
      await page.clock.runFor(3_600_000);
      await openElsewhere(server);
      await see(false);
      await page.clock.runFor(1);
      assert.deepEqual(await page.evaluate(() => news), confirmed);
      assert.equal((await server.asked(question)).length, 1);
    });
  }

  it("are at least five seconds apart, however often the person comes and goes", async (test) => {
    const { page } = await visit(test, "/");
    const pauses = await page.evaluate(async () => {
      const { setTimeout } = window;
      const found = [];
      let now = 0;
      Date.now = () => now;
      const begun = new Promise((resolve) => {
        window.setTimeout = (work, ms, ...more) => (ms === 15_000 ? resolve() : setTimeout(work, ms, ...more));
        void auth.confirm({ wait: true });
      });
      await begun;
      window.setTimeout = (_, ms) => void found.push(ms);
      for (now of [0, 0, 10, 4_000, 5_000, 60_000]) document.dispatchEvent(new Event("visibilitychange"));
      return found;
    });
    assert.deepEqual(pauses, [5_000, 5_000, 4_990, 1_000, 0, 0]);
  });
});
