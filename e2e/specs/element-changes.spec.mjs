// The tag keeps what the person does in it, whatever changes around it: by the page, or by another tab.

import assert from "node:assert/strict";
import { it } from "node:test";
import { set, visit, parts, alice, signIn, quiet } from "../support/element-page.mjs";
import { decide } from "../support/person.mjs";

/** Holds the texts of a language back, from when the tag has asked for them. Returns the function that lets them come. */
async function late({ page, tag }, lang) {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route(`**/messages/${lang}.js`, (route) => held.then(() => route.continue()));
  await Promise.all([page.waitForRequest(`**/messages/${lang}.js`), tag.evaluate((element, lang) => { element.lang = lang; }, lang)]);
  return () => Promise.all([page.waitForResponse(`**/messages/${lang}.js`), release()]);
}

const settled = ({ tag }) => tag.evaluate(async (element) => {
  await element.auth.init();
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
});

async function attribute(some, name, value) {
  await some.tag.evaluate((element, [name, value]) => element.setAttribute(name, value), [name, value]);
  await settled(some);
}

/** Each does the first part of a change, and returns the second: the person types between the two. */
const changes = {
  "its language": (some) => () => attribute(some, "lang", "de").then(() => some.tag.getByText("Dein Mastodon- oder Fediverse-Server").waitFor()),
  "its language, whose texts come late": async (some) => {
    const come = await late(some, "fr");
    return () => come().then(() => some.tag.getByText("Votre serveur Mastodon ou du Fédivers").waitFor());
  },
  "its language, twice, and the first texts come last": async (some) => {
    const come = await late(some, "it");
    await attribute(some, "lang", "de");
    return () => come().then(() => settled(some)).then(() => some.tag.getByText("Dein Mastodon- oder Fediverse-Server").waitFor());
  },
  ...Object.fromEntries(Object.entries({
    "client-name": "Another name", "scopes": "read write", "redirect-uri": "/tag.html?back", "website": "https://example.com",
    "suggestions": "a.example, b.example", "display": "popup",
  }).map(([name, value]) => [`its attribute ${name}`, (some) => () => attribute(some, name, value)])),
  "its auth, which is slow to begin": async (some) => {
    await some.tag.evaluate(async (element) => {
      const { createAuth } = await import("/lib/index.js");
      const auth = createAuth({ clientName: "The page's own" });
      const begun = new Promise((resolve) => { window.begin = resolve; });
      element.auth = new Proxy(auth, { get: (_, name) => (name === "init" ? () => begun.then(() => auth.init()) : auth[name]) });
    });
    return () => some.page.evaluate(() => window.begin()).then(() => settled(some));
  },
  "its place, by moveBefore": ({ tag }) => () => tag.evaluate((element) => element.parentNode.moveBefore(element, element.parentNode.firstChild)),
  "a session of another tab that comes and goes": (some) => async () => {
    const other = await some.context.newPage();
    await other.goto(`${set.www.url}/tag.html`);
    await signIn({ ...some, page: other, ...parts(other) });
    await parts(other).account(alice).waitFor();
    await some.account(alice).waitFor();
    await some.tag.evaluate((element) => element.auth.current.signOut());
    await some.field.waitFor();
  },
};

const doing = ({ tag }) => tag.evaluate(({ shadowRoot }) => {
  const { value, selectionStart, selectionEnd, selectionDirection, ariaExpanded } = shadowRoot.querySelector("input");
  const option = shadowRoot.querySelector("[aria-selected=true]")?.id;
  return { value, selection: [selectionStart, selectionEnd, selectionDirection], list: [ariaExpanded, option], focus: shadowRoot.activeElement?.id };
});

for (const [what, begin] of Object.entries(changes)) {
  it(`keeps the text, the selection, the focus and the list where the page changes ${what}`, async (test) => {
    const some = await visit(test);
    const { page, tag } = some;
    const input = tag.locator("input");
    await attribute(some, "suggestions", "half.example, half.example.org");
    const end = await begin(some);
    await input.fill("half");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await input.evaluate((input) => input.setSelectionRange(1, 3, "backward"));
    const before = await doing(some);
    const sessions = what.includes("another tab"); // the account takes the place of the form for a while
    assert.deepEqual(before, { value: "half", selection: [1, 3, "backward"], list: ["true", "row-1"], focus: "server" });
    await end();
    if (sessions) assert.deepEqual([(await doing(some)).value, (await doing(some)).focus], ["half", "server"]);
    else assert.deepEqual(await doing(some), before);
    await page.keyboard.press("End");
    await page.keyboard.type("!");
    assert.equal((await doing(some)).value, "half!", "the person types on");
    quiet(some.said);
  });
}

it("keeps the text where the page puts the tag elsewhere, or names the only server for a while", async (test) => {
  const some = await visit(test);
  const { page, tag, field, button } = some;
  await field.fill("half.example");
  await tag.evaluate((element) => element.parentNode.prepend(element));
  await settled(some);
  assert.equal(await field.inputValue(), "half.example");
  await field.focus();
  await attribute(some, "server", "only.example");
  assert.equal(await tag.evaluate(({ shadowRoot }) => shadowRoot.activeElement?.textContent), "Sign in with only.example", "the keyboard goes on from here");
  await tag.evaluate((element) => element.removeAttribute("server"));
  await button.waitFor();
  assert.equal(await field.inputValue(), "half.example");
  await page.keyboard.press("Enter");
  await tag.getByRole("alert").locator("p").first().waitFor();
});

it("keeps the menu open, with the focus on its item, where the language or the sessions change", async (test) => {
  const some = await visit(test);
  const { page, context, tag, account, host } = some;
  await signIn(some);
  await account(alice).click();
  await page.keyboard.press("End");
  const focused = () => tag.evaluate(({ shadowRoot }) => shadowRoot.activeElement?.textContent);
  assert.equal(await focused(), "Sign out");
  await attribute(some, "lang", "de");
  await tag.getByRole("menuitem", { name: "Abmelden" }).waitFor();
  assert.equal(await focused(), "Abmelden");

  const other = await context.newPage();
  await other.goto(`${set.www.url}/tag.html`);
  const there = { page: other, host, ...parts(other) };
  await there.account(alice).click();
  await there.item("Add another account").click();
  await context.clearCookies();
  await signIn(there, { as: "bob" });
  await tag.getByRole("menuitemradio", { name: /@bob ?@/ }).waitFor();
  assert.equal(await focused(), "Abmelden");
  await page.keyboard.press("Home");
  assert.match(await focused(), /@bob ?@/);
});

it("keeps a sign-in that waits for its window, and says so in the new language", async (test) => {
  const some = await visit(test);
  const { page, tag, field, account, host } = some;
  await attribute(some, "display", "popup");
  await field.fill(host);
  const [popup] = await Promise.all([page.waitForEvent("popup"), page.keyboard.press("Enter")]);
  await tag.getByText("Go on in the window that opens.").waitFor();
  await attribute(some, "lang", "de");
  await tag.getByRole("button", { name: "Abbrechen" }).waitFor();
  assert.equal(await tag.locator("form").getAttribute("aria-busy"), "true");
  await Promise.all([popup.waitForEvent("close"), decide(popup)]);
  await account(alice).waitFor();
});

it("tells a notice again in the new language, once to the page", async (test) => {
  const some = await visit(test);
  const { page, tag, account, button } = some;
  const alert = tag.getByRole("alert");
  await tag.evaluate((element) => {
    window.eventLog = [];
    for (const type of ["signed-in", "signed-out", "error"]) element.addEventListener(type, () => eventLog.push(type));
  });
  await some.field.fill("nonsense here");
  await button.click();
  await alert.getByText("This is not the name of a server.").waitFor();
  await attribute(some, "lang", "de");
  await alert.getByText("Das ist kein Name eines Servers.").waitFor();
  assert.deepEqual(await page.evaluate(() => eventLog), ["error"]);
  await attribute(some, "lang", "en");

  await signIn(some);
  await account(alice).waitFor();
  await set.server.revokeTokens();
  await tag.evaluate(async ({ auth }) => { await auth.current.fetch("/api/v1/preferences"); });
  await alert.getByRole("button", { name: "Sign in" }).focus();
  await attribute(some, "lang", "de");
  await alert.getByRole("button", { name: "Anmelden" }).waitFor();
  assert.equal(await tag.evaluate(({ shadowRoot }) => shadowRoot.activeElement?.textContent), "Anmelden");
});
