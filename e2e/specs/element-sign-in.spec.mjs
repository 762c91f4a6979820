// Signing in and out with the tag, by redirect and by popup, and the messages of the tag.

import assert from "node:assert/strict";
import { it } from "node:test";
import { set, visit, alice, token, signIn, top, quiet } from "../support/element-page.mjs";
import { decide } from "../support/person.mjs";

it("signs in by redirect, keeps who it is over a reload without the module, and signs out", async (test) => {
  const some = await visit(test);
  const { page, tag, field, account, item, said } = some;
  await signIn(some);
  await account(alice).waitFor();
  assert.equal(page.url(), `${set.www.url}/tag.html`);
  await page.getByText("This page knows now that you are @alice@").waitFor();
  assert.ok(await tag.locator("img").first().evaluate((image) => image.decode().then(() => image.naturalWidth > 0)), "the picture is there");

  const before = await top(page);
  const loaded = [];
  page.on("request", (request) => loaded.push(request.url()));
  await page.reload();
  await account(alice).waitFor();
  assert.deepEqual(loaded.filter((url) => /wasm|lazy\.js/.test(url)), []);
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
    window.eventLog = [];
    element.addEventListener("signed-in", ({ detail }) => window.eventLog.push([detail.session.account.username, detail.restored]));
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
  assert.deepEqual(await page.evaluate(() => window.eventLog), [["alice", false]]);
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

it("says what is wrong in the person's language, with the code in small for the page's developer", async (test) => {
  const { page, tag, field, button } = await visit(test);
  const alert = tag.getByRole("alert");
  await tag.evaluate((element) => element.toggleAttribute("debug", true));
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
  const german = tag.getByRole("combobox", { name: "Dein Mastodon- oder Fediverse-Server" });
  await german.fill("nonsense here");
  await tag.getByRole("button", { name: "Anmelden" }).click();
  await alert.getByText("Das ist kein Name eines Servers.").waitFor();
});

it("tells the page of an error, and says when the server is down", async (test) => {
  const { page, tag, field, button, host } = await visit(test);
  await page.evaluate(() => {
    document.querySelector("mastodon-login").addEventListener("error", ({ detail }) => { window.eventLog = detail.error.code; });
  });
  await set.server.fail("/", "Status500HTML");
  test.after(() => set.server.mend());
  await field.fill(host);
  await button.click();
  await tag.getByRole("alert").getByText("The server has a problem at the moment. Try again later.").waitFor();
  assert.equal(await page.evaluate(() => window.eventLog), "server_down");
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

it("is defined once however often its script is run, and does nothing on a server", async (test) => {
  const { page, said, field } = await visit(test);
  await page.evaluate(async () => { await import("/lib/element.js?again"); });
  await field.waitFor();
  quiet(said);
  const { MastodonLogin } = await import(new URL("../../dist/element.js", import.meta.url));
  assert.equal(typeof MastodonLogin, "function");
});

it("asks for the server's page in the language around the tag, by the name that Mastodon has for it", async (test) => {
  const { page, tag, host } = await visit(test);
  for (const [lang, sent] of [["zh-Hant", "zh-TW"], ["pt", "pt-BR"], ["pt-PT", "pt-PT"], ["DE-at", "de"], ["fi", "fi"], ["x-none", null]]) {
    await page.goto(`${set.www.url}/tag.html`);
    await tag.evaluate((element, lang) => { element.lang = lang; }, lang);
    const field = tag.getByRole("combobox");
    await field.fill(host);
    await Promise.all([page.waitForURL((url) => url.origin === set.server.url), field.press("Enter")]);
    const asked = (await set.server.asked(/^GET \/oauth\/authorize/)).at(-1);
    assert.equal(new URLSearchParams(asked.split(/[? ]/).slice(2).join("&")).get("lang"), sent, asked);
  }
});
