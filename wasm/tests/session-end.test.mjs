// How a session ends: by its person, twice at once, and by its server, which a page that is opened later still knows.

import assert from "node:assert/strict";
import { test } from "node:test";
import { freshPackage, rejection } from "./package-copies.mjs";

const { createAuth } = await freshPackage();

const id = "https://a.example#1";
const json = (body, status = 200) => new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });

/** Records of a session, createAuth over them, and the paths that were asked. answer is the server's. */
function signedIn(answer) {
  const records = new Map(Object.entries({
    "mastoauth:sessions": { list: id, current: id },
    [`mastoauth:session:${id}`]: { api_base_url: "https://a.example", client_id: "app", client_secret: "s", access_token: "token-1", scope: "read" },
    [`mastoauth:account:${id}`]: { id: "1", username: "a", handle: "a@a.example", display_name: "A", avatar: "", url: "" },
  }).map(([key, record]) => [key, JSON.stringify(record)]));
  const storage = { getItem: (key) => records.get(key) ?? null, setItem: (key, value) => records.set(key, value), removeItem: (key) => records.delete(key) };
  const asked = [];
  const fetch = async (url, init) => {
    asked.push(new URL(url).pathname);
    return answer(url, init);
  };
  return { asked, open: () => createAuth({ clientName: "A test", storage, fetch }) };
}

const endings = {
  "signOut": [(session) => session.signOut(), { confirmed: true }],
  "forget": [(session) => session.forget(), { confirmed: false, authorizedAppsUrl: "https://a.example/oauth/authorized_applications" }],
};
for (const [name, [end, outcome]] of Object.entries(endings)) {
  test(`${name}, called twice at once: both get the outcome, by one request at most`, async () => {
    const { asked, open } = signedIn(() => json({}));
    const auth = open();
    const { current } = auth;
    assert.deepEqual(await Promise.all([end(current), end(current), end(current)]), [outcome, outcome, outcome]);
    assert.equal(asked.filter((path) => path === "/oauth/revoke").length, name === "signOut" ? 1 : 0);
    assert.equal(auth.current, undefined);
  });
}

test("a sign-out that is called off does not call off another", async () => {
  const { open } = signedIn(() => json({}));
  const { current } = open();
  const stop = new AbortController();
  const [first, second] = [current.signOut({ signal: stop.signal }), current.signOut()];
  stop.abort();
  assert.equal((await rejection(first)).code, "aborted");
  assert.deepEqual(await second, { confirmed: true });
});

const refusal = () => json({ error: "The access token was revoked" }, 401);

/** What a page that is opened now finds. */
async function opened(open) {
  const auth = open();
  const told = new Promise((resolve) => auth.on("expired", ({ health, session }) => resolve([health, session.id])));
  const { status } = await auth.init();
  return { auth, status, told, token: auth.current.token().catch(({ code }) => code) };
}

test("a session that the server has refused is that after a reload too, until it is another token or the server takes it again", async () => {
  let answer = refusal;
  const { open } = signedIn(() => answer());
  const first = open();
  assert.equal((await first.current.check()).health, "revoked");
  assert.equal(await first.current.token().catch(({ code }) => code), "session_expired");
  const { auth, status, told, token } = await opened(open);
  assert.deepEqual([status, await told, await token], ["restored", ["revoked", id], "session_expired"]);

  answer = () => json({ id: "1", username: "a", acct: "a" });
  assert.equal((await auth.current.fetch("/api/v1/preferences")).status, 200, "the server takes it again");
  assert.equal((await auth.current.check()).health, "good"); // joins the question that the answer has raised
  assert.equal(await auth.current.token(), "token-1");
  assert.equal(await (await opened(open)).token, "token-1");
});
