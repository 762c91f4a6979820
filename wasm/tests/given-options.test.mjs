// A text in place of the options, as Mastodon.py takes it: where it can mean only one of them it is taken, and elsewhere the error shows
// the right call.

import assert from "node:assert/strict";
import { test } from "node:test";
import { freshPackage, rejection } from "./package-copies.mjs";

const { createAuth, Mastodon } = await freshPackage();

const json = (body) => new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } });

/** A client, and what it sent: method, path, form. */
function client() {
  const sent = [];
  const post = { id: "1", content: "<p>hi</p>", visibility: "unlisted" };
  const mastodon = new Mastodon({
    apiBaseUrl: "https://a.example", clientId: "id-1", clientSecret: "secret-1", accessToken: "token-1", mastodonVersion: "4.5.0",
    fetch: async (url, { method, body }) => {
      sent.push([method, new URL(url).pathname, String(body ?? "")].join(" ").trim());
      return json(/emails/.test(url) ? {} : /statuses$/.test(url) ? post : { id: "1", version: "4.5.0", domain: "a.example", title: "A" });
    },
  });
  return { mastodon, sent };
}

const ids = [
  ...["inReplyToId", "quotedStatusId", "quoteId"].flatMap((name) => [{ [name]: "" }, { [name]: " " }]),
  ...["", [""], ["1", ""], [" "]].map((mediaIds) => ({ mediaIds })),
];
for (const given of ids) {
  test(`an empty id is refused before anything is sent: ${JSON.stringify(given)}`, async () => {
    const { mastodon, sent } = client();
    const error = await rejection(mastodon.statusPost({ status: "x", ...given }));
    assert.equal(error.code, "option_invalid");
    assert.ok(error.message.startsWith(`${Object.keys(given)[0]}: `), error.message);
    assert.deepEqual(sent, []);
  });
}

const taken = {
  "toot": [(m) => m.toot("hi"), 'POST /api/v1/statuses {"status":"hi"}'],
  "statusPost": [(m) => m.statusPost("hi"), 'POST /api/v1/statuses {"status":"hi"}'],
  "statusPost, with the others": [(m) => m.statusPost("hi", { visibility: "unlisted" }), 'POST /api/v1/statuses {"status":"hi","visibility":"unlisted"}'],
  "emailResendConfirmation": [(m) => m.emailResendConfirmation("a@b.example"), "POST /api/v1/emails/confirmations email=a%40b.example"],
  "request": [(m) => m.request("/api/v1/bookmarks"), "GET /api/v1/bookmarks"],
  "request, with the others": [(m) => m.request("/api/v1/lists", { method: "POST", params: { title: "x" } }), "POST /api/v1/lists title=x"],
};
for (const [name, [call, line]] of Object.entries(taken)) {
  test(`${name} takes a text`, async () => {
    const { mastodon, sent } = client();
    await call(mastodon);
    assert.equal(sent.at(-1), line);
  });
}

test("those that need no server take a text too", async () => {
  const { mastodon } = client();
  assert.equal(await mastodon.verifyMinimumVersion("4.2.0"), true);
  assert.equal(await mastodon.verifyMinimumVersion("4.9.0", { cached: true }), false);
  await mastodon.setLanguage("de");
  assert.equal((await rejection(mastodon.handleCallback("https://app.example/?x=1"))).code, "callback_empty");
  assert.equal((await rejection(mastodon.handleCallback(new URL("https://app.example/"), { toKey: "login" }))).code, "callback_empty");
  const { baseUrl } = await Mastodon.findServer("a.example", { fetch: async () => json({ uri: "a.example", version: "4.5.0", title: "A" }) });
  assert.equal(baseUrl, "https://a.example");
});

test("mediaPost takes a file, with the others behind it", async () => {
  const bytes = new TextEncoder().encode("GIF89a");
  for (const file of [new Blob(["GIF89a"]), new File(["GIF89a"], "x.gif"), bytes, bytes.buffer, new Blob(["GIF89a"]).stream()]) {
    let form;
    const mastodon = new Mastodon({
      apiBaseUrl: "https://a.example", accessToken: "token-1", mastodonVersion: "4.5.0", fetch: async (url, init) => {
        form = await new Response(init.body, { headers: init.headers }).formData();
        return json({ id: "1", type: "image", url: "https://a.example/1" });
      },
    });
    await mastodon.mediaPost(file, { description: "A cat", mimeType: "image/gif" });
    assert.deepEqual([await form.get("file").text(), form.get("description")], ["GIF89a", "A cat"]);
  }
});

test("diagnose takes a text", async () => {
  const { error, steps } = await Mastodon.diagnose("not a server");
  assert.deepEqual([error.code, steps.find(({ verdict }) => verdict === "failed").name], ["server_invalid", "address"]);
});

const refused = {
  "mediaPost": [(m) => m.mediaPost("x.png"), /^Call mediaPost\(\{ mediaFile: .*openAsBlob/],
  "logIn": [(m) => m.logIn("code-1"), 'Call logIn({ code: "…" }).'],
  "createAccount": [(m) => m.createAccount("zoe"), /^Call createAccount\(\{ username: /],
  "authRequestUrl": [(m) => m.authRequestUrl("read"), 'Call authRequestUrl({ scopes: "read" }).'],
  "clientCredentialsToken": [(m) => m.clientCredentialsToken("read"), 'Call clientCredentialsToken({ scopes: "read" }).'],
  "preferences": [(m) => m.preferences("x"), "Call preferences()."],
  "createApp": [() => Mastodon.createApp("App"), /^Call createApp\(\{ clientName: "My page", apiBaseUrl: /],
  "createApp, with others": [() => Mastodon.createApp("App", { apiBaseUrl: "a.example" }), /^Call createApp/],
  "readSecretFile": [() => Mastodon.readSecretFile("id\nsecret"), /^Call readSecretFile/],
  "a second text": [(m) => m.statusPost("hi", "123"), /with all of them/],
  "the same option twice": [(m) => m.statusPost("hi", { status: "ho" }), /with all of them/],
  "a third argument": [(m) => m.statusPost("hi", undefined, ["1"]), /in one object/],
  "two objects": [(m) => m.statusPost({ status: "hi" }, { visibility: "direct" }), /in one object/],
};
for (const [name, [call, hint]] of Object.entries(refused)) {
  test(`${name}: a text is refused, and nothing is sent`, async () => {
    const { mastodon, sent } = client();
    const error = await rejection(call(mastodon));
    assert.equal(error.code, "option_invalid");
    assert.equal(error.name, "MastodonIllegalArgumentError");
    assert.match(error.message, /^options: /);
    assert[typeof hint === "string" ? "equal" : "match"](error.hint, hint);
    assert.deepEqual(sent, []);
  });
}

test("createAuth and new Mastodon say that their options are an object", () => {
  for (const call of [() => createAuth("My page"), () => new Mastodon("a.example")]) assert.throws(call, { code: "option_invalid", message: "options: must be an object." });
});
