// Secrets that the page has and has not sent, or sent to another server or from another client, are known all the same. What the server
// says decides first, and is hidden then.

import assert from "node:assert/strict";
import { test } from "node:test";
import { freshPackage, rejection } from "./package-copies.mjs";

const { createAuth, Mastodon } = await freshPackage();

const json = (status, body, headers = {}) => new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });
const client = (answer, more = {}) => new Mastodon({
  apiBaseUrl: "https://a.example", clientId: "id-1", clientSecret: "secret-of-a", accessToken: "token-of-a", ratelimitMethod: "throw", fetch: async (url) => answer(String(url)), ...more,
});

test("a secret that was given and not sent is hidden, and so are those of another client", async () => {
  const said = "secret-of-a token-of-a secret-of-b media 109302436954721982";
  const a = client(() => json(403, { error: said }, { "X-Request-Id": "secret-of-a-7" }));
  const b = client(() => json(403, { error: said }), { apiBaseUrl: "https://b.example", clientSecret: "secret-of-b", accessToken: "token-of-b" });
  await rejection(b.preferences());
  const { description, requestId } = await rejection(a.preferences());
  assert.deepEqual({ description, requestId }, { description: "[hidden] [hidden] [hidden] media 109302436954721982", requestId: "[hidden]-7" });
});

test("the answer to a sign-up: secrets are hidden, and fields and codes stay, whatever the password is", async () => {
  const details = { email: [{ error: "ERR_INVALID", description: "zoe@mail.example is invalid" }], password: [{ error: "ERR_BLANK" }] };
  for (const password of ["password", "blank", "email", "invalid"]) {
    const signUp = client((url) => url.endsWith("/token") ? json(200, { access_token: "app-token-1", scope: "write" }) : json(422, { error: "no app-token-1", details }));
    const { error } = await signUp.createAccount({ username: "zoe", password, email: "zoe@mail.example", agreement: true, scopes: ["write"], returnDetailedError: true });
    assert.equal(error.description, "no [hidden]");
    assert.deepEqual(error.missing, ["password"]);
    assert.deepEqual(Object.entries(error.details).map(([field, [{ error }]]) => [field, error]), [["email", "ERR_INVALID"], ["password", "ERR_BLANK"]]);
    assert.equal(error.details.email[0].description, `[hidden] is ${password === "invalid" ? "[hidden]" : "invalid"}`);
    assert.match(await error.userMessage("en"), /e-mail.*password/i);
  }
});

test("a secret that is a code or a number does not change what the server's answer means", async () => {
  const refused = client(() => json(429, { error: "invalid_grant" }, { "Retry-After": "300", "X-Request-Id": "300" }));
  await rejection(refused.request({ method: "POST", path: "/api/v1/x", json: { code: "300", password: "disabled", token: "invalid_grant" } }));
  const { resetAt, code } = await rejection(refused.preferences());
  assert.ok(resetAt > Date.now(), "the wait is read");
  assert.equal(code, "invalid_grant");
  const barred = client(() => json(403, { error: "Your login is currently disabled" }));
  assert.equal((await rejection(barred.preferences())).health, "disabled");
});

test("a session that was stored: neither a call's error nor the event has what the server repeats", async () => {
  const id = "https://c.example#1";
  const records = new Map(Object.entries({
    "mastoauth:sessions": { list: id, current: id },
    [`mastoauth:session:${id}`]: { api_base_url: "https://c.example", access_token: "token-of-c", client_id: "id-c", client_secret: "secret-of-c", scope: "read" },
    [`mastoauth:account:${id}`]: { id: "1", username: "alice", handle: "alice@c.example" },
  }).map(([key, record]) => [key, JSON.stringify(record)]));
  const storage = { getItem: (key) => records.get(key) ?? null, setItem: (key, value) => void records.set(key, value), removeItem: (key) => void records.delete(key) };
  const said = "no token-of-c secret-of-c for 42";
  const auth = createAuth({ clientName: "A test", storage, fetch: async () => json(401, { error: said }) });
  const expired = new Promise((resolve) => auth.on("expired", resolve));
  const { session } = await auth.init();
  const { description, code } = await rejection(session.mastodon.preferences());
  assert.equal(code, "unauthorized");
  assert.equal(description, "no [hidden] [hidden] for 42");
  const event = await expired;
  assert.deepEqual([event.health, event.description], ["revoked", "no [hidden] [hidden] for 42"]);
});

test("a long text is hidden before it is cut, so that no half of a secret remains", async () => {
  const long = client(() => json(400, { error: "no", error_description: `${"ä".repeat(292)} token-of-a` }, { "X-Request-Id": `${"x".repeat(295)}secret-of-a` }));
  const { description, requestId } = await rejection(long.preferences());
  assert.deepEqual([description, requestId], [`${"ä".repeat(292)} [hidden…`, `${"x".repeat(295)}[hidd…`]);
});
