// What a server refuses at the sign-up form: what it has just begun to require, and the sentences that people read.

import assert from "node:assert/strict";
import { it } from "node:test";
import { choose, confirming, fill, finding, good, send } from "../support/sign-up.mjs";
import { fixture } from "../support/fixture.mjs";

const set = fixture();
const sent = /^POST \/api\/v1\/accounts /;

for (const [switched, given] of Object.entries({
  approval: { Registrations: "approval" }, "a minimum age": { MinAge: 16 }, both: { Registrations: "approval", MinAge: 16 },
})) {
  it(`asks for what the server requires that was just switched to ${switched}, and still shows its old document`, async (test) => {
    const server = await set.servers.serve(given);
    const { page } = await set.visit(test, "/#sign-up");
    await page.route(`${server.url}/api/v2/instance`, async (route) => {
      const document = await (await route.fetch()).json();
      Object.assign(document.registrations, { approval_required: false, reason_required: false, min_age: null });
      await route.fulfill({ json: document, headers: { "Access-Control-Allow-Origin": "*" } });
    });
    await page.getByLabel("Which server do you want to join?").fill(server.url);
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("is open to everybody.").waitFor();
    await fill(page, good);
    const [birth, reason] = [page.getByLabel("Date of birth"), page.getByLabel("Why do you want to join?")];
    assert.deepEqual([await birth.isVisible(), await reason.isVisible()], [false, false]);
    await send(page);
    const [first] = given.MinAge ? [birth] : [reason];
    await first.waitFor();
    assert.equal(await first.evaluate((field) => document.activeElement === field), true, "one can type on at once");
    assert.deepEqual([await birth.isVisible(), await reason.isVisible()], [!!given.MinAge, !!given.Registrations]);
    if (given.Registrations) await page.getByText("read every request before they let somebody in").waitFor();
    for (const id of [...(given.MinAge ? ["new-birth"] : []), ...(given.Registrations ? ["new-reason"] : [])]) {
      assert.deepEqual(await finding(page, id), ["Can't be blank.", "ERR_BLANK"]);
    }
    if (given.MinAge) assert.equal((await page.locator("#new-birth-hint").innerText()).trim(), "This server asks everybody for it.");
    assert.equal(await page.getByLabel("Username").inputValue(), good.username, "what was typed stays");
    if (given.MinAge) await birth.fill("1999-12-31");
    if (given.Registrations) await reason.fill("To practise.");
    await send(page);
    await confirming(page);
    const asked = new URLSearchParams((await server.asked(sent)).at(-1).split(" ")[2]);
    assert.deepEqual([asked.get("date_of_birth"), asked.get("reason")], [given.MinAge ? "1999-12-31" : null, given.Registrations ? "To practise." : null]);
  });
}

it("shows whole sentences, which nothing joins into one word", async (test) => {
  const server = await set.servers.serve({ Registrations: "approval", MinAge: 16 });
  const { page } = await choose(set, test, server);
  await fill(page, { username: "alice", email: "nonsense@blocked.example", password: "short" });
  await page.getByLabel("Date of birth").fill(`${new Date().getFullYear() - 10}-01-31`);
  const read = async () => {
    const { nodes } = await (await page.context().newCDPSession(page)).send("Accessibility.getFullAXTree");
    const described = nodes.map(({ description }) => description?.value).filter(Boolean);
    const texts = await page.evaluate(() => [...document.querySelectorAll(".field, .problem, #host-card")].map((one) => one.textContent));
    return [...described, ...texts].map((text) => text.replace(/\s+/g, " ").trim()).filter(Boolean);
  };
  const texts = await read();
  await page.getByLabel("Why do you want to join?").fill("To practise.");
  await send(page);
  await page.locator("#new-username-problem p").first().waitFor();
  texts.push(...await read());
  await server.fail("/api/v1/accounts", "Status500HTML");
  await send(page);
  await page.locator("#new-problem p").first().waitFor();
  texts.push(...await read());
  for (const text of texts) {
    assert.doesNotMatch(text, /[a-z)]ERR_|ERR_\w+[a-z]|[a-z][.!?][A-Z]|\d\. [a-z]|[a-z]{2}\.[a-z]+_/, text);
  }
  assert.ok(texts.some((text) => text.includes("You have to be at least 16 years old to join.")), "the sentence with the number");
  assert.ok(texts.some((text) => /Has already been taken\. ERR_TAKEN$/.test(text)), texts.join("\n"));
});
