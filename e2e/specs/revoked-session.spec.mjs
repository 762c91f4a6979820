// A session whose token the server has refused: what is known of it is stored with it, so each page knows it until its person signs in again.

import assert from "node:assert/strict";
import { it } from "node:test";
import { authPage, events, resultOf } from "../support/auth-page.mjs";

const { set, visit, tab, signIn } = await authPage();

const told = "expired alice revoked";
const usable = (page) => page.evaluate(() => auth.current.token().then(() => "a token", ({ code }) => code));

it("is known to be revoked in a page that is opened later, until its person signs in again", async (test) => {
  const server = await set.servers.serve();
  const { page } = await visit(test, "/");
  await signIn(page, { server });
  await server.revokeTokens();
  await page.evaluate(() => auth.current.check());
  const asked = (await server.log()).length;
  await page.reload();
  assert.deepEqual(await resultOf(page), { status: "restored", who: "alice" });
  const other = await tab(page);
  for (const one of [page, other]) {
    await one.waitForFunction((told) => eventLog.includes(told), told);
    assert.equal(await usable(one), "session_expired");
  }
  assert.equal((await server.log()).length, asked, "nobody has to ask the server again");
  await events(other);

  assert.equal((await signIn(page, { server })).status, "signed-in");
  await other.waitForFunction(() => eventLog.includes("signed-in alice"));
  await page.reload();
  await resultOf(page);
  for (const one of [page, other]) {
    assert.equal(await usable(one), "a token");
    assert.ok(!(await events(one)).includes(told));
  }
});
