// core/weblogin in a browser: the small site of "make example", two processes of it behind a proxy, with and without JavaScript.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, it } from "node:test";
import { browser, picture, visitor } from "../engines/chromium.mjs";
import { program, root } from "../servers/program.mjs";
import { staticSite } from "../servers/static-site.mjs";
import { decide } from "../support/person.mjs";

let cluster, running, www, site, server;

before(async () => {
  const binary = `${root}node_modules/.cache/weblogin-cluster`;
  execFileSync("go", ["build", "-o", binary, "./core/weblogin/example/cluster"], { cwd: root, stdio: "inherit" });
  [cluster, running, www] = await Promise.all([
    program([binary, "-port", "0", "-practice-port", "0"], /site +(http:\S+),[^]*practice server +http:\/\/(\S+)[^]*Sign in as/), browser(), staticSite({ policy: "" }),
  ]);
  [, site, server] = cluster.match;
});
after(() => Promise.all([running?.close(), www?.close(), cluster?.close()]));

/** Opens a page with a fresh profile, and closes it with the test. */
async function visit(test, options) {
  const someone = await visitor(running, options);
  test.after(async () => {
    await picture(test, someone.page);
    await someone.close();
  });
  // What a browser logs about pages with a status of an error, and about the icon that the example has not.
  someone.complaints = () => someone.said.filter((line) => !line.startsWith("error: Failed to load resource"));
  return someone;
}

/** Sends the form, and signs in at the server as nobody has before in this browser. */
async function signIn({ page, context }, as) {
  await context.clearCookies({ name: /^(?!weblogin)/ });
  await page.getByLabel("Your Mastodon or Fediverse server").fill(server);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  // Who has allowed the site before, and has signed in again, is not asked once more.
  await Promise.race([decide(page, { as }), page.waitForURL((at) => at.origin === site && !at.pathname.startsWith("/login/"))]);
  await page.waitForURL((at) => at.origin === site);
}

for (const javaScriptEnabled of [true, false]) {
  it(`signs in, asks for more, adds an account, switches and signs out ${javaScriptEnabled ? "with" : "without"} JavaScript`, { timeout: 240_000 }, async (test) => {
    const someone = await visit(test, { javaScriptEnabled });
    const { page, context } = someone;
    await page.goto(`${site}/account`);
    const typed = page.getByLabel("Your Mastodon or Fediverse server");
    await typed.fill("me@mail.example");
    await typed.press("Enter");
    await page.getByRole("alert").getByText("looks like an e-mail address").waitFor();
    assert.equal(await typed.inputValue(), "me@mail.example");
    assert.deepEqual(await context.cookies(), []);

    await signIn(someone, "alice");
    assert.equal(page.url(), `${site}/account`, "the page that was asked for");
    await page.getByRole("heading", { name: "Alice Example" }).waitFor();
    const [{ name, httpOnly, sameSite }] = (await context.cookies()).filter(({ name: of }) => of.includes("weblogin"));
    assert.deepEqual({ name, httpOnly, sameSite }, { name: "weblogin", httpOnly: true, sameSite: "Lax" });
    const processes = new Set();
    for (let i = 0; i < 4; i++) {
      await page.reload();
      processes.add(await page.locator("footer").textContent());
    }
    assert.equal(processes.size, 2, "both processes know who is there");

    await page.getByRole("link", { name: "Write" }).click();
    await page.getByText("write:statuses").waitFor();
    await page.getByRole("button", { name: `Sign in with ${server}` }).click();
    await decide(page);
    await page.getByLabel("Your post").fill("Written on a site without passwords");
    await page.getByRole("button", { name: "Post" }).click();
    await page.getByRole("status").getByText("Your post is on your server.").waitFor();

    await page.goto(`${site}/login/`);
    await signIn(someone, "bob");
    await page.getByRole("link", { name: /^@bob@/ }).click();
    await page.getByRole("button", { name: `Use alice@${server}` }).click();
    await page.getByRole("link", { name: /^@alice@/ }).click();
    await page.getByRole("button", { name: `Sign out: bob@${server}` }).click();
    await page.getByRole("status").getByText(`bob@${server} is signed out.`).waitFor();
    await page.getByRole("button", { name: `Sign out: alice@${server}` }).click();
    await page.getByRole("status").getByText("You are signed out.").waitFor();
    assert.deepEqual((await context.cookies()).filter(({ name: of }) => of.includes("weblogin")), []);
    await page.goto(`${site}/account`);
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    assert.deepEqual(someone.complaints(), []);
  });
}

it("a page of another site cannot sign anybody out or in, or show the form in a frame", { timeout: 120_000 }, async (test) => {
  const someone = await visit(test);
  const { page } = someone;
  await page.goto(`${site}/login/`);
  await signIn(someone, "alice");
  await page.goto(`${site}/login/`);
  await page.getByRole("button", { name: `Sign out: alice@${server}` }).waitFor();
  // Another port is another origin of the same site, which gets the cookie. 127.0.0.1 is another site, which does not.
  for (const from of [www.url.replace("127.0.0.1", "localhost"), www.url.replace("localhost", "127.0.0.1")]) {
    for (const [path, fields] of [["sign-out", {}], ["switch", { account: "x" }], ["", { server }], ["more", { scopes: "write:statuses" }]]) {
      await page.goto(`${from}/blank`);
      const [answer] = await Promise.all([
        page.waitForResponse(`${site}/login/${path}`),
        page.evaluate(([action, values]) => {
          const form = Object.assign(document.createElement("form"), { method: "post", action });
          for (const [name, value] of Object.entries(values)) form.append(Object.assign(document.createElement("input"), { name, value }));
          document.body.append(form);
          form.submit();
        }, [`${site}/login/${path}`, fields]),
      ]);
      assert.equal(answer.status(), 403, `${from} → ${path}`);
      await page.getByText("foreign_request").waitFor();
    }
    await page.goto(`${from}/blank`);
    await page.evaluate((src) => new Promise((loaded) => {
      const frame = Object.assign(document.createElement("iframe"), { src, onload: loaded });
      document.body.append(frame);
    }), `${site}/login/`);
    assert.equal(await page.frames()[1].getByLabel("Your Mastodon or Fediverse server").count(), 0);
  }
  await page.goto(`${site}/account`);
  await page.getByRole("heading", { name: "Alice Example" }).waitFor();
});
