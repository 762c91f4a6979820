// The tag with several accounts, tabs and servers.

import assert from "node:assert/strict";
import { it } from "node:test";
import { set, visit, parts, alice, signIn, quiet } from "../support/element-page.mjs";
import { decide } from "../support/person.mjs";

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
  await account(/@bob ?@/).click();
  assert.equal(await tag.getByRole("menuitemradio").count(), 2);
  await tag.getByRole("menuitemradio", { name: alice }).click();
  await account(alice).waitFor();
  await page.getByText("This page knows now that you are @alice@").waitFor();

  const other = await context.newPage();
  await other.goto(page.url());
  await parts(other).account(alice).click();
  await parts(other).item("Sign out").click();
  await account(/@bob ?@/).waitFor();
  await page.getByText("This page knows now that you are @bob@").waitFor();
  quiet(said);
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

it("tells its news once, however often the page moves it", async (test) => {
  const some = await visit(test);
  const { page, tag, account } = some;
  await signIn(some, { allow: false });
  await tag.getByText("You said no at your server").waitFor();
  const move = () => tag.evaluate((element) => {
    window.eventLog = [];
    for (const type of ["signed-in", "signed-out", "error"]) element.addEventListener(type, ({ detail }) => eventLog.push([type, detail.restored]));
    element.parentNode.append(element);
  });
  await move();
  await some.field.waitFor();
  assert.equal(await tag.getByText("You said no at your server").count(), 0);
  await signIn(some);
  await account(alice).waitFor();
  await move();
  await account(alice).waitFor();
  assert.deepEqual(await page.evaluate(() => eventLog), [["signed-in", false]], "the sign-in with which the page came back, told late and once");
});

it("keeps the focus where another tab changes who is signed in", async (test) => {
  const some = await visit(test);
  const { page, context, account } = some;
  await signIn(some);
  await account(alice).waitFor();
  await some.tag.evaluate((element) => {
    window.eventLog = [];
    element.addEventListener("signed-in", ({ detail }) => eventLog.push([detail.session.account.username, detail.restored]));
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
  assert.deepEqual(await page.evaluate(() => eventLog), [["alice", false], ["bob", false]], "it is no session from before");
  assert.ok(await some.tag.evaluate((element) => element.shadowRoot.activeElement !== null), "the keyboard goes on from here");
});

it("says that the server keeps a token that another login in this browser has", async (test) => {
  const some = await visit(test);
  const { page, tag, account, item, host } = some;
  await signIn(some);
  await account(alice).waitFor();
  await page.evaluate(() => { // a login of the page's own, under a key of its own
    const key = Object.keys(localStorage).find((each) => each.startsWith("mastoauth:session:"));
    localStorage.setItem("mine", localStorage.getItem(key));
  });
  await account(alice).click();
  await item("Sign out").click();
  const status = tag.getByRole("status").filter({ hasText: "You are signed out here." });
  await status.getByText(`You are signed out here. Another sign-in in this browser uses the same access, so it was not ended at ${host}.`).waitFor();
  assert.equal(await status.getByRole("link").getAttribute("href"), `${set.server.url}/oauth/authorized_applications`);
  assert.doesNotMatch(await status.innerText(), /did not confirm/);
});
