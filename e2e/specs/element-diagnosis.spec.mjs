// “What is wrong?” in the tag: the steps of a diagnosis, in the person's language.

import assert from "node:assert/strict";
import { it } from "node:test";
import { parts, visit, set } from "../support/element-page.mjs";
import { visitHeader } from "../support/header-page.mjs";

const steps = (tag) => tag.locator("details li").evaluateAll((items) => items.map(({ className, textContent }) => [className, textContent]));

it("names the step that failed, for the person, and again in another language", async (test) => {
  const { page, tag, field, button } = await visit(test);
  const server = await set.servers.serve();
  await server.fail("/", "NoCORS");
  await field.fill(server.url);
  await button.click();
  const ask = tag.getByText("What is wrong?", { exact: true });
  await ask.waitFor();
  const asked = (await server.log()).length;
  await ask.press("Enter");
  await tag.locator("li.failed").waitFor();
  const found = await steps(tag);
  assert.deepEqual(found.map(([verdict]) => verdict), ["ok", "ok", "ok", "ok", "failed"], "the steps after it say nothing");
  assert.equal(found[4][1], await tag.locator("[part=message]").innerText());
  assert.equal(await tag.locator(".unseen").innerText(), found[4][1], "screen readers are told it once");
  assert.ok((await server.log()).length > asked, "nothing was asked before");
  assert.deepEqual(await server.asked(/^POST /), []);

  await tag.evaluate((element) => element.setAttribute("lang", "de"));
  await tag.getByText("Was ist los?", { exact: true }).waitFor();
  await tag.locator("li.failed", { hasText: "darf die Antworten nicht lesen" }).waitFor();
  assert.ok(await tag.locator("summary").evaluate((summary) => summary.getRootNode().activeElement === summary), "the focus stays");
  await page.waitForFunction(() => document.querySelector("mastodon-login").shadowRoot.querySelector(".unseen").textContent.includes("darf die Antworten nicht lesen"));
});

it("is not offered where it could say nothing more", async (test) => {
  const { tag, field, button } = await visit(test);
  await field.fill("not a server");
  await button.click();
  await tag.getByRole("alert").getByText("server_invalid").waitFor({ state: "attached" }); // it is shown with the attribute debug only
  assert.equal(await tag.locator("details").count(), 0);
});

const phone = { viewport: { width: 360, height: 640 } };
const places = {
  "in the page": (test) => visit(test, phone),
  "in a dialog": async (test) => {
    const { page } = await visitHeader(test, { ...phone, slotted: '<button slot="signed-out">Log in</button>', policy: "" });
    await page.getByRole("button", { name: "Log in" }).click();
    return { page, ...parts(page) };
  },
};

for (const [where, begin] of Object.entries(places)) {
  it(`shows the step that failed, on a phone, ${where}`, async (test) => {
    const { tag, field, button } = await begin(test);
    const server = await set.servers.serve();
    await server.fail("/", "NoCORS");
    await field.fill(server.url);
    await button.click();
    await tag.getByText("What is wrong?", { exact: true }).click();
    const failed = tag.locator("li.failed");
    await failed.waitFor();
    assert.ok(await failed.evaluate((step) => new Promise((resolve) => requestAnimationFrame(() => {
      const [own, note] = [step, step.closest(".note")].map((part) => part.getBoundingClientRect());
      resolve(own.top + 1 > Math.max(0, note.top) && own.bottom - 1 < Math.min(innerHeight, note.bottom)); // a page scrolls by whole pixels
    }))), "it is neither below the edge of the notice nor of the window");
  });
}
