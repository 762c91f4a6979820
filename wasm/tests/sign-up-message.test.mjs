// userMessage of a refused sign-up: it names each field and what is wrong with it, in every language, by the codes alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { dist, freshPackage } from "./package-copies.mjs";

const locales = ["de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "zh"];
const { messageOf, texts } = await import(`${dist}messages.js`);
const { MastodonError } = await freshPackage();

const refused = (details, more) => new MastodonError({ name: "MastodonAPIError", code: "validation_failed", op: "createAccount", message: "m", details, ...more });
const told = (details, locale = "en") => refused(details).userMessage(locale);
/** Details as a server sends them. Its own text is in some language, and never part of the message. */
const details = (field, ...codes) => ({ [field]: codes.map((error) => ({ error, description: "ist bereits vergeben" })) });

/** What Mastodon finds wrong with each field. */
const problems = {
  username: ["ERR_BLANK", "ERR_INVALID", "ERR_TOO_LONG", "ERR_TAKEN", "ERR_RESERVED"],
  email: ["ERR_BLANK", "ERR_INVALID", "ERR_TOO_LONG", "ERR_TAKEN", "ERR_BLOCKED", "ERR_UNREACHABLE"],
  password: ["ERR_BLANK", "ERR_TOO_SHORT", "ERR_TOO_LONG"],
  agreement: ["ERR_ACCEPTED"],
  reason: ["ERR_BLANK", "ERR_TOO_LONG"],
  date_of_birth: ["ERR_BLANK", "ERR_BELOW_LIMIT"],
  locale: ["ERR_INCLUSION"],
  time_zone: ["ERR_INCLUSION"],
  invite_code: ["ERR_INVALID"],
};

for (const locale of locales) {
  test(`${locale}: each field with each of its problems is a message of its own, in whole sentences`, async () => {
    const { signUp } = await texts(locale);
    const { signUp: english } = await texts("en");
    for (const part of ["fields", "reasons", "waiting"]) {
      assert.deepEqual(Object.keys(signUp[part]), Object.keys(english[part]), part);
      for (const [key, text] of Object.entries(signUp[part])) {
        if (part !== "fields") assert.match(text, /^\S.*[.。]$/u, key);
        if (part !== "fields" && locale !== "en") assert.notEqual(text, english[part][key], `${key} is not translated`);
        assert.deepEqual(text.match(/\{\w+\}/g), english[part][key].match(/\{\w+\}/g), key);
      }
    }
    const general = (await texts(locale)).errors.validation_failed;
    const all = new Set();
    for (const [field, codes] of Object.entries(problems)) {
      assert.ok(Object.hasOwn(signUp.fields, field), field);
      for (const code of codes) {
        const message = await told(details(field, code), locale);
        assert.ok(message.startsWith(signUp.fields[field]), message);
        assert.match(message, /^\S.+[.。]$/u);
        assert.doesNotMatch(message, /[{}]|undefined|ERR_|vergeben\.$|\s{2}/, `${field} ${code}`);
        assert.notEqual(message, general);
        all.add(message);
      }
    }
    assert.equal(all.size, Object.values(problems).flat().length, "no two are the same");
  });

  test(`${locale}: a code of tomorrow is named, and so is a field`, async () => {
    const { signUp } = await texts(locale);
    assert.match(await told(details("username", "ERR_OF_TOMORROW"), locale), new RegExp(`^${signUp.fields.username}.+ERR_OF_TOMORROW.*[.。]$`, "u"));
    assert.match(await told(details("captcha", "ERR_BLANK"), locale), /^captcha.+[.。]$/u);
    const without = [{ username: "is odd" }, { username: [{ description: "is odd" }] }, details("username", "<b>odd</b>"), details("username", "other")];
    for (const odd of without) {
      const message = await told(odd, locale);
      assert.match(message, new RegExp(`^${signUp.fields.username}.+[.。]$`, "u"));
      assert.doesNotMatch(message, /odd|[{}<>()（）]/);
    }
  });
}

test("several problems stand in a row: each once, and none that follows from another", async () => {
  const cases = [
    // As Mastodon 4.7 answers an empty form, nonsense as an address, and an address at a domain without a mail server.
    [
      { ...details("email", "ERR_BLANK", "ERR_INVALID"), ...details("username", "ERR_BLANK") },
      "E-mail address: This is missing. Username: This is missing.",
    ],
    [details("email", "ERR_INVALID", "ERR_INVALID", "ERR_BLOCKED"), "E-mail address: This is not written as it should be."],
    [
      details("email", "ERR_UNREACHABLE", "ERR_UNREACHABLE", "ERR_BLOCKED"),
      "E-mail address: E-mail cannot be delivered to this address. Check the spelling. The server does not accept addresses of this provider. Use another one.",
    ],
    [{ ...details("reason", "ERR_BLANK"), ...details("invite_request.text", "ERR_BLANK") }, "Reason for joining: This is missing."],
    [details("account.username", "ERR_INVALID"), "Username: Only the letters a to z, digits and _ are possible."],
    [{ username: [] }, (await texts("en")).errors.validation_failed],
  ];
  for (const [given, expected] of cases) assert.equal(await told(given), expected);
  assert.equal(await told({ ...details("username", "ERR_BLANK"), ...details("password", "ERR_TOO_SHORT") }, "ja"), "ユーザー名：入力されていません。パスワード：短すぎます。");
  const many = Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`field_${at}_${"x".repeat(400)}`, [{ error: "ERR_BLANK" }]]));
  assert.ok((await told(many)).length < 1_000, "a server cannot fill the page");
});

test("a corrected address that was refused names the field, although the server sends no details", async () => {
  assert.equal(await refused(undefined, { op: "emailResendConfirmation" }).userMessage("en"), "E-mail address: The server did not accept this.");
  const { errors } = await texts("en");
  assert.equal(await refused(undefined, { op: "statusPost" }).userMessage("en"), errors.validation_failed, "what is no sign-up stays as it is");
});

test("a sign-up that the server does not know any more is no login that has ended", async () => {
  for (const locale of locales) {
    const { errors, signUp } = await texts(locale);
    assert.equal(await messageOf({ code: "unauthorized", op: "signUp" }, locale), signUp.waiting.ended);
    assert.equal(await messageOf({ code: "unauthorized", op: "statusPost" }, locale), errors.not_logged_in);
  }
});
