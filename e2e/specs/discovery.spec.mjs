// The discovery of servers in a real page: whatever a person types leads to their server, or to an error that gives the reason.

import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { plainWebServer } from "../servers/plain-web-server.mjs";
import { resultOf, authPage } from "../support/auth-page.mjs";
import { refused, succeed } from "../support/package-calls.mjs";
import { decide } from "../support/person.mjs";

// The page may ask any server, as most pages may.
const { set, www, visit, atServer, atHome, go, popup } = await authPage({ policy: null });

const find = (page, server, more = {}) => succeed(page, "findServer", { server, ...more });

/** A plain web server that ends with the test. */
async function site(test, answer) {
  const started = await plainWebServer(answer);
  test.after(started.close);
  return started;
}

describe("what a person types", () => {
  /** The practice server, by a name that a real one could have. */
  async function named(page, name) {
    await page.route((url) => url.host === name, async (route) => {
      const { pathname, search } = new URL(route.request().url());
      const answer = await fetch(set.server.url + pathname + search, { headers: route.request().headers() });
      await route.fulfill({ status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() });
    });
  }

  it("leads to the server, in whichever form", async (test) => {
    const { page } = await visit(test, "/");
    await named(page, "social.example.org");
    const forms = [
      "social.example.org", "SOCIAL.example.org.", "https://social.example.org", "https://social.example.org/@alice", "social.example.org/home",
      "https://social.example.org/@alice/109302436954721982", "@alice@social.example.org", "alice@social.example.org", "acct:alice@social.example.org",
      "  social.example.org \n", "\u200bsocial.exam\u00adple.org\ufeff", "@alice\u2060@social.example.org\u200e", "＠alice＠social.example.org", "\u00a0@ alice@social.example.org".replace("@ ", "@"),
    ];
    for (const form of forms) assert.equal((await find(page, form)).baseUrl, "https://social.example.org", JSON.stringify(form));
  });

  it("may be a name with letters of any alphabet", async (test) => {
    const { page } = await visit(test, "/");
    await named(page, "xn--bcher-kva.example");
    for (const form of ["bücher.example", "https://BÜCHER.example/@alice", "@alice@bücher.example", "xn--bcher-kva.example"]) {
      assert.equal((await find(page, form)).baseUrl, "https://xn--bcher-kva.example", form);
    }
  });

  it("is taken by signIn too, with a handle, and the person lands at its door", async (test) => {
    const { page } = await visit(test, "/");
    const { host } = new URL(set.server.url);
    await go(page, "redirect", `\u200b @alice@${host} `);
    await atServer(page);
    assert.equal(new URL(page.url()).origin, set.server.url);
    await decide(page);
    await atHome(page);
    assert.deepEqual(await resultOf(page), { status: "signed-in", who: "alice", returnTo: `${www.url}/`, state: "draft 3" });
  });
});

describe("the answer", () => {
  it("names software, version, domain, and whether people may sign up", async (test) => {
    const { page } = await visit(test, "/");
    const { version: newest } = await (await fetch(`${set.server.url}/api/v2/instance`)).json();
    const servers = {
      mastodon: [{}, newest, true],
      akkoma: [{ Version: "2.7.2 (compatible; Akkoma 3.16.0)", Quirks: { NoInstanceV2: true }, Registrations: "closed" }, "2.7.2 (compatible; Akkoma 3.16.0)", false],
      sharkey: [{ Version: "3.0.0 (compatible; Sharkey 2024.9.1; like Akkoma)", Quirks: { NoInstanceV2: true }, Registrations: "approval" }, "3.0.0 (compatible; Sharkey 2024.9.1; like Akkoma)", true],
      snac: [{ Version: "4.0.0 (not true; really snac/2.94)" }, "4.0.0 (not true; really snac/2.94)", true],
    };
    for (const [software, [options, version, registrations]] of Object.entries(servers)) {
      const { url } = await set.servers.serve(options);
      const { title, ...answer } = await find(page, url);
      assert.ok(title);
      assert.deepEqual(answer, { baseUrl: url, domain: new URL(url).host, software, version, registrations });
    }
  });
});

describe("a domain that is split", () => {
  const webfinger = () => ({
    json: { subject: "acct:alice@example.org", links: [{ rel: "self", type: "application/activity+json", href: `${set.server.url}/users/alice` }] },
  });
  const hostMeta = () => ({ json: { links: [{ rel: "lrdd", template: `${set.server.url}/.well-known/webfinger?resource={uri}` }] } });
  const ways = {
    webfinger: { "/.well-known/webfinger": webfinger },
    "host-meta": { "/.well-known/host-meta.json": hostMeta },
    "webfinger, behind a redirect": { "/.well-known/webfinger": ({ search }) => ({ status: 301, headers: { Location: `${set.server.url}/.well-known/webfinger${search}` } }) },
  };

  for (const [way, answers] of Object.entries(ways)) {
    it(`leads on by ${way}`, async (test) => {
      const { page } = await visit(test, "/");
      const domain = await site(test, (url) => answers[url.pathname]?.(url));
      for (const form of [`@alice@${domain.host}`, `alice@${domain.host}`, domain.host]) {
        assert.equal((await find(page, form)).baseUrl, set.server.url, form);
      }
    });
  }

  it("is found on the way to a sign-in, and the handle ends with the server's domain", async (test) => {
    const { page } = await visit(test, "/");
    const domain = await site(test, (url) => ways.webfinger[url.pathname]?.(url));
    const window = await popup(page, "popup", `@alice@${domain.host}`);
    assert.equal(new URL(window.url()).origin, set.server.url);
    await Promise.all([window.waitForEvent("close"), decide(window)]);
    assert.deepEqual(await resultOf(page, "outcome"), { status: "signed-in", who: "alice", state: "draft 3" });
    assert.equal(await page.evaluate(() => auth.current.account.handle), `alice@${new URL(set.server.url).host}`);
  });

  it("that keeps pages from reading it is said to, and the server's own name is the way on", async (test) => {
    const { page } = await visit(test, "/");
    const domain = await site(test, (url) => ({ ...ways.webfinger[url.pathname]?.(url), cors: false }));
    const error = await refused("server_unreadable", page, "findServer", { server: `@alice@${domain.host}` });
    assert.match(error.hint, /write the server's name/);
    assert.equal((await find(page, `@alice@${new URL(set.server.url).host}`)).baseUrl, set.server.url);
  });

  it("that leads to itself, to nowhere or to another person's machine is an error, and ends", async (test) => {
    const { page } = await visit(test, "/");
    for (const href of ["/users/alice", "http://10.0.0.1/users/alice", "javascript:alert(1)", "http://localhost:1/users/alice"]) {
      const domain = await site(test, (url) => url.pathname === "/.well-known/webfinger" && { json: { links: [{ rel: "self", href }] } } || undefined);
      await refused("server_not_mastodon", page, "findServer", { server: `@alice@${domain.host}` });
    }
  });
});

describe("what stands in the way has a code and a sentence of its own", () => {
  const told = new Map();
  /** The code and the sentence for people that a server ends with. */
  async function blame(page, code, server, more = {}) {
    const error = await refused(code, page, "findServer", { server, ...more });
    const sentence = await page.evaluate(async ({ error }) => {
      const { MastodonError } = await import("/lib/index.js");
      return new MastodonError(error).userMessage("en");
    }, { error });
    assert.ok(sentence.length > 20, sentence);
    told.set(code, sentence);
    // The way into a sign-in says the same.
    await go(page, "redirect", server);
    assert.equal((await resultOf(page, "outcome")).code, code);
    assert.equal(page.url().startsWith(www.url), true);
    return error;
  }
  let page, context;
  before(() => told.clear());

  it("nothing, no domain, or an e-mail address", async (test) => {
    ({ page } = await visit(test, "/"));
    await blame(page, "server_missing", " \u200b ");
    for (const typed of ["not a server", "mastodon", "https://", "https://me:secret@host.example", "javascript:alert(1)"]) {
      const error = await blame(page, "server_invalid", typed);
      assert.ok(!JSON.stringify(error).includes("secret"));
    }
    // It may be a handle without its @, so it is looked for; then it is said what it looks like.
    await blame(page, "server_is_email", "alice@mail.invalid");
    await blame(page, "server_not_found", "@alice@mail.invalid");
  });

  it("a device that is offline", async (test) => {
    ({ page, context } = await visit(test, "/"));
    await page.evaluate(() => auth.preload());
    await context.setOffline(true);
    await refused("offline", page, "findServer", { server: set.server.url });
    await go(page);
    assert.equal((await resultOf(page, "outcome")).code, "offline");
    await context.setOffline(false);
    assert.equal((await find(page, set.server.url)).baseUrl, set.server.url);
  });

  it("a name at which nobody answers, and an extension that lets nothing through", async (test) => {
    ({ page } = await visit(test, "/"));
    await blame(page, "server_not_found", "http://localhost:1");
    await page.route(`${set.server.url}/**`, (route) => route.abort("blockedbyclient"));
    const error = await blame(page, "server_not_found", set.server.url);
    assert.match(error.hint, /extension/);
  });

  it("a server that lets no page read its answers", async (test) => {
    ({ page } = await visit(test, "/"));
    const server = await set.servers.serve();
    await server.fail("/", "NoCORS");
    const error = await blame(page, "server_unreadable", server.url);
    assert.match(error.message, /CORS/);
    await server.mend();
    assert.equal((await find(page, server.url)).baseUrl, server.url);
  });

  it("a firewall, a server that is down, one that is none, and one that asks for a pause", async (test) => {
    ({ page } = await visit(test, "/"));
    const answering = async (status, html) => (await site(test, () => ({ status, html }))).host;
    await blame(page, "server_blocked", await answering(403, "<title>Just a moment...</title>"));
    for (const status of [500, 502, 503, 504, 520]) await blame(page, "server_down", await answering(status, "<title>Oh</title>"));
    for (const status of [200, 404, 410]) await blame(page, "server_not_mastodon", await answering(status, "<title>My blog</title>"));
    await blame(page, "server_not_mastodon", (await site(test, () => ({ json: { hello: "world" } }))).host);
    const busy = await set.servers.serve();
    await busy.fail("/api/", "TooManyRequests", { resetMs: 60_000 });
    assert.ok((await blame(page, "rate_limited", busy.url)).resetAt);
    const hanging = await set.servers.serve();
    await hanging.fail("/", "Hang");
    await refused("timeout", page, "findServer", { server: hanging.url, requestTimeoutMs: 300 });
  });

  it("no two of them read the same", () => {
    assert.ok(told.size >= 8, [...told.keys()].join());
    assert.equal(new Set(told.values()).size, told.size);
  });
});
