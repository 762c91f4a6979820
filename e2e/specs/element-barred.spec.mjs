// The tag and the page when the server does not let the account be used: a sentence for each state, which names no cause that nobody
// knows, and a link to the server's own page.

import assert from "node:assert/strict";
import { it } from "node:test";
import { set, visit, alice, signIn } from "../support/element-page.mjs";
import { logIn } from "../support/person.mjs";

const states = {
  unconfirmed: [/^The e-mail address of your account is not confirmed yet\./, "/auth/setup"],
  pending: [/^The people who run your server have not approved your account yet\./, "/auth/edit"],
  disabled: [/^Your server does not let your account be used here at the moment\./, "/auth/edit"],
};

for (const [standing, [sentence, path]] of Object.entries(states)) {
  it(`the tag says that the account is ${standing}`, async (test) => {
    await set.server.stand("alice", "good");
    const some = await visit(test);
    const { page, tag, account } = some;
    await signIn(some);
    await account(alice).waitFor();
    await set.server.stand("alice", standing);
    await page.evaluate(() => document.querySelector("mastodon-login").auth.current.fetch("/api/v1/preferences").then(({ status }) => status));
    const alert = tag.getByRole("alert");
    await alert.getByText(sentence).waitFor();
    assert.equal(await alert.getByRole("link", { name: "Open your server’s page" }).getAttribute("href"), set.server.url + path);
    assert.match(await alert.innerText(), /In the server’s own words:.*Your login is/s);
    assert.doesNotMatch(await alert.innerText(), /suspended|moved|two-factor|locked/i);
    await set.server.stand("alice", "good");
  });
}

it("the tag says that the server has ended the session, also in a page that is opened later", async (test) => {
  const server = await set.servers.serve();
  const some = await visit(test);
  const { page, tag, account } = some;
  await signIn({ ...some, host: server.url, origin: server.url });
  await account(alice).waitFor();
  await server.revokeTokens();
  await page.evaluate(() => document.querySelector("mastodon-login").auth.current.check());
  const again = tag.getByRole("alert").getByRole("button", { name: "Sign in" });
  await again.waitFor();
  await page.reload();
  await again.waitFor();
  await account(alice).waitFor();
});

it("the tag refuses a sign-in of a barred account with the same sentence", async (test) => {
  const some = await visit(test);
  const { tag } = some;
  // The person is let through to the app and barred before it asks who they are.
  await some.page.route("**/api/v1/accounts/verify_credentials", (route) => route.fulfill({
    status: 403, headers: { "Access-Control-Allow-Origin": "*" }, json: { error: "Your login is currently disabled" },
  }));
  await signIn(some);
  const alert = tag.getByRole("alert");
  await alert.getByText(states.disabled[0]).waitFor();
  assert.equal(await alert.getByRole("link").getAttribute("href"), `${set.server.url}/auth/edit`);
});

it("the page shows the same, where it asks for the profile", async (test) => {
  const server = await set.servers.serve();
  const { page } = await set.visit(test, "/");
  await logIn(page, server.url);
  await server.stand("alice", "disabled");
  await page.reload();
  const alert = page.getByRole("alert").filter({ hasText: "does not let this account be used at the moment" });
  await alert.first().waitFor();
  assert.equal(await alert.first().getByRole("link", { name: "Open the server’s page" }).getAttribute("href"), `${server.url}/auth/edit`);
});
