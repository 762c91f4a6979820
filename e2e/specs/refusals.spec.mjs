// A server refuses, or the person does, and the callback has no state: not all servers send it. It is the answer of the tab that left
// for a sign-in, or of its popup, and otherwise another program's.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { resultOf, authPage, who } from "../support/auth-page.mjs";
import { decide } from "../support/person.mjs";

const { set, www, visit, atServer, atHome, go, signIn, popup, tab } = await authPage();

/** Refusals without a state, and what becomes of them: the status, and the code of the error. */
const refusals = {
  "?error=access_denied&error_description=The+owner+said+no": ["denied", "access_denied"],
  "#error=access_denied": ["denied", "access_denied"],
  "?error=access_denied&state=": ["denied", "access_denied"],
  "?error=server_error&error_description=func4%3A+no+luck": ["failed", "server_error"],
  "?error=temporarily_unavailable": ["failed", "temporarily_unavailable"],
  "?error=invalid_scope&iss=ISSUER": ["failed", "invalid_scope"],
  "?error=its_own_word": ["failed", "authorization_refused"],
};

/** The server answers the person's decision with this query or fragment, on top of what the redirect URI has. */
async function answerWith(context, server, answer) {
  await context.route(`${server.url}/oauth/authorize`, async (route) => {
    const response = await route.fetch({ maxRedirects: 0 });
    const back = new URL(response.headers().location);
    const [, kept = ""] = /^\?(x=1)/.exec(back.search) ?? [];
    const address = back.origin + back.pathname + (kept && answer.startsWith("?") ? `?${kept}&${answer.slice(1)}` : answer);
    await route.fulfill({ response, headers: { ...response.headers(), location: address.replace("ISSUER", encodeURIComponent(server.url)) } });
  });
}

for (const [answer, [status, code]] of Object.entries(refusals)) {
  describe(answer, () => {
    it("is the answer to a redirect, and leaves the address", async (test) => {
      const { page, context } = await visit(test, "/?draft=3#part");
      await answerWith(context, set.server, answer);
      assert.deepEqual(await signIn(page), { status, code, returnTo: `${www.url}/?draft=3#part`, state: "draft 3" });
      assert.equal(page.url(), `${www.url}/?draft=3#part`);
      await page.reload();
      assert.deepEqual(await resultOf(page), { status: "signed-out" });
    });

    it("is the answer in a popup", async (test) => {
      const { page, context } = await visit(test, "/?draft=3");
      await answerWith(context, set.server, answer);
      const window = await popup(page);
      await Promise.all([window.waitForEvent("close"), decide(window)]);
      assert.deepEqual(await resultOf(page, "outcome"), { status: status === "failed" ? "rejected" : status, code });
      assert.equal(page.url(), `${www.url}/?draft=3`);
    });
  });
}

describe("nobody else's answer is taken", () => {
  const foreign = "/?error=access_denied&error_description=of+another+program#here";
  const remains = async (page, status = "signed-out") => {
    assert.equal((await resultOf(page)).status, status);
    assert.equal(page.url(), www.url + foreign);
  };

  it("in a tab that did not leave, while another did", async (test) => {
    const { page } = await visit(test, foreign);
    await remains(page);
    await go(await tab(page), "redirect");
    await page.goto(`${www.url}/blank`);
    await page.goto(www.url + foreign);
    await remains(page);
  });

  it("with a state that is not ours, though the tab left", async (test) => {
    const { page } = await visit(test, "/");
    await go(page);
    await atServer(page);
    await page.goto(`${www.url}${foreign.replace("#", "&state=xyz#")}`);
    assert.equal((await resultOf(page)).status, "signed-out");
    assert.equal(page.url(), `${www.url}${foreign.replace("#", "&state=xyz#")}`);
  });

  for (const [what, end] of Object.entries({
    "has signed in": (page) => signIn(page),
    "was refused": (page) => signIn(page, { allow: false }),
    "came back by itself": async (page) => {
      await go(page);
      await atServer(page);
      await page.goto(`${www.url}/`);
      await resultOf(page);
    },
    "called it off": async (page) => {
      await page.route(`${set.server.url}/oauth/authorize*`, () => undefined); // it never comes
      await page.evaluate(() => {
        const controller = new AbortController();
        window.options = { signal: controller.signal };
        addEventListener("beforeunload", () => setTimeout(() => controller.abort()));
      });
      await go(page);
      assert.equal((await resultOf(page, "outcome")).code, "aborted");
    },
  })) {
    it(`in a tab that ${what}`, async (test) => {
      const { page } = await visit(test, "/");
      await end(page);
      const [signedIn] = await who(page);
      await page.goto(www.url + foreign);
      await remains(page, signedIn ? "restored" : "signed-out");
    });
  }

  it("in a window that the page opened for something else, while its popup is at the server", async (test) => {
    const { page } = await visit(test, "/");
    await popup(page);
    const opened = page.waitForEvent("popup", (other) => other.url().includes("another"));
    await page.evaluate((address) => void open(address), foreign);
    const other = await opened;
    await other.waitForLoadState();
    await remains(other);
    assert.equal(await page.evaluate(() => Promise.race([outcome, "pending"])), "pending");
  });
});

describe("a no on every server that can be played", () => {
  it("ends the sign-in, by redirect and in a popup, wherever the server sends the person back", async (test) => {
    for (const Flavour of await set.servers.flavours()) {
      const server = await set.servers.serve({ Flavour });
      const { page, context } = await visit(test, "/?draft=3");
      /** Refuses. Resolves to whether the server sends the person back: some stay on their page, or have no button for it. */
      const refuse = async (window, back) => {
        const stays = window.getByText(/You denied access|can close this page/).waitFor().then(() => false, () => back);
        const could = await decide(window, { allow: false }).catch(() => false);
        return could && Promise.race([back.then(() => true), stays]);
      };
      await go(page, "redirect", server);
      await atServer(page);
      if (await refuse(page, atHome(page))) {
        assert.deepEqual(await resultOf(page), { status: "denied", code: "access_denied", returnTo: `${www.url}/?draft=3`, state: "draft 3" }, Flavour);
      } else {
        await page.goto(`${www.url}/?draft=3`);
      }
      assert.equal(page.url(), `${www.url}/?draft=3`, Flavour);

      const window = await popup(page, "popup", server);
      const back = await refuse(window, window.waitForEvent("close"));
      if (!back) await window.close();
      assert.equal((await resultOf(page, "outcome")).status, back ? "denied" : "closed", Flavour);
      await context.close();
    }
  });
});

