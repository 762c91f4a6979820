// The answers that servers give to other programs on the same page: this library neither takes one nor brings one back.

import assert from "node:assert/strict";
import { it } from "node:test";
import { resultOf, authPage, who } from "../support/auth-page.mjs";
import { decide } from "../support/person.mjs";

const { set, www, visit, atServer, atHome, go } = await authPage();

for (const path of [
  "/?code=abc&state=xyz&next=/x?state=mastoauth-1", "/?code=abc&state=xyz&next=%2Fx%3Fstate%3Dmastoauth-1", "/?code=abc&state=xyz#state=mastoauth-1", "/?code=abc&state=not-mastoauth-1",
  "/?code=abc&state=xyz&state=mastoauth-1", "/?code=abc&next=/x?state=mastoauth-1", "/?code=abc&xstate=mastoauth-1", "/?error=access_denied&state=xyz",
]) {
  it(`an answer of another program is left alone: ${path}`, async (test) => {
    const { page } = await visit(test, path);
    assert.deepEqual(await resultOf(page), { status: "signed-out" });
    assert.equal(page.url(), www.url + path);
    assert.deepEqual(await set.server.asked(/oauth\/token/), []);
  });
}

for (const [left, back] of [
  ["/?code=abc&state=xyz&draft=3", "/?draft=3"], ["/?draft=3&code=abc&scope=read&state=xyz#part", "/?draft=3#part"], ["/#access_token=abc&state=xyz&token_type=bearer", "/"],
  ["/?draft=3&error=access_denied&error_description=No&state=xyz", "/?draft=3"], ["/?code=SPRING&draft=3", "/?code=SPRING&draft=3"], ["/?state=CA&draft=3", "/?state=CA&draft=3"],
  ["/#/cb?code=abc&state=xyz", "/#/cb"], ["/#/cb?code=abc&state=xyz&draft=3", "/#/cb?draft=3"], ["/#/cb&state=xyz&code=abc", "/#/cb"], ["/#/cb?code=SPRING", "/#/cb?code=SPRING"],
  ["/?c%6Fde=abc&st%61te=xyz&draft=3", "/?draft=3"], ["/#access_token=abc&token_type=bearer", "/"], ["/?code=abc&iss=https%3A%2F%2Fb.example&draft=3", "/?draft=3"],
  ["/?oauth_token=abc&oauth_verifier=xyz&draft=3", "/?draft=3"],
]) {
  it(`a used answer does not come back into the address: ${left}`, async (test) => {
    const { page } = await visit(test, left);
    await go(page);
    await atServer(page);
    await decide(page);
    await atHome(page);
    assert.equal((await resultOf(page)).status, "signed-in");
    assert.equal(page.url(), www.url + back);
    assert.deepEqual(await who(page), ["alice", "alice"]);
  });
}

it("a redirectUri with a parameter of an answer is refused before the person leaves", async (test) => {
  const { page } = await visit(test, "/");
  for (const name of ["code", "state", "iss", "error"]) {
    const failed = await page.evaluate(async ([name, server]) => {
      const { createAuth } = await import("/lib/index.js");
      return createAuth({ clientName: "A test", redirectUri: `${location.origin}/?${name}=1` }).signIn(server).catch(({ code, message }) => ({ code, message }));
    }, [name, set.server.url]);
    assert.equal(failed.code, "redirect_uri_invalid");
    assert.match(failed.message, new RegExp(`“${name}”`));
  }
  assert.equal(page.url(), `${www.url}/`);
});
