// A server that repeats what it was sent puts no secret into an error, the console or a message, and what is harmless is shown.

import assert from "node:assert/strict";
import { it } from "node:test";
import { fixture } from "../support/fixture.mjs";
import { echoAll } from "../support/secret-echoes.mjs";

const set = fixture();

// Each has what is escaped in addresses, in HTML and in JSON.
const secrets = {
  clientSecret: "client+Secret/é=1", accessToken: "access+Token/é=2", refreshToken: "refresh+Token/é=3", code: "the+Code/é=4",
  codeVerifier: "the+Verifier/é=5", password: "pass+Word/\"é=6", email: "m+e/é7@mail.example", dateOfBirth: "1990-02-03",
  inviteCode: "inVite+/é=8", pushAuth: "push+Auth/é=9",
};

it("no error, message or line of the console has a secret that the server repeats, however it is written", async (test) => {
  const { page } = await set.visit(test, "/blank");
  const { leaks, failed } = await page.evaluate(echoAll, { secrets, each: 7 });
  assert.deepEqual(leaks.slice(0, 5), []);
  const { lines, ...functions } = failed;
  assert.ok(lines > 500, `${lines} lines were logged`);
  const names = await page.evaluate(async () => {
    const { Mastodon } = await import("/lib/index.js");
    return Object.keys(Mastodon.prototype);
  });
  const without = ["authRequestUrl", "clearCaches", "persistableLoginCredentials", "setLanguage"]; // they send nothing
  const never = ["oauthAuthorizationServerInfo", "revokeAccessToken"]; // they report no refusal
  assert.deepEqual(Object.keys(functions).sort(), names.filter((name) => !without.includes(name) && !never.includes(name)).sort());
});

it("what is harmless is shown as the server says it", async (test) => {
  const { page } = await set.visit(test, "/blank");
  const words = [
    "No media with id 109302436954721982", "01HXMV3T0S8QW6F4Y2K9N7B5DZ is no account", "write:statuses read:accounts are missing",
    "0b6e1c7a-7d0e-4c1f-9a5e-3c2d1b0a9f8e was used", "Donaudampfschifffahrtsgesellschaftskapitän", "client-id-1", "a &amp; b%20c \\u002b",
  ];
  const shown = await page.evaluate(async (words) => {
    const lib = await import("/lib/index.js");
    const found = [];
    for (const said of words) {
      const fetch = async () => new Response(JSON.stringify({ error: said, details: { media: [{ error: said }] } }), { status: 422, headers: { "X-Request-Id": "0b6e1c7a-7d0e" } });
      const client = new lib.Mastodon({ apiBaseUrl: "https://server.example", clientId: "client-id-1", clientSecret: "client-secret-1", accessToken: "token-1", fetch });
      const { description, details, requestId } = await client.statusPost({ status: said, mediaIds: said.split(" "), idempotencyKey: "0b6e1c7a-7d0e-4c1f-9a5e-3c2d1b0a9f8e" }).catch((error) => error);
      found.push([description, details?.media[0].error, requestId]);
    }
    return found;
  }, words);
  assert.deepEqual(shown, words.map((said) => [said, said, "0b6e1c7a-7d0e"]));
});
