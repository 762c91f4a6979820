// What hides secrets in a page. core/testdata/redaction.json is the table of package core too.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { newRedaction } from "../../jsbind/redaction.js";
import { hide, needlesOf } from "../../jsbind/secret-search.js";

const table = JSON.parse(readFileSync(new URL("../../core/testdata/redaction.json", import.meta.url), "utf8"));

for (const [what, secrets, text, shown] of table) {
  test(`in a text: ${what}`, () => assert.equal(hide(text, secrets.map(needlesOf)), shown));
}

/** What is left of a text that says each of the values. */
const left = (learn, ...values) => {
  const redaction = newRedaction();
  learn(redaction);
  return redaction.hidden(values.join(" "));
};

test("the secrets of a request are known by their names, in its query, its form and its JSON", () => {
  const form = new URLSearchParams({
    code: "the-code-1", client_secret: "the-secret-1", client_id: "the-id-1", "user[email]": "a@mail.example", status: "howdy universe", state: "the-state",
  });
  assert.equal(
    left(({ learnRequest }) => learnRequest("https://x/?access_token=in-query-1&media_id=media-1", "Authorization=Bearer+bearer-1", String(form), undefined),
      "in-query-1", "media-1", "bearer-1", "the-code-1", "the-secret-1", "the-id-1", "a@mail.example", "howdy", "the-state"),
    "[hidden] media-1 [hidden] [hidden] [hidden] the-id-1 [hidden] howdy the-state",
  );
  const json = { media_ids: ["media-1"], deep: [{ password: "pass-word-1", keys: { auth: "auth-1", p256dh: "public-1" } }], tokens: "no-1", token: ["in-list-1"] };
  assert.equal(
    left(({ learnRequest }) => learnRequest("https://x/", "", "", json), "media-1", "pass-word-1", "auth-1", "public-1", "no-1", "in-list-1"),
    "media-1 [hidden] [hidden] public-1 no-1 [hidden]",
  );
  const password = "grant_type=password&username=a%40mail.example&password=p-assword";
  assert.equal(left(({ learnRequest }) => learnRequest("https://x/", "", password, undefined), "a@mail.example", "p-assword"), "[hidden] [hidden]");
  assert.equal(left(({ learnRequest }) => learnRequest("https://x/", "", "username=alice-1&reason=because", undefined), "alice-1", "because"), "alice-1 because");
});

test("so are those of an answer, of a stored record and of an address", () => {
  assert.equal(left(({ learnAnswer }) => learnAnswer({ access_token: "new-token", code: "ERR_1", id: "the-id" }), "new-token", "ERR_1", "the-id"), "[hidden] ERR_1 the-id");
  const record = { code_verifier: "verifier-1", api_base_url: "https://x.example", email: "a@mail.example" };
  assert.equal(
    left(({ learnRecord }) => learnRecord("mastoauth:pending:state-of-1", record), "state-of-1", "verifier-1", "https://x.example", "a@mail.example"),
    "[hidden] [hidden] https://x.example [hidden]",
  );
  assert.equal(left(({ learnQuery }) => learnQuery("error=access_denied&state=state-of-1&code=code-of-1"), "state-of-1", "code-of-1", "access_denied"), "[hidden] [hidden] access_denied");
});

test("those of 80 accounts are remembered, the latest ones", () => {
  const redaction = newRedaction();
  for (let n = 0; n < 300; n++) redaction.learnAnswer({ access_token: `token-${n}-x`, refresh_token: "the-same-one" });
  assert.equal(redaction.hidden("token-0-x token-59-x token-299-x the-same-one"), "token-0-x [hidden] [hidden] [hidden]");
});

test("what a server or an address says pushes no more than a few out", () => {
  const redaction = newRedaction();
  redaction.learnAnswer({ access_token: "the-token-of-1" });
  redaction.learnQuery(Array.from({ length: 500 }, (_, n) => `code=code-${n}&x_token=${n}-x`).join("&"));
  redaction.learnAnswer(Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`${n}_token`, `${n}-x`])));
  assert.equal(redaction.hidden("the-token-of-1 code-0"), "[hidden] [hidden]");
});

test("the secrets among the options of a call are known before it sends them, and so are credentials that are kept", () => {
  const options = { clientSecret: "secret-1", accessToken: "token-1", codeVerifier: "verifier-1", dateOfBirth: "1990-02-03", inviteCode: "invite-1", clientId: "id-1", accessTokenKey: "key-1" };
  const said = ["secret-1", "token-1", "verifier-1", "1990-02-03", "invite-1", "kept-1", "id-1", "key-1"];
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  assert.equal(
    left(({ learnCall }) => learnCall([options, { credentials: { refresh_token: "kept-1" } }, undefined, "text", 7, revoked.proxy]), ...said),
    "[hidden] [hidden] [hidden] [hidden] [hidden] [hidden] id-1 key-1",
  );
});

test("all that is in a member with the name of a secret is one, numbers too", () => {
  const json = { otp_attempt: 271828, password: { old: "old-pass-1", list: [["deep-pass-1"]] }, sensitive: true, id: 314159 };
  assert.equal(left(({ learnRequest }) => learnRequest("https://x/", "", "", json), "271828", "old-pass-1", "deep-pass-1", "true", "314159"), "[hidden] [hidden] [hidden] true 314159");
});

test("the names of fields and the codes of errors stay, also where they are somebody's password", () => {
  for (const password of ["password", "email", "invalid", "blank"]) {
    const details = { password: [{ error: "ERR_INVALID" }], email: [{ error: "ERR_BLANK" }] };
    const { learnCall, hideIn } = newRedaction();
    learnCall([{ password }]);
    assert.deepEqual(hideIn({ details: structuredClone(details) }), { details }, password);
  }
});

test("an error is hidden first and then shortened, and details that are no JSON any more are left out", () => {
  const { hideIn, learnAnswer, learnRecord } = newRedaction();
  learnAnswer({ access_token: "0123456789".repeat(40) });
  const error = hideIn({ description: `${"ä".repeat(290)}${"0123456789".repeat(40)}`, requestId: "x".repeat(400), details: { n: ["a", { b: "0123456789".repeat(40) }] } });
  assert.deepEqual(error, { description: `${"ä".repeat(290)}[hidden]`, requestId: `${"x".repeat(300)}…`, details: { n: ["a", { b: "[hidden]" }] } });
  learnAnswer({ access_token: "1234567" });
  assert.deepEqual(hideIn({ details: { n: 1234567 } }), { details: undefined });
  const deep = JSON.parse("[".repeat(9_000) + "]".repeat(9_000));
  assert.deepEqual(hideIn({ details: deep }), { details: undefined });
  learnRecord("a record", { a: deep, access_token: "a-token-1" });
});

test("the work grows linearly with the text: the longest text of an error takes no time that a person notices", () => {
  const mixed = "\\u0026amp;%252 aaaaaaaaaaaa the-token-of-1 &&&&%%%%\\\\\\\\;;;;";
  const parts = [mixed, ";", "&amp;", "&#x0010ffff;", "%25", "\\", "\\u005c", "\\ud83d\\ude00", "a", "\\u{1f600}", "Пароль", "漢字仮名"];
  const secrets = ["the-token-of-1", `b${"a".repeat(8_000)}`, `${"a".repeat(8_000)}b`, ...Array.from({ length: 250 }, (_, n) => `token-${n}-${"x".repeat(30)}`)];
  const needles = secrets.map(needlesOf);
  const begun = performance.now();
  for (const part of parts) {
    const count = Math.ceil(262_144 / part.length);
    assert.equal(hide(part.repeat(count), needles), part.replace("the-token-of-1", "[hidden]").repeat(count));
  }
  assert.ok(performance.now() - begun < 120_000); // quadratically, it would be days
});
