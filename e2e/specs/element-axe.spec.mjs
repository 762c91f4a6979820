// axe finds nothing in the tag, in any state and look.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { set } from "../support/element-page.mjs";
import { visitHeader } from "../support/header-page.mjs";
import { root } from "../servers/program.mjs";

const axe = readFileSync(`${root}node_modules/axe-core/axe.min.js`, "utf8");

const looks = {
  "light": {},
  "dark": { colorScheme: "dark" },
  "from right to left": { dir: "rtl" },
  "in forced colours": { forcedColors: "active" },
  "on a phone": { viewport: { width: 360, height: 640 } },
  "with 200 % zoom": { viewport: { width: 640, height: 360 }, deviceScaleFactor: 2 },
};

const long = { username: "longname".repeat(4), displayName: "N".repeat(100), host: `${"a-server".repeat(6)}.example` };
const signedOut = { slotted: "" };
const signedIn = { people: [{ username: "alice", displayName: "Alice Example" }, { username: "bob" }] };
const slotted = { slotted: '<button slot="signed-out">Log in with Mastodon</button>' };
const fail = async ({ page, tag }) => {
  await tag.getByRole("combobox").fill("nonsense here");
  await page.keyboard.press("Enter");
  await tag.getByRole("alert").getByText("This is not the name of a server.").waitFor();
};

/** The states: how the page begins, and each state with what leads to it. */
const states = [
  [signedOut, {
    "the form": () => undefined,
    "the list": async ({ page, tag }) => {
      await tag.evaluate((element) => element.setAttribute("suggestions", "a.example, b.example"));
      await tag.getByRole("combobox").click();
      await page.keyboard.press("ArrowDown");
      await tag.getByRole("option").first().waitFor();
    },
    "an error": fail,
    "an error with its code": ({ tag }) => tag.evaluate((element) => element.toggleAttribute("debug", true)),
    "a window that is waited for": async ({ page, tag, host }) => {
      await tag.evaluate((element) => element.setAttribute("display", "popup"));
      await tag.getByRole("combobox").fill(host);
      await Promise.all([page.waitForEvent("popup"), page.keyboard.press("Enter")]);
      await tag.getByRole("button", { name: "Cancel" }).waitFor();
    },
  }],
  [signedIn, {
    "an account": ({ account }) => account.waitFor(),
    "the menu": async ({ account, menu }) => {
      await account.click();
      await menu.waitFor();
    },
    "another account to be added": async ({ menu, form }) => {
      await menu.getByRole("menuitem", { name: "Add another account" }).click();
      await form.waitFor();
    },
    "a sign-out beside another account": async ({ tag, account, menu }) => {
      await tag.getByRole("button", { name: "Back" }).click();
      await account.click();
      await menu.getByRole("menuitem", { name: "Sign out" }).click();
      await tag.getByText("is signed out").waitFor();
    },
  }],
  [{ people: [long] }, {
    "an account with a long name, and its menu": async ({ account, menu }) => {
      await account.click();
      await menu.waitFor();
    },
  }],
  [slotted, {
    "the page's own button": ({ page }) => page.getByRole("button", { name: "Log in with Mastodon" }).waitFor(),
    "the dialog": ({ page, form }) => page.getByRole("button", { name: "Log in with Mastodon" }).click().then(() => form.waitFor()),
    "an error in the dialog": fail,
  }],
];

for (const [look, options] of Object.entries(looks)) {
  it(`axe finds nothing, ${look}`, async (test) => {
    for (const [begin, after] of states) {
      const some = await visitHeader(test, { policy: "", ...options, ...begin }); // axe is a script of neither origin
      if (look === "dark") await some.page.addStyleTag({ content: ":root { color-scheme: dark; background: #111; color: #eee } a { color: #9cf }" });
      await some.page.evaluate(axe);
      for (const [state, lead] of Object.entries(after)) {
        await lead(some);
        const { violations, passes } = await some.page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
        const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join("\n")}`);
        assert.deepEqual(found, [], state);
        assert.ok(passes.some(({ nodes }) => nodes.some(({ target }) => Array.isArray(target[0]))), `${state}: it looks into the tag`);
        assert.ok(await some.page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `${state}: no wider than the window`);
      }
      await some.close();
    }
  });
}

it("finds what is wrong: a button without a name in the tag", async (test) => {
  const { page, tag } = await visitHeader(test, { policy: "" });
  await page.evaluate(axe);
  await tag.evaluate(({ shadowRoot }) => shadowRoot.append(document.createElement("button")));
  const { violations } = await page.evaluate(() => window.axe.run());
  assert.deepEqual(violations.map(({ id }) => id), ["button-name"]);
});
