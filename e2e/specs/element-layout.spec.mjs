// The room that the tag takes in a header, and where its popups stand.

import assert from "node:assert/strict";
import { it } from "node:test";
import { set } from "../support/element-page.mjs";
import { visitHeader } from "../support/header-page.mjs";
import { storedSessions } from "../support/stored-sessions.mjs";

const alice = { username: "alice", displayName: "Alice Example" };
const button = '<button slot="signed-out">Log in with Mastodon</button>';
const boxOf = (locator) => locator.evaluate((part) => {
  const { left, right, top, bottom, width, height } = part.getBoundingClientRect();
  return { left, right, top, bottom, width, height };
});
const jumps = async (page) => {
  await page.evaluate(() => settle());
  return page.evaluate(() => window.jumps);
};

const paints = {
  "the form, and its script comes late": { script: "late" },
  "the form in German, and its script comes late": { script: "late", lang: "de" },
  "the form on a phone, in French, and its script comes late": { script: "late", lang: "fr", viewport: { width: 360, height: 640 } },
  "the form": {},
  "the form in Polish": { lang: "pl" },
  "the page's own button, and its script comes late": { script: "late", slotted: button },
  "the page's own button": { slotted: button },
  "an account": { people: [alice] },
  "an account in Japanese": { people: [alice], lang: "ja" },
  "an account, where a button stands else": { people: [alice], slotted: button },
};

for (const [what, options] of Object.entries(paints)) {
  it(`moves nothing in a header where it shows ${what}`, async (test) => {
    const { page, account, form, tag } = await visitHeader(test, options);
    const shown = options.people ? account : options.slotted ? tag.locator("[slot]") : form;
    await shown.waitFor();
    assert.deepEqual(await jumps(page), []);
    await page.evaluate(() => document.querySelector("p").before(document.createElement("hr"))); // what does move is seen
    assert.notDeepEqual(await jumps(page), []);
  });
}

it("takes the room of what it shows", async (test) => {
  const restored = await visitHeader(test, { people: [alice] });
  assert.deepEqual(await boxOf(restored.tag), await boxOf(restored.account));
  const own = await visitHeader(test, { slotted: button });
  assert.deepEqual(await boxOf(own.tag), await boxOf(own.tag.locator("[slot]")));
  const out = await visitHeader(test);
  await out.form.waitFor();
  const { width, height } = await boxOf(out.tag);
  assert.ok(width > 300 && width <= 480 && height > 90 && height < 130, `${width} × ${height}`);
});

it("keeps the account where it is, beside a notice", async (test) => {
  const { page, tag, account, menu } = await visitHeader(test, { people: [alice, { username: "bob" }] });
  const { right } = await boxOf(account);
  await account.click();
  await menu.getByRole("menuitem", { name: "Sign out" }).click();
  await tag.getByText("is signed out.").waitFor();
  await page.evaluate(() => settle());
  const [after, whole] = [await boxOf(account), await boxOf(tag)];
  assert.ok(whole.right === right && whole.width <= Math.max(after.width, 256), JSON.stringify([right, after, whole]));
});

for (const width of [280, 320, 360, 414, 768]) {
  it(`has no notice that is wider than the window, at ${width} pixels`, async (test) => {
    const { page, tag, account, menu } = await visitHeader(test, { people: [alice, { username: "bob" }], viewport: { width, height: 640 } });
    const room = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    const before = await room();
    await account.click();
    await menu.getByRole("menuitem", { name: "Sign out" }).click();
    await tag.getByText("is signed out.").waitFor();
    await page.evaluate(() => settle());
    const [note, whole] = [await boxOf(tag.locator("[part=notice]")), await boxOf(tag)];
    assert.ok(note.left >= 0 && note.right <= width && note.width >= 100, JSON.stringify(note));
    assert.ok(note.right <= whole.right + 1 && note.left >= whole.left - 1, "it is as wide as the tag");
    assert.equal(await room(), before, "the page is no wider than it was");
  });
}

const long = { username: "bob", displayName: "B".repeat(100), host: "a-server-whose-name-is-rather-long.example.org" };
const windows = {
  "at the end of a header": {},
  "at the end of a header on a phone": { viewport: { width: 360, height: 640 } },
  "in a page from right to left": { dir: "rtl" },
  "on a phone from right to left": { dir: "rtl", viewport: { width: 360, height: 640 } },
  "in a low window, as with 200 % zoom": { viewport: { width: 640, height: 240 } },
};

for (const [what, options] of Object.entries(windows)) {
  it(`has a menu as wide as it needs, inside the window, ${what}`, async (test) => {
    const { page, account, menu } = await visitHeader(test, { people: [{ username: "al" }, long], ...options });
    await account.click();
    const [{ left, right, top, bottom, width }, { clientWidth, clientHeight, scrollWidth }] = [await boxOf(menu), await page.evaluate(() => {
      const { clientWidth, clientHeight, scrollWidth } = document.documentElement;
      return { clientWidth, clientHeight, scrollWidth };
    })];
    assert.ok(left >= 0 && right <= clientWidth && top >= 0 && bottom <= clientHeight, JSON.stringify([left, right, top, bottom]));
    assert.equal(scrollWidth, clientWidth);
    assert.ok(width >= Math.min(400, clientWidth - 20), `${width}`);
    await page.keyboard.press("End");
    assert.ok(await menu.getByRole("menuitem", { name: "Sign out" }).evaluate((item) => {
      const [inner, outer] = [item, item.closest("[role=menu]")].map((part) => part.getBoundingClientRect());
      return inner.bottom <= outer.bottom && inner.top >= outer.top;
    }), "all of it can be reached");
  });
}

it("opens upwards where there is no room below", async (test) => {
  const { page, account, menu } = await visitHeader(test, { people: [alice], viewport: { width: 800, height: 500 } });
  await page.evaluate(() => { document.querySelector("header").before(Object.assign(document.createElement("div"), { style: "block-size: 420px" })); });
  await account.click();
  const [popup, opener] = [await boxOf(menu), await boxOf(account)];
  assert.ok(popup.bottom <= opener.top && popup.top >= 0, JSON.stringify([popup, opener]));
});

for (const [what, slotted] of Object.entries({ "a button": button, "a text": '<span slot="signed-out">Log in with Mastodon</span>' })) {
  it(`opens the form in a dialog, where the page has put ${what} into its slot`, async (test) => {
    const { page, tag, host, account, menu } = await visitHeader(test, { slotted });
    const opener = () => page.getByRole("button", { name: "Log in with Mastodon" });
    const dialog = tag.getByRole("dialog", { name: "Sign in" });
    const focused = () => page.evaluate(() => {
      const { activeElement } = document;
      const inside = activeElement.shadowRoot?.activeElement;
      return (inside?.querySelector("slot")?.assignedElements()[0] ?? inside ?? activeElement).textContent;
    });
    assert.equal(await dialog.count(), 0);
    await opener().focus();
    await page.keyboard.press("Enter");
    await dialog.waitFor();
    assert.equal(await tag.evaluate(({ shadowRoot }) => shadowRoot.activeElement.id), "server");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    await opener().click();
    await dialog.getByRole("combobox").fill("nonsense here");
    await page.keyboard.press("Enter");
    await dialog.getByRole("alert").getByText("This is not the name of a server.").waitFor();
    await dialog.getByRole("button", { name: "Back" }).click();
    await dialog.waitFor({ state: "hidden" });
    assert.equal(await tag.getByRole("alert").innerText(), "");
    assert.equal(await focused(), "Log in with Mastodon");

    await opener().click();
    await dialog.getByRole("combobox").fill(host);
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.origin === set.server.url);
    await page.goBack();
    await page.evaluate((records) => Object.assign(localStorage, records), storedSessions(set.server.url, alice));
    await page.reload();
    await account.click();
    assert.equal(await opener().count(), 0);
    await menu.getByRole("menuitem", { name: "Add another account" }).click();
    await dialog.waitFor();
    assert.equal(await dialog.getByRole("combobox").inputValue(), "");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    await account.click();
    await menu.getByRole("menuitem", { name: "Sign out" }).click();
    await opener().waitFor();
    assert.equal(await focused(), "Log in with Mastodon");
  });
}

it("signs in at once with the page's own button, if there is one server only", async (test) => {
  const { page } = await visitHeader(test, { slotted: button, attributes: `server="${new URL(set.server.url).host}"` });
  await page.getByRole("button", { name: "Log in with Mastodon" }).click();
  await page.waitForURL((url) => url.origin === set.server.url);
});
