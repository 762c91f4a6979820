// The tag, on its page: every state that it has, by mouse and by keyboard, under the strictest policy.

import assert from "node:assert/strict";
import { it } from "node:test";
import { decide } from "../support/person.mjs";
import { fixture } from "../support/fixture.mjs";

const set = fixture();

/** Opens the page of the tag with somebody new. */
async function visit(test, options) {
  const someone = await set.visit(test, "/tag.html", options);
  return { ...someone, ...parts(someone.page), host: new URL(set.server.url).host };
}

function parts(page) {
  const tag = page.locator("mastodon-login");
  return {
    tag,
    field: tag.getByRole("combobox", { name: "Your server" }),
    button: tag.getByRole("button", { name: "Sign in", exact: true }),
    account: (name) => tag.getByRole("button", { name }),
    item: (name) => tag.getByRole("menuitem", { name }),
  };
}

const alice = /^Alice Example @alice@/;
const token = (page, nth = 0) => page.evaluate((at) => {
  const id = JSON.parse(localStorage.getItem("mastoauth:sessions")).list.split(" ")[at];
  return JSON.parse(localStorage.getItem(`mastoauth:session:${id}`)).access_token;
}, nth);

/** Signs in with the field, in place of this page. */
async function signIn({ page, field, button, host }, who = {}) {
  await field.fill(host);
  await button.click();
  await page.waitForURL((url) => url.origin === set.server.url);
  await decide(page, who);
  await page.waitForURL((url) => url.origin === set.www.url);
}

/** Where what stands below the tag begins, in pixels from the top of the window. */
const top = (page) => page.locator("#told").evaluate((below) => below.getBoundingClientRect().top);

/** What a test must not have broken: the console stays empty of all but what it expects. */
const quiet = (said, expected = /^$/) => assert.deepEqual(said.filter((line) => !expected.test(line)), []);

it("signs in by redirect, keeps who it is over a reload without the module, and signs out", async (test) => {
  const some = await visit(test);
  const { page, tag, field, account, item, said } = some;
  await field.waitFor();
  const before = await top(page);
  await signIn(some);
  await account(alice).waitFor();
  assert.equal(page.url(), `${set.www.url}/tag.html`);
  await page.getByText("This page knows now that you are @alice@").waitFor();
  assert.ok(await tag.locator("img").first().evaluate((image) => image.decode().then(() => image.naturalWidth > 0)), "the picture is there");

  const loaded = [];
  page.on("request", (request) => loaded.push(request.url()));
  await page.reload();
  await account(alice).waitFor();
  assert.deepEqual(loaded.filter((url) => /wasm|later/.test(url)), []);
  assert.equal(await top(page), before, "what is below stays where it is");

  const bearer = { headers: { Authorization: `Bearer ${await token(page)}` } };
  const me = `${set.server.url}/api/v1/accounts/verify_credentials`;
  assert.equal((await fetch(me, bearer)).status, 200);
  await account(alice).click();
  await item("Sign out").click();
  await tag.getByText("You are signed out.").waitFor();
  await page.getByText("Nobody is signed in to this page.").waitFor();
  assert.equal((await fetch(me, bearer)).status, 401);
  assert.equal(await field.inputValue(), some.host, "the server is remembered");
  quiet(said);
});

it("signs in in a window, which can be closed and called off", async (test) => {
  const { page, context, field, button, account, tag, host, said } = await visit(test);
  await page.getByLabel("The server’s page").selectOption("popup");
  await tag.evaluate((element) => {
    window.told = [];
    element.addEventListener("signed-in", ({ detail }) => window.told.push([detail.session.account.username, detail.restored]));
  });
  await field.fill(host);
  const open = async () => (await Promise.all([context.waitForEvent("page"), button.click()]))[0];

  const closed = await open();
  await closed.waitForURL((url) => url.origin === set.server.url);
  await tag.getByText("Go on in the window that opens.").waitFor();
  await closed.close();
  await tag.getByText("You type your password on your own server only").waitFor();
  assert.equal(await tag.getByRole("alert").innerText(), "");

  const cancelled = await open();
  await tag.getByRole("button", { name: "Cancel" }).click();
  await tag.getByText("You type your password on your own server only").waitFor();
  if (!cancelled.isClosed()) await cancelled.waitForEvent("close");

  const popup = await open();
  await Promise.all([popup.waitForEvent("close"), decide(popup)]);
  await account(alice).waitFor();
  assert.deepEqual(await page.evaluate(() => window.told), [["alice", false]]);
  quiet(said);
});

for (const file of ["lazy.js", "mastoauth.wasm"]) {
  it(`is not stuck with ${file}: Cancel ends the wait, and the next press asks under another address`, async (test) => {
    const some = await visit(test);
    const { page, tag, field, button, account, said } = some;
    const asked = [];
    page.on("request", (request) => new URL(request.url()).pathname.endsWith(`/${file}`) && asked.push(request.url()));
    await page.route(`**/${file}`, () => undefined, { times: 1 }); // it never comes
    await Promise.all([page.waitForRequest(`**/${file}`), field.fill(some.host)]); // the tag loads it when the field gets the focus
    await button.click();
    await tag.getByRole("button", { name: "Cancel" }).click();
    await tag.getByText("You type your password on your own server only").waitFor();
    assert.equal(await tag.getByRole("alert").innerText(), "");
    await signIn(some);
    await account(alice).waitFor();
    assert.equal(new Set(asked.slice(0, 2)).size, 2, String(asked));
    quiet(said);
  });
}

it("says that a part is missing, and asks for it under another address at the next press", async (test) => {
  const some = await visit(test);
  const { page, tag, field, button, account } = some;
  const asked = [];
  page.on("request", (request) => request.url().includes("/lazy.js") && asked.push(request.url()));
  await page.route(/lazy\.js/, (route) => route.abort(), { times: 2 }); // when the field gets the focus, and at the press
  await field.fill(some.host);
  await button.click();
  await tag.getByRole("alert").getByText("A part of this page could not be loaded.").waitFor();
  await signIn(some);
  await account(alice).waitFor();
  assert.equal(new Set(asked).size, 3, `a browser may remember that one failed: ${asked}`);
});

it("takes a no calmly, and lets the person try again", async (test) => {
  const some = await visit(test);
  const { page, tag, field, account, said } = some;
  await signIn(some, { allow: false });
  await tag.getByRole("status").getByText("You said no at your server, so nothing has happened.").waitFor();
  assert.equal(await tag.getByRole("alert").innerText(), "");
  assert.equal(await field.inputValue(), some.host, "what they typed is still there");
  await signIn(some);
  await account(alice).waitFor();
  assert.equal(await page.getByText("You said no").count(), 0);
  quiet(said);
});

it("says what is wrong in the person's language, with the code in small", async (test) => {
  const { page, tag, field, button } = await visit(test);
  const alert = tag.getByRole("alert");
  const cases = { "": "server_missing", "nonsense here": "server_invalid", "alice@mail.example.invalid": "server_is_email" };
  for (const typed of Object.keys(cases)) {
    await field.fill(typed);
    await button.click();
    await alert.locator("p").first().waitFor();
    assert.ok(await field.evaluate((input) => input === input.getRootNode().activeElement), "one can type on at once");
    assert.equal(await field.getAttribute("aria-invalid"), "true");
    assert.equal(await field.inputValue(), typed);
    if (typed) assert.match(await alert.innerText(), new RegExp(`${cases[typed]} · signIn`));
  }
  await page.getByLabel("Language").selectOption("de");
  const german = tag.getByRole("combobox", { name: "Dein Server" });
  await german.fill("nonsense here");
  await tag.getByRole("button", { name: "Anmelden" }).click();
  await alert.getByText("Das ist kein Name eines Servers.").waitFor();
});

it("tells the page of an error, and says when the server is down", async (test) => {
  const { page, tag, field, button, host } = await visit(test);
  await page.evaluate(() => {
    document.querySelector("mastodon-login").addEventListener("error", ({ detail }) => { window.told = detail.error.code; });
  });
  await set.server.fail("/", "Status500HTML");
  test.after(() => set.server.mend());
  await field.fill(host);
  await button.click();
  await tag.getByRole("alert").getByText("The server has a problem at the moment. Try again later.").waitFor();
  assert.equal(await page.evaluate(() => window.told), "server_down");
});

it("adds an account, switches between the two, and goes on with one when the other leaves", async (test) => {
  const some = await visit(test);
  const { page, context, tag, field, button, account, item, host, said } = some;
  await signIn(some);
  await account(alice).click();
  await item("Add another account").click();
  assert.equal(await field.inputValue(), "", "another account may be anywhere");
  await tag.getByRole("button", { name: "Back" }).click();
  await account(alice).click();
  await item("Add another account").click();
  await context.clearCookies(); // at the server, somebody else sits down
  await field.fill(host);
  await button.click();
  await decide(page, { as: "bob" });
  await account(/@bob@/).click();
  assert.equal(await tag.getByRole("menuitemradio").count(), 2);
  await tag.getByRole("menuitemradio", { name: alice }).click();
  await account(alice).waitFor();
  await page.getByText("This page knows now that you are @alice@").waitFor();

  const other = await context.newPage();
  await other.goto(page.url());
  await parts(other).account(alice).click();
  await parts(other).item("Sign out").click();
  await account(/@bob@/).waitFor();
  await page.getByText("This page knows now that you are @bob@").waitFor();
  quiet(said);
});

it("is worked by the keyboard alone", async (test) => {
  const some = await visit(test);
  const { page, tag, field, account, item, host } = some;
  await tag.evaluate((element, server) => element.setAttribute("suggestions", `mastodon.example, ${server}`), host);
  const active = () => field.evaluate((input) => input.getRootNode().getElementById(input.getAttribute("aria-activedescendant"))?.textContent);
  const focused = () => tag.evaluate((element) => element.shadowRoot.activeElement?.textContent);

  await field.focus();
  await page.keyboard.press("ArrowDown");
  assert.equal(await field.getAttribute("aria-expanded"), "true");
  assert.equal(await active(), "mastodon.example");
  await page.keyboard.press("Escape");
  assert.equal(await field.getAttribute("aria-expanded"), "false");
  await page.keyboard.type(host.slice(0, 5));
  assert.deepEqual(await tag.getByRole("option").allInnerTexts(), [`Use ${host.slice(0, 5)}`, host]);
  await page.keyboard.press("ArrowUp");
  assert.equal(await active(), host);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.origin === set.server.url);
  await decide(page);

  await account(alice).focus();
  await page.keyboard.press("ArrowUp");
  assert.equal(await focused(), "Sign out");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(), "Add another account");
  await page.keyboard.press("Escape");
  assert.match(await focused(), /Alice Example @alice@/, "the focus comes back");
  await page.keyboard.press("Enter");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await item("Sign out").waitFor({ state: "detached" });
  await tag.getByText("You are signed out.").waitFor();
  assert.ok(await field.evaluate((input) => input === input.getRootNode().activeElement), "the focus goes on to the field");

  await page.keyboard.press("ArrowDown");
  assert.deepEqual(await tag.getByRole("option").allTextContents(), [`Use ${host}`], "the server that was used is there");
});

it("keeps nothing of what somebody typed who did not leave with it", async (test) => {
  const some = await visit(test);
  const { tag, field, button, account, item, host } = some;
  await signIn(some);
  await account(alice).click();
  await item("Add another account").click();
  await field.fill("a secret, by mistake");
  await button.click();
  await tag.getByRole("alert").locator("p").first().waitFor();
  await tag.getByRole("button", { name: "Back" }).click();
  await account(alice).click();
  await item("Sign out").click();
  await field.waitFor();
  assert.equal(await field.inputValue(), host, "the server of the last sign-in");

  await signIn(some, { allow: false });
  await field.click();
  await tag.getByRole("button", { name: "Forget these servers" }).click();
  await some.page.reload();
  assert.equal(await field.inputValue(), "");
});

it("forgets a server that the person takes from the list", async (test) => {
  const { page, tag, field, host } = await visit(test);
  await page.evaluate((server) => localStorage.setItem("mastoauth:tag:servers", JSON.stringify([server, "old.example", "older.example"])), host);
  await page.reload();
  const kept = () => page.evaluate(() => JSON.parse(localStorage.getItem("mastoauth:tag:servers")));
  await field.click();
  await tag.getByRole("option", { name: /^old\.example ?, used before/ }).locator(".remove").click();
  assert.deepEqual(await kept(), [host, "older.example"]);
  await field.press("ArrowDown");
  await field.press("ArrowDown");
  await field.press("End");
  await field.press("Delete");
  assert.deepEqual(await kept(), [host]);
  await tag.getByText("older.example was removed from the list.").waitFor({ state: "attached" });
  await tag.getByRole("button", { name: "Forget these servers" }).click();
  assert.equal(await kept(), null);
});

it("says when the server did not confirm the sign-out, and where to end the access", async (test) => {
  const some = await visit(test);
  const { tag, account, item, host } = some;
  await signIn(some);
  await set.server.fail("/oauth/revoke", "Status500HTML");
  test.after(() => set.server.mend());
  await account(alice).click();
  await item("Sign out").click();
  await tag.getByText(`You are signed out here, but ${host} did not confirm it.`).waitFor();
  const link = tag.getByRole("link", { name: "Open the page for it" });
  assert.equal(await link.getAttribute("href"), `${set.server.url}/oauth/authorized_applications`);
});

it("says when a session has ended at the server, and leads back in", async (test) => {
  const some = await visit(test);
  const { page, tag, account } = some;
  await signIn(some);
  await account(alice).waitFor();
  await set.server.revokeTokens();
  const refused = () => tag.evaluate(async ({ auth }) => (await auth.current.fetch("/api/v1/preferences")).status);
  assert.equal(await refused(), 401);
  const alert = tag.getByRole("alert");
  await alert.getByText("You are not signed in any more. Sign in again.").waitFor();
  await alert.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.origin === set.server.url);
  await decide(page);
  await account(alice).waitFor();
  assert.equal(await refused(), 200);
});

it("keeps to one server where the page names it", async (test) => {
  const { page, tag, host, account } = await visit(test);
  await tag.evaluate((element, server) => element.setAttribute("server", server), host);
  assert.equal(await tag.getByRole("combobox").count(), 0);
  await tag.getByRole("button", { name: `Sign in with ${host}` }).click();
  await decide(page);
  await account(alice).waitFor();
});

it("names everything that can be pressed or filled in, refers to nothing that is not there, and fits a narrow column", async (test) => {
  const some = await visit(test, { viewport: { width: 320, height: 700 } });
  const { page, tag, field, account, host } = some;
  const faults = () => tag.evaluate((element) => {
    const root = element.shadowRoot;
    const found = [];
    const named = (part) => part.getAttribute("aria-label") ?? part.textContent.trim();
    for (const part of root.querySelectorAll("button, [role=option], [role=menu], [role=listbox], [role=group]")) {
      if (!named(part) && !part.hasAttribute("aria-labelledby")) found.push(`${part.outerHTML} has no name`);
    }
    for (const part of root.querySelectorAll("input")) if (!part.labels.length) found.push(`${part.outerHTML} has no label`);
    for (const name of ["aria-controls", "aria-describedby", "aria-labelledby", "aria-activedescendant", "for"]) {
      for (const part of root.querySelectorAll(`[${name}]`)) {
        for (const id of part.getAttribute(name).split(" ")) if (!root.getElementById(id)) found.push(`${name}: ${id} is not there`);
      }
    }
    const ids = [...root.querySelectorAll("[id]")].map(({ id }) => id);
    if (new Set(ids).size !== ids.length) found.push(`an id twice: ${ids}`);
    if (root.querySelector("[style]")) found.push("a style in the markup");
    if (document.documentElement.scrollWidth > innerWidth) found.push("the page is wider than the window");
    return found;
  });
  await tag.evaluate((element) => element.setAttribute("suggestions", "a.example,a-server-with-a-name-that-is-rather-long.example"));
  await field.fill("a");
  await field.press("ArrowDown");
  assert.deepEqual(await faults(), []);
  await signIn(some);
  await account(alice).click();
  assert.deepEqual(await faults(), []);
  await page.getByLabel("Direction").selectOption("rtl");
  assert.deepEqual(await faults(), []);
  assert.match(await account(alice).innerText(), new RegExp(`@alice@${host}`));
});

it("is defined once however often its script is run, and does nothing on a server", async (test) => {
  const { page, said, field } = await visit(test);
  await page.evaluate(async () => { await import("/lib/element.js?again"); });
  await field.waitFor();
  quiet(said);
  const { MastodonLogin } = await import(new URL("../../dist/element.js", import.meta.url));
  assert.equal(typeof MastodonLogin, "function");
});

it("is as wide as it needs to be, wherever it stands", async (test) => {
  const { page, tag, field } = await visit(test);
  await field.waitFor();
  const widths = await tag.evaluate((element) => ["display: flex", "display: inline-block", "display: grid; justify-items: start", "position: absolute", "float: left"].map((style) => {
    const around = document.body.appendChild(document.createElement("div"));
    around.style = style;
    around.append(element);
    return element.getBoundingClientRect().width;
  }));
  for (const width of widths) assert.ok(width > 250 && width < 500, String(widths));
  await page.setViewportSize({ width: 320, height: 640 });
  assert.ok(await tag.evaluate((element) => element.getBoundingClientRect().right <= 320));
});

it("has its place before its words are there", async (test) => {
  const { page } = await set.visit(test, "/tag.html");
  await page.route("**/messages/de.js", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await route.continue();
  });
  await page.evaluate(() => {
    window.heights = new Set();
    const tag = document.createElement("mastodon-login");
    tag.lang = "de";
    document.body.append(tag);
    const look = () => {
      heights.add(tag.offsetHeight);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.locator("mastodon-login").last().getByLabel("Dein Server").waitFor();
  assert.equal(await page.evaluate(() => heights.size), 1, "what is below stays where it is");
});

it("tells its news once, however often the page moves it", async (test) => {
  const some = await visit(test);
  const { page, tag, account } = some;
  await signIn(some, { allow: false });
  await tag.getByText("You said no at your server").waitFor();
  const move = () => tag.evaluate((element) => {
    window.told = [];
    for (const type of ["signed-in", "signed-out", "error"]) element.addEventListener(type, ({ detail }) => told.push([type, detail.restored]));
    element.parentNode.append(element);
  });
  await move();
  await some.field.waitFor();
  assert.equal(await tag.getByText("You said no at your server").count(), 0);
  await signIn(some);
  await account(alice).waitFor();
  await move();
  await account(alice).waitFor();
  assert.deepEqual(await page.evaluate(() => told), [["signed-in", true]]);
});

it("keeps the focus where another tab changes who is signed in", async (test) => {
  const some = await visit(test);
  const { page, context, account } = some;
  await signIn(some);
  await account(alice).waitFor();
  await some.tag.evaluate((element) => {
    window.told = [];
    element.addEventListener("signed-in", ({ detail }) => told.push([detail.session.account.username, detail.restored]));
  });
  await account(alice).click();
  const other = await context.newPage();
  await other.goto(`${set.www.url}/tag.html`);
  const there = { ...some, page: other, ...parts(other) };
  await there.account(alice).click();
  await there.item("Add another account").click();
  await context.clearCookies();
  await signIn(there, { as: "bob" });
  await page.bringToFront();
  await account(/^Bob/).waitFor();
  assert.deepEqual(await page.evaluate(() => told), [["bob", false]], "it is no session from before");
  assert.ok(await some.tag.evaluate((element) => element.shadowRoot.activeElement !== null), "the keyboard goes on from here");
});
