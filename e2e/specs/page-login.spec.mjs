// The whole flow on the page: from the first visit to a login, a post and the sign-out, at a real Doorkeeper and at the practice
// server.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { browser, picture, visitor } from "../engines/chromium.mjs";
import { bash, download, mastodonPy } from "../support/downloads.mjs";
import { ask, decide, logIn } from "../support/person.mjs";
import { doorkeeper, practice } from "../servers/login-servers.mjs";
import { staticSite } from "../servers/static-site.mjs";

const cast = {
  "a real Doorkeeper": { start: doorkeeper, name: "Alice" },
  "the practice server": {
    name: "Alice Example",
    async start() {
      const servers = await practice();
      return { url: (await servers.serve()).url, close: servers.close };
    },
  },
};

/** The next thing that the page says about copying. It says it for a moment only. */
const announcement = (page) => page.evaluate(() => new Promise((resolve) => {
  const said = document.getElementById("copied");
  new MutationObserver(() => said.textContent && resolve(said.textContent)).observe(said, { childList: true });
}));

for (const [where, { start, name }] of Object.entries(cast)) {
  describe(`at ${where}`, () => {
    let server, www, running, alice, page, host, kept;
    before(async () => {
      [server, www, running] = await Promise.all([start(), staticSite(), browser()]);
      alice = await visitor(running, { permissions: ["clipboard-read", "clipboard-write"] });
      page = alice.page;
      host = new URL(server.url).host;
    });
    afterEach((test) => picture(test, page));
    after(() => Promise.all([running?.close(), www?.close(), server?.close()]));

    const stored = () => page.evaluate(() => JSON.parse(Object.entries(localStorage).find(([key]) => key.startsWith("mastoauth:session:"))?.[1] ?? "null"));
    const asAlice = (path) => fetch(server.url + path, { headers: { Authorization: `Bearer ${kept.access_token}` } });

    it("shows the door on a first visit, and stores nothing", async () => {
      await page.goto(www.url);
      await page.getByRole("heading", { name: "Log in with Mastodon" }).waitFor();
      assert.equal(await page.evaluate(() => localStorage.length), 0);
    });

    it("registers the app, sends the person to the server, and has them back signed in", async () => {
      await ask(page, host);
      await page.waitForURL((url) => url.origin === server.url);
      await decide(page);
      await page.getByRole("button", { name: "Log out" }).waitFor();
      assert.equal(page.url(), `${www.url}/`);
      kept = await stored();
      assert.equal(kept.api_base_url, server.url);
    });

    it("shows who they are", async () => {
      await page.getByRole("heading", { name, exact: true }).waitFor();
      await page.getByRole("link", { name: new RegExp(`^@alice ?@${host}$`) }).waitFor();
      const avatar = page.locator("#avatar");
      await avatar.waitFor();
      assert.ok(await avatar.evaluate((image) => image.naturalWidth > 0), "the picture is there");
    });

    it("shows what was granted, in words", async () => {
      const granted = page.locator("section.card", { has: page.getByRole("heading", { name: "What the token may do" }) });
      assert.deepEqual(await granted.locator("li").allInnerTexts(), ["read what you can read read", "post and change things write"]);
    });

    it("shows their preferences", async () => {
      const row = page.getByRole("table", { name: "Your preferences" }).getByRole("row", { name: "New posts are for" });
      assert.equal(await row.getByRole("cell").innerText(), "everyone");
    });

    it("shows the three strings when asked, and copies them", async () => {
      const strings = { "Client id": kept.client_id, "Client secret": kept.client_secret, "Access token": kept.access_token };
      for (const value of Object.values(strings)) assert.ok(!(await page.content()).includes(value), "it is hidden at first");
      for (const [label, value] of Object.entries(strings)) {
        const announced = announcement(page);
        await page.getByRole("button", { name: `Copy ${label}` }).click();
        assert.equal(await announced, `Copied: ${label}`);
        assert.equal(await page.evaluate(() => navigator.clipboard.readText()), value);
        await page.getByRole("button", { name: `Show ${label}` }).click();
        await page.getByText(value, { exact: true }).waitFor();
        await page.getByRole("button", { name: `Hide ${label}` }).click();
        await page.getByText(value, { exact: true }).waitFor({ state: "detached" });
      }
    });

    it("saves them as files that programs read", async () => {
      const files = {};
      for (const file of ["mastodon.env", "mastodon.json", "clientcred.secret", "usercred.secret"]) {
        files[file] = await download(page, page.getByRole("button", { name: file }));
      }
      const { api_base_url: base, client_id: id, client_secret: secret, access_token: token } = kept;
      assert.equal(files["clientcred.secret"], `${id}\n${secret}\n${base}\nmastoauth\n`);
      assert.equal(files["usercred.secret"], `${token}\n${base}\n${id}\n${secret}\n`);
      const json = JSON.parse(files["mastodon.json"]);
      for (const [key, value] of Object.entries({ api_base_url: base, client_id: id, client_secret: secret, access_token: token })) {
        assert.equal(json[key], value, key);
      }
      const names = ["MASTODON_API_BASE_URL", "MASTODON_CLIENT_ID", "MASTODON_CLIENT_SECRET", "MASTODON_ACCESS_TOKEN"];
      assert.deepEqual(bash(files["mastodon.env"], names), [base, id, secret, token]);
      assert.equal(mastodonPy(files["clientcred.secret"], files["usercred.secret"]), "alice");
    });

    it("posts", async () => {
      assert.equal(await page.getByLabel("What do you want to say?").inputValue(), "howdy universe!");
      await page.getByRole("button", { name: "Post", exact: true }).click();
      const address = await page.getByRole("link", { name: `See it on ${host}` }).getAttribute("href");
      const { id } = await (await asAlice("/api/v1/accounts/verify_credentials")).json();
      const posts = await (await fetch(`${server.url}/api/v1/accounts/${id}/statuses`)).json();
      assert.deepEqual(posts.map(({ content, url }) => [content, url]), [["<p>howdy universe!</p>", address]]);
    });

    it("verifies the app and the account", async () => {
      await page.getByRole("button", { name: "Verify app" }).click();
      await page.getByText(`${host} knows the app “mastoauth”, registered for read, write.`).waitFor();
      await page.getByRole("button", { name: "Verify account" }).click();
      await page.getByText("The token belongs to @alice, account").waitFor();
    });

    it("keeps the login over a reload", async () => {
      // What the page asks about the account is answered before the person logs out, which comes next.
      const answers = ["accounts/verify_credentials", "preferences"].map((path) => page.waitForResponse((answer) => answer.url() === `${server.url}/api/v1/${path}` && answer.request().method() === "GET"));
      await page.reload();
      await page.getByRole("heading", { name, exact: true }).waitFor();
      assert.deepEqual(await stored(), kept);
      await Promise.all(answers);
    });

    it("logs out, and the token is dead at the server", async () => {
      assert.equal((await asAlice("/api/v1/accounts/verify_credentials")).status, 200);
      await page.getByRole("button", { name: "Log out" }).click();
      await page.getByText(`${host} confirmed that the token no longer works.`).waitFor();
      assert.equal((await asAlice("/api/v1/accounts/verify_credentials")).status, 401);
      assert.equal(await stored(), null);
      for (const value of [kept.client_id, kept.client_secret, kept.access_token]) assert.ok(!(await page.content()).includes(value));
      await page.reload();
      await page.getByRole("heading", { name: "Log in with Mastodon" }).waitFor();
    });

    it("logs in again without another registration", async () => {
      await page.locator("#log-in:enabled").waitFor();
      assert.equal(await page.getByLabel("Where is your account?").inputValue(), host, "what was typed is remembered");
      await logIn(page, host);
      const again = await stored();
      assert.equal(again.client_id, kept.client_id);
      assert.notEqual(again.access_token, kept.access_token);
    });

    it("and in all of this the console stays empty", () => {
      // A browser reports breaches of the page's policy there, and requests that failed. Doorkeeper has no icon.
      assert.deepEqual(alice.said.filter((line) => !line.includes(`${server.url}/favicon.ico`)), []);
    });
  });
}
