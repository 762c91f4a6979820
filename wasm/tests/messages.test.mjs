// userMessage: every code has a message in every language.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { codesOfPages } from "./error-codes.mjs";
import { dist, freshPackage } from "./package-copies.mjs";

const locales = ["de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "zh"];

const { messageOf, texts, languageOf } = await import(`${dist}messages.js`);
const language = async (locale) => texts(locale);

/** The codes that share the message of another one. */
const told = readFileSync(new URL("../messages/user-message.ts", import.meta.url), "utf8").match(/const alike[^{]*\{([^}]*)\}/)[1];
const alike = new Map([...told.matchAll(/(\w+): "(\w+)"/g)].map(([, code, as]) => [code, as]));

test("every code has a message of its own or shares one, and no other is listed", async () => {
  const unexpected = await messageOf("unexpected", "en");
  const without = codesOfPages.filter(({ word }) => !/^(unexpected|internal)$/.test(word));
  for (const { word } of without) assert.notEqual(await messageOf(word, "en"), unexpected, `${word} has no message`);
  // Messages of which no code speaks any more would be translated for nobody.
  const { errors } = await language("en");
  for (const code of alike.keys()) assert.ok(codesOfPages.some(({ word }) => word === code), `${code} is in user-message.ts, and nothing makes it`);
  const used = new Set([...codesOfPages.map(({ word }) => word), ...alike.values()]);
  for (const code of Object.keys(errors)) assert.ok(used.has(code), `${code} is in messages/en.ts, and nothing makes it`);
});

test("a code is for the developer if people are told that the page is not set up correctly", () => {
  for (const { word, audience } of codesOfPages) assert.equal(audience === "the developer", alike.get(word) === "page_mistake", word);
});

/** The reasons of network errors, by what core calls them. */
const reasons = [...readFileSync(new URL("../../core/network_reason.go", import.meta.url), "utf8").matchAll(/NetworkReason = "(\w+)"/g)].map(([, reason]) => reason);

test("every reason of a network error has a sentence of its own, or that of a code, and no other is listed", async () => {
  const { MastodonError } = await freshPackage();
  assert.ok(reasons.length > 15);
  for (const locale of locales) {
    const { errors, network } = await language(locale);
    const error = (code, reason) => new MastodonError({ name: "MastodonNetworkError", code, message: "m", reason });
    const sentences = await Promise.all(reasons.map((reason) => error("network", reason).userMessage(locale)));
    assert.equal(new Set([...sentences, errors.network]).size, reasons.length + 1, locale);
    for (const reason of Object.keys(network.reasons)) assert.ok(reasons.includes(reason), reason);
    for (const reason of ["", "toString", "a_reason_of_the_future"]) assert.equal(await error("network", reason).userMessage(locale), errors.network);
    assert.equal(await error("server_down", "down_or_blocked").userMessage(locale), network.reasons.down_or_blocked, "both causes");
    assert.equal(await error("server_down", undefined).userMessage(locale), errors.server_down);
    assert.equal(await error("server_not_found", "down_or_blocked").userMessage(locale), errors.server_not_found);
    assert.equal(await error("post_unknown", "csp").userMessage(locale), errors.post_unknown, "what happened to the post comes first");
  }
});

for (const locale of locales) {
  test(`${locale}: says everything, in whole sentences, without a placeholder that nobody fills`, async () => {
    const english = await language("en");
    const { errors, health, tag, network } = await language(locale);
    assert.deepEqual(Object.keys(errors), Object.keys(english.errors));
    assert.deepEqual(Object.keys(tag), Object.keys(english.tag));
    assert.deepEqual(Object.keys(health), Object.keys(english.health));
    for (const [code, text] of Object.entries({ ...errors, ...health })) {
      assert.match(text, /^\S.+[.。]$/u, code);
      assert.doesNotMatch(text, /[{}<>%$]|\b(undefined|todo|oauth|tokens?|scopes?|api|wasm|webassembly)\b/i, code);
      if (locale !== "en") assert.notEqual(text, { ...english.errors, ...english.health }[code], `${code} is not translated`);
    }
    const { ask, reasons, steps, ...verdicts } = network;
    assert.ok(ask);
    assert.deepEqual([reasons, steps].map(Object.keys), [english.network.reasons, english.network.steps].map(Object.keys));
    for (const [name, text] of Object.entries({ ...reasons, ...steps, ...verdicts })) {
      assert.match(text, /^\S.+[.。]$/u, name);
      const original = { ...english.network.reasons, ...english.network.steps, ...english.network }[name];
      assert.deepEqual(text.match(/\{\w+\}/g), original.match(/\{\w+\}/g), name);
      if (locale !== "en") assert.notEqual(text, original, `${name} is not translated`);
    }
    if (locale !== "en") assert.notEqual(tag.later, english.tag.later);
    const sentences = Object.values({ ...errors, ...health, ...reasons, ...steps, ...verdicts });
    assert.equal(new Set(sentences).size, sentences.length, "two codes with the same words should share them");
    for (const [name, text] of Object.entries(tag)) {
      assert.ok(text.trim(), name);
      assert.deepEqual(text.match(/\{\w+\}/g), english.tag[name].match(/\{\w+\}/g), name);
    }
  });
}

test("a locale with a region is its language, and a language that there is not is English", () => {
  const cases = {
    "pt-BR": "pt", "zh-CN": "zh", "zh-Hant-TW": "zh", de_AT: "de", "DE": "de", "en-GB": "en", "sv": "en", "": "en", "nld": "en", "constructor": "en",
    "toString": "en", "**": "en",
  };
  for (const [locale, expected] of Object.entries(cases)) assert.equal(languageOf(locale), expected, locale);
});

test("userMessage of an error is that of its code, in the language that was asked for", async () => {
  const { MastodonError } = await freshPackage();
  const error = (code) => new MastodonError({ name: "MastodonError", code, message: "m" });
  assert.equal(await error("offline").userMessage("de-CH"), (await language("de")).errors.offline);
  assert.equal(await error("session_expired").userMessage("ja"), (await language("ja")).errors.not_logged_in);
  const fallback = (await language("en")).errors.unexpected;
  for (const code of ["a_code_of_the_future", "toString", "__proto__", ""]) assert.equal(await error(code).userMessage("en"), fallback, code);
  assert.equal(typeof (await error("offline").userMessage()), "string", "the default is the browser's language");
});

test("an error that says how the account stands gets the sentence for that, and the server's own page", async () => {
  const { MastodonError } = await freshPackage();
  const page = "https://server.example/auth/edit";
  for (const locale of locales) {
    const { errors, health } = await language(locale);
    for (const [state, sentence] of Object.entries(health)) {
      for (const code of ["forbidden", "account_pending"]) {
        const error = new MastodonError({ name: "MastodonAPIError", code, message: "m", health: state, page });
        assert.equal(await error.userMessage(locale), `${sentence} ${page}`);
      }
    }
    const other = new MastodonError({ name: "MastodonAPIError", code: "forbidden", message: "m", health: "toString" });
    assert.equal(await other.userMessage(locale), errors.forbidden, "a word of the future");
  }
});

test("a rate limit tells when it ends, on the person's clock, if the server has said so", async () => {
  const resetAt = new Date(2026, 10, 29, 14, 5).getTime();
  const { MastodonError } = await freshPackage();
  const error = (fields) => new MastodonError({ name: "MastodonRatelimitError", code: "rate_limited", message: "m", ...fields });
  for (const locale of locales) {
    const { errors, tag } = await language(locale);
    const told = await error({ resetAt }).userMessage(locale);
    assert.match(told, /\b(14|02|2)[:.]05\b/, locale);
    assert.ok(told.startsWith(errors.rate_limited) && !told.includes(tag.later), told);
    const vague = await error({}).userMessage(locale);
    assert.ok(vague.startsWith(errors.rate_limited) && vague.endsWith(tag.later), vague);
    for (const text of [told, vague]) assert.doesNotMatch(text, /[{}]|\.\S|。 /, text);
  }
  assert.match(await error({ resetAt }).userMessage("en-GB"), / at 14:05\.$/);
  assert.match(await error({ resetAt }).userMessage("en-US"), / at 02:05\sPM\.$/);
  assert.match(await error({ resetAt }).userMessage("de_AT"), / ab 14:05\.$/, "no locale of Intl's: that of its language");
});

// Where nobody is known to wait for an e-mail, nobody is sent to look for one.
test("an account that is pending waits for an e-mail only if the server says so", async () => {
  const mail = { de: /E-Mail/, en: /e-mail/, es: /correo/, fr: /e-mail/, it: /e-mail/, ja: /メール/, nl: /e-mail/, pl: /e-mail/, pt: /e-mail/, zh: /邮件/ };
  for (const locale of locales) {
    const { errors, health } = await language(locale);
    const told = (state) => messageOf({ code: "account_pending", health: state }, locale);
    assert.equal(await told("pending"), health.pending);
    assert.doesNotMatch(await told("pending"), mail[locale]);
    assert.equal(await told("unconfirmed"), health.unconfirmed);
    assert.match(await told("unconfirmed"), mail[locale]);
    const approval = { de: /freigeben/, en: /approve/, es: /aprueben/, fr: /acceptent/, it: /approvarti/, ja: /承認/, nl: /goedkeuren/, pl: /zgodę/, pt: /aprovação/, zh: /批准/ };
    for (const reason of [mail, approval]) assert.match(errors.account_pending, reason[locale], "it names both reasons");
  }
});

// Nobody has entered anything but a server's name, and nobody has an account there yet.
test("what goes wrong before the sign-in speaks of no account, and of nothing that was entered", async () => {
  const words = {
    de: /Konto|Eingabe/, en: /account|entered/, es: /cuenta|escribiste/, fr: /compte|saisi/, it: /account|scritto/, ja: /アカウント|入力/, nl: /account|invoer/, pl: /kont[oa]|wpisan/,
    pt: /conta|escrito/, zh: /帐号|所填/,
  };
  for (const locale of locales) {
    assert.match(await messageOf("validation_failed", locale), words[locale], "the words are those of the language");
    for (const code of ["server_blocked", "app_registration_refused", "app_registration_closed", "client_name_refused", "invalid_request", "request_refused"]) {
      assert.doesNotMatch(await messageOf(code, locale), words[locale], `${locale} ${code}`);
    }
  }
});

test("index.js holds no message, and messages.js no language but English", () => {
  const read = (file) => readFileSync(new URL(file, dist), "utf8");
  assert.doesNotMatch(read("index.js"), /You seem to be offline/);
  assert.match(read("messages.js"), /You seem to be offline/);
  assert.doesNotMatch(read("messages.js"), /Du bist anscheinend offline/);
  assert.match(read("messages/de.js"), /Du bist anscheinend offline/);
});

test("docs/errors.md lists every reason, once, and no other", () => {
  const page = readFileSync(new URL("../../docs/errors.md", import.meta.url), "utf8").split("## Why the network failed")[1].split("\n## ")[0];
  assert.deepEqual([...page.matchAll(/^\| `(\w+)` \| (page|program) \|/gm)].map(([, reason]) => reason).sort(), [...reasons].sort());
});
