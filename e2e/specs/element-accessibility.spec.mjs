// The accessibility of the tag: keyboard, screen readers, and all widths.

import assert from "node:assert/strict";
import { it } from "node:test";
import { set, visit, alice, signIn } from "../support/element-page.mjs";
import { decide } from "../support/person.mjs";

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
  assert.match(await focused(), /Alice Example @alice ?@/, "the focus comes back");
  await page.keyboard.press("Enter");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await item("Sign out").waitFor({ state: "detached" });
  await tag.getByText("You are signed out.").waitFor();
  assert.ok(await field.evaluate((input) => input === input.getRootNode().activeElement), "the focus goes on to the field");

  await page.keyboard.press("ArrowDown");
  assert.deepEqual(await tag.getByRole("option").allTextContents(), [`Use ${host}`], "the server that was used is there");
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
    if (root.querySelector("[style]:not([part~=popup])")) found.push("a style in the markup");
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
  await page.locator("mastodon-login").last().getByLabel("Dein Mastodon- oder Fediverse-Server").waitFor();
  assert.equal(await page.evaluate(() => heights.size), 1, "what is below stays where it is");
});
