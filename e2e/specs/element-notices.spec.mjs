// What the tag says beside whom: nothing that it said before somebody else was signed in.

import assert from "node:assert/strict";
import { it } from "node:test";
import { set, parts } from "../support/element-page.mjs";
import { storedSessions, store } from "../support/stored-sessions.mjs";

const handle = (name) => `@${name}@${new URL(set.server.url).host}`;

async function visit(test, ...people) {
  const some = await set.visit(test);
  const { page } = some;
  if (people.length > 0) await store(page, storedSessions(set.server.url, ...people));
  await page.goto(`${set.www.url}/tag.html`);
  await page.evaluate(async () => {
    await customElements.whenDefined("mastodon-login");
    await document.querySelector("mastodon-login").ready;
  });
  return { ...some, ...parts(page) };
}

const signOut = async ({ tag, item }) => {
  await tag.locator("#account").click();
  await item("Sign out").click();
  await tag.locator("[part=notice]").getByText(/signed out/).waitFor();
};
/** Another tab changes who is signed in. */
const elsewhere = async ({ page, context }, change) => {
  const other = await context.newPage();
  await other.goto(`${set.www.url}/tag.html`);
  await other.evaluate(async () => {
    await customElements.whenDefined("mastodon-login");
    await document.querySelector("mastodon-login").ready;
  });
  await other.locator("mastodon-login").evaluate(change);
  await page.bringToFront();
};
const fail = async ({ field, button, tag }) => {
  await field.fill("nonsense here");
  await button.click();
  await tag.getByRole("alert").getByText("This is not the name of a server.").waitFor();
};
const expire = async ({ tag }) => {
  await set.server.revokeTokens();
  await tag.evaluate(({ session }) => session.fetch("/api/v1/preferences"));
  await tag.getByRole("alert").getByText("You are not signed in any more.").waitFor();
};
/** Another tab stores a session, as a sign-in there does. */
const signInElsewhere = (name) => async (some) => {
  await elsewhere(some, () => undefined);
  const other = some.context.pages().at(-1);
  await store(other, storedSessions(set.server.url, name));
};

/** Who is there at first, what happens, and then: who is shown, what is read, and what screen readers were told last. */
const transitions = {
  "a restored session": [["alice"], [], "alice", "", ""],
  "a switch": [["alice", "bob"], [({ tag }) => tag.evaluate(({ auth }) => auth.use("bob-id"))], "bob", "", "signed in as bob"],
  "a switch in another tab": [["alice", "bob"], [(some) => elsewhere(some, ({ auth }) => auth.use("bob-id"))], "bob", "", "signed in as bob"],
  "a sign-out of one of two": [["alice", "bob"], [signOut], "bob", "alice out", "signed in as bob"],
  "a sign-out of one of two, and a switch": [["alice", "bob", "carol"], [signOut, ({ tag }) => tag.evaluate(({ auth }) => auth.use("carol-id"))], "carol", "", "signed in as carol"],
  "a sign-out of each of two": [["alice", "bob"], [signOut, signOut], "nobody", "out", ""],
  "a sign-out of the last": [["alice"], [signOut], "nobody", "out", ""],
  "a sign-out in another tab of one of two": [["alice", "bob"], [(some) => elsewhere(some, ({ session }) => session.forget())], "bob", "", "signed in as bob"],
  "a sign-out in another tab of the last": [["alice"], [(some) => elsewhere(some, ({ session }) => session.forget())], "nobody", "", "out"],
  "a sign-out of the last, and a sign-in in another tab": [["alice"], [signOut, signInElsewhere("bob")], "bob", "", "signed in as bob"],
  "a failure, and a sign-in in another tab": [[], [fail, signInElsewhere("bob")], "bob", "", "signed in as bob"],
  "an expiry, and a switch in another tab": [["alice", "bob"], [expire, (some) => elsewhere(some, ({ auth }) => auth.use("bob-id"))], "bob", "", "signed in as bob"],
  "an expiry, and a sign-out": [["alice"], [expire, signOut], "nobody", "unconfirmed or out", ""],
  "an expiry, and a sign-out in another tab": [["alice", "bob"], [expire, (some) => elsewhere(some, ({ session }) => session.forget())], "bob", "", "signed in as bob"],
};

const sentences = () => ({
  "": "", "out": "You are signed out.", "alice out": `${handle("alice")} is signed out.`,
  ...Object.fromEntries(["bob", "carol"].map((name) => [`signed in as ${name}`, `You are signed in as ${handle(name)}.`])),
});

for (const [what, [people, steps, shown, notice, told]] of Object.entries(transitions)) {
  it(`says what is so after ${what}`, async (test) => {
    const some = await visit(test, ...people);
    const { tag } = some;
    for (const step of steps) await step(some);
    if (shown === "nobody") await tag.locator("form").waitFor();
    else await tag.locator("#account").filter({ hasText: `@${shown}@` }).waitFor();
    await tag.locator("[aria-busy=true]").waitFor({ state: "detached" });
    const said = () => tag.evaluate(({ shadowRoot }) => ["[part=notice]", "[part=error]", ".unseen[role=status]"].map((place) => shadowRoot.querySelector(place).textContent));
    const [calm, alert, unseen] = await said();
    if (notice === "unconfirmed or out") assert.match(calm, /^You are signed out( here, but .* did not confirm it\. .*)?\.?/);
    else assert.equal(calm.startsWith(sentences()[notice]) && (notice !== "" || calm === ""), true, calm);
    if (notice === "alice out") assert.doesNotMatch(calm, /You are signed out/);
    assert.equal(alert, "");
    assert.equal(unseen, sentences()[told]);
  });
}

it("has a field that is in order again, where somebody was signed in meanwhile", async (test) => {
  const some = await visit(test);
  await fail(some);
  assert.equal(await some.field.getAttribute("aria-invalid"), "true");
  await signInElsewhere("bob")(some);
  await some.tag.locator("#account").waitFor();
  await signOut(some);
  await some.field.waitFor();
  assert.equal(await some.field.getAttribute("aria-invalid"), null);
});

it("shows the code and the hint of an error to the page's developer only", async (test) => {
  const some = await visit(test);
  const { tag } = some;
  await tag.evaluate((element) => {
    window.codes = [];
    element.addEventListener("error", ({ detail: { error } }) => codes.push([error.code, error.hint]));
  });
  await fail(some);
  const alert = tag.getByRole("alert");
  assert.doesNotMatch(await alert.innerText(), /server_invalid|signIn/);
  const [[code, hint]] = await some.page.evaluate(() => codes);
  assert.equal(code, "server_invalid");
  assert.ok(hint);
  await tag.evaluate((element) => { element.toggleAttribute("debug", true); });
  assert.ok((await alert.innerText()).includes(`server_invalid · signIn ${hint}`), await alert.innerText());
});
