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

test("only the latest secrets are remembered", () => {
  const redaction = newRedaction();
  for (let n = 0; n < 100; n++) {
    redaction.learnAnswer({ access_token: `token-${n}-x`, refresh_token: "the-same-one" });
  }
  assert.equal(redaction.hidden("token-0-x token-99-x the-same-one"), "token-0-x [hidden] [hidden]");
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

test("the work grows linearly with the text: a text of 200 KB takes no time that a person notices", () => {
  const part = "\\u0026amp;%252 aaaaaaaaaaaa the-token-of-1 &&&&%%%%\\\\\\\\;;;;";
  const begun = performance.now();
  const shown = hide(part.repeat(4_000), ["the-token-of-1", "aaaaaaaaaaaaab", "a".repeat(5_000)].map(needlesOf));
  assert.equal(shown, part.replace("the-token-of-1", "[hidden]").repeat(4_000));
  assert.ok(performance.now() - begun < 60_000); // quadratically, it would be an hour
});
