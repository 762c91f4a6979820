// What is preloaded before the click, and what the click then has to wait for.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { root } from "../servers/program.mjs";
import { fixture } from "../support/fixture.mjs";

const set = fixture();

const parts = ["/lib/lazy.js", "/lib/mastoauth.wasm", "/lib/wasm_exec.js"];

/** Records the requests of the page. */
function listen(page) {
  const asked = [];
  page.on("request", (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  return {
    /** The requests to the server, without its favicon and the authorization page. */
    get server() { return asked.filter((line) => /\/(api|oauth\/token|\.well-known)\b/.test(line)); },
    /** The requests of the parts that are loaded lazily. */
    get parts() { return asked.map((line) => line.split(" ")[1]).filter((path) => parts.includes(path)).sort(); },
    async until(condition) {
      while (!condition()) await page.waitForEvent("request");
    },
  };
}

/** Clicks and waits for the redirect to the server, which gets status 204: so the browser stays on the page. */
async function leaving(page, click) {
  const door = (url) => url.pathname === "/oauth/authorize";
  await page.route(door, (route) => route.fulfill({ status: 204 }));
  await Promise.all([page.waitForRequest((request) => door(new URL(request.url()))), click()]);
}

/** Opens an empty page with a createAuth as window.auth. */
async function blank(test) {
  const { page } = await set.visit(test);
  await page.evaluate(async () => {
    window.all = await import("/lib/index.js");
    window.auth = all.createAuth({ clientName: "A test", scopes: ["read"] });
  });
  return { page, heard: listen(page) };
}

const ways = {
  load: () => all.load(),
  "a call": (server) => new all.Mastodon({ apiBaseUrl: server }).instance(),
  preload: () => auth.preload(),
  signIn: (server) => auth.signIn(server),
  signUp: (server) => auth.signUp(server, {}),
};
for (const [name, way] of Object.entries(ways)) {
  it(`${name} asks for all parts at once, before any has come`, async (test) => {
    const { page, heard } = await blank(test);
    await page.route((url) => parts.includes(url.pathname), () => {}); // no response ever comes
    await page.evaluate(`void (${way})("${set.server.url}").catch(() => undefined)`);
    await heard.until(() => heard.parts.length === parts.length);
    assert.deepEqual(heard.parts, parts);
  });
}

it("session.fetch needs no module", async (test) => {
  const { page, heard } = await blank(test);
  await page.evaluate(async (server) => {
    const id = `${server}#1`;
    localStorage.setItem("mastoauth:sessions", JSON.stringify({ list: id, current: id }));
    localStorage.setItem(`mastoauth:session:${id}`, JSON.stringify({ api_base_url: server, access_token: "a", scope: "read" }));
    localStorage.setItem(`mastoauth:account:${id}`, JSON.stringify({ id: "1", username: "a", handle: "a@b", display_name: "", avatar: "", url: "" }));
    await auth.current.fetch("/api/v2/instance");
  }, set.server.url);
  assert.deepEqual(heard.parts, ["/lib/lazy.js"]);
});

it("a click after preload(typed) sends one request before the page is left", async (test) => {
  const { page, heard } = await blank(test);
  await page.evaluate((typed) => Promise.all([auth.preload(typed), auth.preload(typed), auth.preload(` ${typed}/@alice`)]), set.server.url);
  assert.deepEqual(heard.server, ["GET /api/v2/instance"]);
  await leaving(page, () => page.evaluate((typed) => void auth.signIn(typed), set.server.url));
  assert.deepEqual(heard.server, ["GET /api/v2/instance", "POST /api/v1/apps"]);
});

it("preload rehearses a sign-in to its end, once, and neither asks anybody nor keeps anything", async (test) => {
  const { page, heard } = await blank(test);
  const seen = await page.evaluate(async () => {
    let digests = 0; // of the PKCE challenge, which comes last
    const digest = crypto.subtle.digest.bind(crypto.subtle);
    crypto.subtle.digest = (...of) => (digests++, digest(...of));
    await auth.preload();
    await auth.preload();
    return [digests, localStorage.length, sessionStorage.length];
  });
  assert.deepEqual(seen, [1, 0, 0]);
  await idle(page);
  assert.deepEqual(heard.server, []);
});

it("a click while the server is looked for waits for that answer, and asks for no other", async (test) => {
  const { page, heard } = await blank(test);
  await page.evaluate(() => auth.preload());
  await leaving(page, () => page.evaluate((typed) => {
    void auth.preload(typed);
    void auth.signIn(typed);
  }, set.server.url));
  assert.deepEqual(heard.server, ["GET /api/v2/instance", "POST /api/v1/apps"]);
});

it("preload has nothing to say of a server that is not there, and says if the module is not", async (test) => {
  const { page } = await blank(test);
  const preload = (typed) => page.evaluate((typed) => auth.preload(typed).then(() => "resolved", ({ code }) => code), typed);
  await page.route((url) => url.pathname === "/lib/mastoauth.wasm", (route) => route.abort());
  assert.equal(await preload(set.server.url), "wasm_unreachable");
  await page.unroute((url) => url.pathname === "/lib/mastoauth.wasm");
  await page.unrouteAll();
  for (const typed of ["", "no server", "http://127.0.0.1:1", set.server.url]) assert.equal(await preload(typed), "resolved", typed);
});

/** Waits until the page is idle. */
const idle = (page) => page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));

/** Opens the page with the tag. */
async function visit(test, attributes = {}) {
  const before = set.www.asked.length;
  const { page, said } = await set.visit(test, "/tag.html");
  const tag = page.locator("mastodon-login");
  const field = tag.getByRole("combobox");
  const button = tag.locator("[part=button]");
  await field.waitFor();
  assert.deepEqual(set.www.asked.slice(before).filter((path) => parts.includes(path)), [], "nothing is loaded for somebody who only looks");
  await tag.evaluate((element, attributes) => {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  }, attributes);
  return { page, said, tag, field, button, heard: listen(page), host: new URL(set.server.url).host };
}

it("the tag loads the module when its field gets the focus, and asks no server while somebody types", async (test) => {
  const { page, field, button, heard, host, said } = await visit(test);
  await field.focus();
  await heard.until(() => heard.parts.length === parts.length);
  await page.keyboard.type(host);
  await field.evaluate((input) => input.dispatchEvent(new FocusEvent("focus"))); // as when one comes back from another window
  await idle(page);
  assert.deepEqual(heard.server, []);
  await page.keyboard.press("Tab"); // to the list's button, which leaves the field
  await heard.until(() => heard.server.length > 0);
  await button.hover();
  await button.focus();
  await leaving(page, () => button.click());
  assert.deepEqual(heard.server, ["GET /api/v2/instance", "POST /api/v1/apps"]);
  assert.deepEqual(heard.parts, parts);
  assert.deepEqual(said, []);
});

for (const [name, approach] of Object.entries({
  "the pointer": (button) => button.hover(),
  "the focus": (button) => button.focus(),
})) {
  it(`the tag with one server looks for it when its button gets ${name}`, async (test) => {
    const { page, button, heard } = await visit(test, { server: set.server.url });
    await button.dispatchEvent("pointerenter", { pointerType: "touch" }); // which may be there to scroll
    await idle(page);
    assert.deepEqual([heard.parts, heard.server], [[], []]);
    await approach(button);
    await heard.until(() => heard.server.length > 0);
    await leaving(page, () => button.click());
    assert.deepEqual(heard.server, ["GET /api/v2/instance", "POST /api/v1/apps"]);
  });
}

it("what the tag could not load ahead is no news, and is loaded by the click", async (test) => {
  const { page, tag, field, button, heard, host } = await visit(test);
  await page.evaluate(() => {
    window.eventLog = [];
    document.querySelector("mastodon-login").addEventListener("error", ({ detail }) => eventLog.push(detail.error.code));
  });
  const module = (url) => url.pathname === "/lib/mastoauth.wasm";
  await page.route(module, (route) => route.abort());
  await Promise.all([page.waitForEvent("requestfailed", (request) => module(new URL(request.url()))), field.focus()]);
  await page.unroute(module);
  await field.fill("http://127.0.0.1:1");
  await field.press("Tab"); // and nobody is there
  await heard.until(() => heard.server.length > 0);
  await field.fill(host);
  assert.equal(await tag.getByRole("alert").innerText(), "");
  await leaving(page, () => button.click());
  assert.deepEqual(await page.evaluate(() => eventLog), []);
});

it("the hints of docs/serving.md bring each part once", async (test) => {
  const [, block] = /```html\n(<link rel="modulepreload"[\s\S]*?)```/.exec(readFileSync(`${root}docs/serving.md`, "utf8"));
  const hints = block.replaceAll("./dist/", "/lib/").match(/<link .*>/g)
    .map((link) => Array.from(link.matchAll(/ ([a-z]+)(?:="([^"]*)")?/g)).map(([, name, value = ""]) => [name, value]));
  const { page, said } = await set.visit(test);
  const heard = listen(page);
  const before = set.www.asked.length;
  await page.evaluate((hints) => Promise.all(hints.map((attributes) => new Promise((resolve, reject) => {
    const link = document.createElement("link");
    for (const [name, value] of attributes) link.setAttribute(name, value);
    link.onload = resolve;
    link.onerror = reject;
    document.head.append(link);
  }))), hints);
  assert.deepEqual(heard.parts, parts);
  assert.equal(await page.evaluate(async (apiBaseUrl) => {
    const { Mastodon } = await import("/lib/index.js");
    return typeof (await new Mastodon({ apiBaseUrl }).instance()).domain;
  }, set.server.url), "string");
  const asked = set.www.asked.slice(before).filter((path) => path.startsWith("/lib/"));
  assert.deepEqual(asked.sort(), ["/lib/index.js", ...parts]);
  assert.deepEqual(said, []);
});
