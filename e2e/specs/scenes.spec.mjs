// What happens around a sign-in, on every server that can be played, as a browser sees it. scenes/outcomes.json says how each scene
// ends. scenes/scenes_test.go plays the scenes in Go. "make test" plays a sample here: every outcome that is not the usual one, and some
// of the rest. "make matrix" plays all.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { authPage, events, resultOf, who } from "../support/auth-page.mjs";
import { decide } from "../support/person.mjs";

const { set, visit, atServer, atHome, go, popup } = await authPage();
const table = JSON.parse(await readFile(new URL("scenes/outcomes.json", import.meta.url), "utf8"), (_, cell) => cell.browser ?? cell);

/** Every account's token works. */
const works = (page) => page.evaluate(async () => {
  for (const session of auth.sessions()) await session.mastodon.accountVerifyCredentials();
});

/** Goes to the server's page. If there is no way there, returns the code of the error. */
async function leave(page, server) {
  await go(page, "redirect", server);
  const never = new Promise(() => undefined);
  const refused = page.evaluate(() => outcome.then(() => new Promise(() => undefined), ({ code }) => code)).catch(() => never); // it has left
  return Promise.race([atServer(page).then(() => undefined), refused]);
}

/** Signs in. Returns how it ends: "signed in", "no way back", or the code of the error. */
async function enter(page, server, as) {
  await page.context().clearCookies();
  const refused = await leave(page, server);
  if (refused) return refused;
  if (!(await decide(page, { as }))) return "no way back";
  await atHome(page);
  const { status, code } = await resultOf(page);
  return status === "signed-in" ? "signed in" : code ?? status;
}

const entered = async (page, server) => assert.equal(await enter(page, server), "signed in");

/** The scenes that are played in a browser. Each returns its outcome. */
const scenes = {
  yes: async (page, server) => enter(page, server),

  no: async (page, server) => {
    const refused = await leave(page, server);
    if (refused) return refused;
    if (!(await decide(page, { allow: false }))) return "no way back";
    const home = atHome(page).then(() => true);
    if (!(await Promise.race([home, page.getByText("You denied access").waitFor().then(() => false)]))) return "no way back";
    const { status, code } = await resultOf(page);
    return code ?? status;
  },

  "closed window": async (page, server) => {
    const window = await popup(page, "popup", server);
    await window.close();
    const { status } = await resultOf(page, "outcome");
    await entered(page, server);
    return status;
  },

  "forgotten app": async (page, server) => {
    const home = page.url();
    await entered(page, server);
    await server.forgetApps();
    const end = await enter(page, server);
    if (end !== "no way back") return end;
    await page.goto(home);
    await entered(page, server);
    return "signed in at the second try";
  },

  "dead token": async (page, server) => {
    await entered(page, server);
    await server.revokeTokens();
    await events(page);
    await page.evaluate(() => auth.current.mastodon.accountVerifyCredentials().catch(() => undefined));
    await page.waitForFunction(() => eventLog.some((line) => line.startsWith("expired")));
    const health = (await events(page)).find((line) => line.startsWith("expired")).split(" ").at(-1);
    await entered(page, server);
    await works(page);
    return health;
  },

  "second account": async (page, server) => {
    await entered(page, server);
    await page.context().clearCookies();
    const window = await popup(page, "popup", server);
    await Promise.all([window.waitForEvent("close"), decide(window, { as: "bob" })]);
    assert.equal((await resultOf(page, "outcome")).who, "bob");
    await page.reload();
    assert.deepEqual(await resultOf(page), { status: "restored", who: "bob" });
    assert.deepEqual(await who(page), ["bob", "bob", "alice"]);
    await works(page);
    return "both";
  },

  "step-up": async (page, server) => {
    await entered(page, server);
    await page.locator("#more").click();
    await atServer(page);
    await decide(page);
    await atHome(page);
    await resultOf(page);
    return page.evaluate(() => auth.current.mastodon.statusPost({ status: "howdy universe!", idempotencyKey: "once" }).then(() => "may post", (error) => error.code));
  },

  "sign-out": async (page, server) => {
    await entered(page, server);
    const { confirmed, authorizedAppsUrl } = await page.evaluate(() => auth.current.signOut());
    assert.equal(authorizedAppsUrl, confirmed ? undefined : `${server.url}/oauth/authorized_applications`);
    assert.deepEqual(await who(page), [null]);
    assert.doesNotMatch(await page.evaluate(() => JSON.stringify(localStorage)), /access_token|refresh_token/);
    return confirmed ? "confirmed" : "not confirmed";
  },

  "sub-path": async (page, server) => {
    const folder = server.url.endsWith("/blog");
    const end = await enter(page, folder ? server : `${server.url}/blog`);
    if (end !== "signed in") return end;
    assert.equal(await page.evaluate(() => auth.current.server), server.url);
    return folder ? "in its folder" : "at the origin";
  },
};

/** The outcome that most servers have. */
function usual(scene) {
  const counts = {};
  for (const row of Object.values(table)) counts[row[scene]] = (counts[row[scene]] ?? 0) + 1;
  return Object.keys(counts).sort((a, b) => counts[b] - counts[a])[0];
}

describe("the table of scenes", () => {
  it("has a row for every server that can be played", async () => assert.deepEqual(Object.keys(table).sort(), await set.servers.flavours()));
  it("has a column for every scene", () => {
    for (const row of Object.values(table)) for (const scene of Object.keys(scenes)) assert.ok(row[scene], scene);
  });
});

/** Cells of the sample whose way to the usual outcome is another than everybody's: snac refuses a token with 422. */
const peculiar = new Set(["snac: dead token"]);

for (const [rank, [Flavour, row]] of Object.entries(table).entries()) {
  for (const [place, scene] of Object.keys(scenes).entries()) {
    const sampled = (rank + place) % 5 === 0 || row[scene] !== usual(scene) || peculiar.has(`${Flavour}: ${scene}`);
    if (!process.env.WHOLE && !sampled) continue;
    it(`${Flavour}: ${scene}: ${row[scene]}`, async (test) => {
      const Folder = row[scene] === "in its folder" ? "/blog" : "";
      const server = await set.servers.serve({ Flavour, Folder });
      const { page } = await visit(test, "/");
      assert.equal(await scenes[scene](page, server), row[scene]);
    });
  }
}
