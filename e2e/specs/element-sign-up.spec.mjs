// The tag while a sign-up is pending: it says what the new account waits for and what to do, and follows it.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parts, quiet, set, visit } from "../support/element-page.mjs";
import { linkIn } from "../support/sign-up.mjs";

let count = 0;

/** Signs somebody up with the tag's createAuth, does what the test does at the server, and loads the page again. */
async function waiting(test, { meanwhile = () => {}, corrected } = {}) {
  const someone = await visit(test);
  const { page, tag } = someone;
  const name = `newcomer${++count}`;
  await tag.evaluate(({ auth }, [url, registrant, corrected]) => auth.signUp(url, registrant)
    .then(() => corrected && auth.confirm({ resend: true, email: corrected })).then(() => undefined),
  [set.server.url, { username: name, password: "correct horse battery", email: `${name}@mail.example`, agreement: true, reason: "to practise" }, corrected]);
  await meanwhile(name);
  await page.clock.install();
  await page.reload();
  await parts(page).field.waitFor();
  return { ...someone, name, host: new URL(set.server.url).host, message: tag.getByRole("status").locator("[part~=message]") };
}

const confirm = async (name) => fetch(await linkIn(set.server, `${name}@mail.example`), { redirect: "manual" });

describe("the tag says what a new account waits for", () => {
  const ask = "This page asks the server now and then.";
  const other = "If the link does not help, somebody else may be signed in there in that browser: sign out there, then open the link again.";
  const cases = {
    "the letter": { expected: (host) => `${host} has sent you an e-mail. Open the link in it to confirm your address. ${ask} ${other}` },
    "the letter to a corrected address": {
      corrected: "corrected@mail.example",
      expected: (host) => `${host} has sent you an e-mail. Open the link in it to confirm your address. The link does not lead back here. Come back afterwards. ${ask} ${other}`,
    },
    "the staff": {
      meanwhile: (name) => set.server.stand(name, "pending"),
      expected: (host) => `Your address is confirmed. Now the people who run ${host} decide whether to let you in. ${ask}`,
    },
    "a server that is down": {
      meanwhile: () => set.server.fail("/api/v1/accounts/verify_credentials", "Status500HTML"),
      expected: () => `The server has a problem at the moment. Try again later. ${ask}`,
    },
    "an account that is barred": { meanwhile: (name) => set.server.stand(name, "disabled"), expected: () => new RegExp(` ${ask}$`) },
  };
  for (const [name, { expected, ...options }] of Object.entries(cases)) {
    it(name, async (test) => {
      test.after(() => set.server.mend());
      const { message, host } = await waiting(test, options);
      await message.waitFor();
      const text = await message.innerText();
      const wanted = expected(host);
      if (typeof wanted === "string") assert.equal(text, wanted);
      else assert.match(text, wanted);
    });
  }
});

it("signs the person in when the server lets them in, and tells the page", async (test) => {
  const { page, tag, message, name, said } = await waiting(test);
  await message.waitFor();
  await tag.evaluate((element) => {
    window.heard = new Promise((resolve) => element.addEventListener("signed-in", ({ detail }) => resolve([detail.session.account.username, detail.restored])));
  });
  await confirm(name);
  await set.server.stand(name, "pending");
  await page.clock.runFor(16_000);
  await message.getByText("decide whether to let you in.").waitFor();
  await set.server.stand(name, "good");
  await page.clock.runFor(16_000);
  assert.deepEqual(await page.evaluate(() => window.heard), [name, false]);
  await message.waitFor({ state: "detached" });
  await parts(page).account(new RegExp(name)).waitFor();
  quiet(said, /403/);
});

it("says so when the server does not know the sign-up any more", async (test) => {
  const { tag } = await waiting(test, { meanwhile: () => set.server.revokeTokens() });
  await tag.getByRole("alert").getByText("The server does not know this sign-up any more. It may have been declined, or it waited too long. You can sign up again.").waitFor();
});

it("goes on in another language, and stops when the tag is removed", async (test) => {
  const { page, tag, message, name } = await waiting(test);
  await message.waitFor();
  await tag.evaluate((element) => element.setAttribute("lang", "nl"));
  await message.getByText("Open de link daarin om je adres te bevestigen.").waitFor();
  await confirm(name);
  await tag.evaluate((element) => {
    window.kept = element;
    element.remove();
  });
  const asked = async () => (await set.server.asked(/^GET .*verify_credentials/)).length;
  const before = await asked();
  await page.clock.runFor(3_600_000);
  await page.evaluate(() => document.body.append(window.kept));
  await parts(page).account(new RegExp(name)).waitFor();
  assert.equal(await asked(), before + 1, "only when it came back");
});
