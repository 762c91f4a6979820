// A sign-up with createAuth: the confirmation e-mail, its link, and sign-ins while it is pending.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { resultOf, authPage, who } from "../support/auth-page.mjs";
import { storedRecords } from "../support/package-calls.mjs";
import { openLetter } from "../support/sign-up.mjs";

const { set, www, visit, atHome, signIn, tab } = await authPage();

describe("a sign-up", () => {
  const email = "newcomer@mail.example";
  const signUp = (page, server, more = {}) => page.evaluate(([server, registrant]) => auth.signUp(server, registrant).then(
    ({ status, newcomer }) => [status, newcomer.handle, newcomer.health],
    (error) => [error.code, Object.keys(error.details ?? {}).join()],
  ), [server.url, { username: "newcomer", password: "correct horse battery", email, agreement: true, ...more }]);

  it("waits for the letter over a reload, and ends where its link leads", async (test) => {
    const server = await set.servers.serve();
    const handle = `newcomer@${new URL(server.url).host}`;
    const { page, said } = await visit(test, "/");
    assert.deepEqual(await signUp(page, server, { username: "alice" }), ["validation_failed", "username"]);
    assert.deepEqual(await resultOf(page), { status: "signed-out" });
    assert.deepEqual(await signUp(page, server), ["unconfirmed", handle, "unconfirmed"]);
    await page.reload();
    const { status, newcomer } = await resultOf(page);
    assert.deepEqual([status, newcomer.handle, newcomer.health], ["unconfirmed", handle, "unconfirmed"]);
    assert.equal(await page.evaluate(async () => (await auth.confirm()).status), "unconfirmed");
    assert.ok(!JSON.stringify(await storedRecords(page)).includes("correct horse"), "the password is not kept");

    const other = await tab(page);
    await openLetter(other, server, email);
    await atHome(other);
    assert.deepEqual(await resultOf(other), { status: "signed-in", who: "newcomer", returnTo: "", state: "" });
    assert.equal(other.url(), `${www.url}/`);
    await page.waitForFunction(() => eventLog.includes("signed-in newcomer"));
    assert.deepEqual(await who(page), ["newcomer", "newcomer"]);
    await page.reload();
    assert.deepEqual(await resultOf(page), { status: "restored", who: "newcomer" });
    assert.deepEqual(said.filter((line) => !/42[23]|403/.test(line)), []);
  });

  it("beside somebody who is signed in keeps nobody waiting, and joins them when it is confirmed", async (test) => {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/");
    await signIn(page);
    await signUp(page, server);
    await page.reload();
    assert.deepEqual(await resultOf(page), { status: "restored", who: "alice" });
    await openLetter(page, server, email);
    await atHome(page);
    assert.deepEqual(await resultOf(page), { status: "restored", who: "alice" });
    await page.waitForFunction(() => eventLog.includes("signed-in newcomer"));
    assert.deepEqual(await who(page), ["newcomer", "newcomer", "alice"]);
  });

  it("ends when the server drops it, and when the person gives it up", async (test) => {
    const server = await set.servers.serve();
    const { page } = await visit(test, "/");
    await signUp(page, server);
    assert.equal(await page.evaluate(async () => (await auth.confirm({ forget: true })).status), "signed-out");
    await signUp(page, server, { username: "second", email: "second@mail.example" });
    await server.revokeTokens();
    await page.reload();
    assert.deepEqual(await resultOf(page), { status: "failed", code: "unauthorized", returnTo: "", state: "" });
    await page.reload();
    assert.deepEqual(await resultOf(page), { status: "signed-out" });
  });
});
