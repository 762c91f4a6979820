// Why a page gets no answer: each reason is really brought about in Chromium, and every function names it.

import assert from "node:assert/strict";
import { it } from "node:test";
import { diagnosis, failures, networkStage } from "../support/network-stage.mjs";
import { fixture } from "../support/fixture.mjs";

const set = fixture();
const stage = networkStage();

const icons = ({ asked }) => asked.filter((path) => path === "/favicon.ico").length;

/**
 * Each reason: how it comes about (a page, and the server that it asks), the code of findServer, and the step of a diagnosis.
 */
const causes = {
  "csp": {
    code: "network", step: "policy",
    of: async (test) => [await stage.visit(test, stage.strict.url), set.server.url],
  },
  "cors": {
    code: "server_unreadable", step: "readable",
    of: async (test) => [await stage.visit(test, stage.open.url), `http://127.0.0.1:${stage.silent.port}`],
  },
  "redirect": {
    code: "server_unreadable", step: "readable",
    of: async (test) => [await stage.visit(test, stage.open.url), `http://127.0.0.1:${stage.leading.port}`],
  },
  "blocked_by_client": {
    code: "network", step: "connection",
    of: async (test) => [await stage.visit(test, stage.open.url), `http://blocked.localhost:${stage.iconic.port}`],
  },
  "private_network": {
    code: "network", step: "connection",
    of: async (test) => [await stage.visit(test, stage.public), set.server.url],
  },
  "private_network_or_down": {
    code: "network", step: "connection",
    of: async (test) => {
      const { page } = await stage.secure(test);
      await page.route((url) => url.origin === stage.gone, (route) => route.abort("connectionrefused")); // the browser has no reason to ask
      return [page, stage.gone];
    },
  },
  "mixed_content_or_down": {
    code: "network", step: "connection",
    of: async (test) => {
      await stage.context.grantPermissions(["local-network-access"], { origin: "https://secure.example" });
      test.after(() => stage.context.clearPermissions());
      return [(await stage.secure(test)).page, stage.gone];
    },
  },
  "offline_or_captive_portal": {
    code: "network", step: "online",
    of: async (test) => {
      const { page, end } = await stage.secure(test);
      await page.evaluate(() => import("/lib/index.js").then(({ load }) => load()));
      await page.evaluate(() => import("/lib/messages.js"));
      await end();
      return [page, "https://server.example"];
    },
  },
  "down_or_blocked": {
    code: "server_not_found", step: "connection",
    of: async (test) => [await stage.visit(test, stage.open.url), stage.gone],
  },
  "down_or_blocked, from a page of the internet": {
    code: "server_not_found", step: "connection",
    of: async (test) => [(await stage.secure(test)).page, "https://server.example"],
  },
  "down_or_blocked, by what blocks pictures too": {
    code: "server_not_found", step: "connection",
    of: async (test) => {
      const page = await stage.visit(test, stage.open.url);
      await page.route((url) => url.port === String(stage.iconic.port), (route) => route.abort("blockedbyclient"));
      return [page, `http://127.0.0.1:${stage.iconic.port}`];
    },
  },
};

for (const [name, { code, step, of }] of Object.entries(causes)) {
  const [reason] = name.split(",");
  it(`${name}: is named by every function, and by a diagnosis`, async (test) => {
    const [page, server] = await of(test);
    const failed = await failures(page, server);
    for (const [call, error] of Object.entries(failed)) {
      assert.ok(error.typed, call);
      assert.equal(error.reason, reason, call);
      const searches = ["findServer", "signIn"].includes(call);
      assert.equal(error.code, searches ? code : "network", call);
      if (!searches || code === "network") {
        assert.ok(error.message.includes(new URL(server).host), error.message);
        assert.ok(error.hint.length > 20, call);
        assert.equal(error.said, failed.createApp.said, call);
      }
    }
    const found = await diagnosis(page, { server, lang: "en" });
    assert.equal(found.reason, reason);
    assert.match(found.line, new RegExp(`^(\\w+ ok, )*${step} failed(, \\w+ skipped)*$`));
    const { text } = found.steps.find(({ verdict }) => verdict === "failed");
    assert.equal(text, code === "server_not_found" ? failed.createApp.said : found.said, "the reason, where the sentence of the code does not say it");
  });
}

it("a device that is known to be offline is that", async (test) => {
  const page = await stage.visit(test, stage.open.url);
  await page.evaluate(() => import("/lib/index.js").then(({ load }) => load()));
  await page.evaluate(() => import("/lib/messages.js"));
  await stage.context.setOffline(true);
  test.after(() => stage.context.setOffline(false));
  const { fetch, ...others } = await failures(page, set.server.url);
  for (const [call, { code }] of Object.entries(others)) assert.equal(code, "offline", call);
  assert.deepEqual([fetch.code, fetch.reason], ["network", "offline"]);
  assert.match((await diagnosis(page, { server: set.server.url })).line, /^address ok, online failed/);
});

it("a worker hears of the policy too", async (test) => {
  const page = await stage.visit(test, stage.strict.url);
  const found = await page.evaluate((server) => new Promise((resolve) => {
    const worker = new Worker("/worker.js", { type: "module" });
    worker.onmessage = ({ data }) => resolve(data);
    worker.postMessage({ server });
  }), set.server.url);
  assert.deepEqual(found, ["network", "csp"]);
});

it("a policy that only reports is not the reason", async (test) => {
  const page = await stage.context.newPage();
  test.after(() => page.close());
  await page.route((url) => url.pathname === "/blank", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, headers: { ...answer.headers(), "content-security-policy-report-only": "connect-src 'self'" } });
  });
  await page.goto(`${stage.open.url}/blank`);
  assert.equal((await failures(page, stage.gone)).createApp.reason, "down_or_blocked");
});

it("a connection that breaks, or an answer without CORS, at a server that is otherwise there", async (test) => {
  for (const fault of ["CloseConnection", "NoCORS"]) {
    const server = await set.servers.serve();
    await server.fail("/api/v1/apps", fault);
    const page = await stage.visit(test, stage.open.url);
    const { createApp } = await failures(page, server.url);
    assert.deepEqual([createApp.code, createApp.reason], ["network", "interrupted_or_cors"], fault);
  }
});

it("an examination ends with the signal", async (test) => {
  const page = await stage.visit(test, stage.open.url);
  const probes = [];
  const probed = new Promise((resolve) => {
    page.route((url) => url.origin === stage.gone, (route) => {
      if (!route.request().url().endsWith("/instance")) return route.abort();
      if (probes.push(route) === 2) resolve();
    });
  });
  await page.evaluate(async (server) => {
    const { Mastodon } = await import("/lib/index.js");
    globalThis.stop = new AbortController();
    globalThis.failed = new Mastodon({ apiBaseUrl: server, accessToken: "token-1" }).accountVerifyCredentials({ signal: stop.signal }).catch(({ code, reason }) => ({ code, reason }));
  }, stage.gone);
  await probed;
  assert.deepEqual(await page.evaluate(() => (stop.abort(), failed)), { code: "network", reason: undefined }, "what had failed before");
  await Promise.all(probes.map((route) => route.abort()));
});

it("a burst of failures costs one examination, which sends no secret, and a call that works costs none", async (test) => {
  const page = await stage.visit(test, stage.open.url);
  const before = stage.silent.asked.length;
  const reasons = await page.evaluate(async (server) => {
    const { Mastodon } = await import("/lib/index.js");
    const client = new Mastodon({ apiBaseUrl: server, accessToken: "token-1" });
    return Promise.all(Array.from({ length: 5 }, (_, at) => client.request({ path: `/api/v1/lists/${at}?secret=s` }).catch(({ reason }) => reason)));
  }, `http://127.0.0.1:${stage.silent.port}`);
  assert.deepEqual(reasons, Array(5).fill("cors"));
  assert.deepEqual(stage.silent.asked.slice(before).filter((path) => !path.startsWith("/api/v1/lists/")), Array(2).fill("/api/v1/instance"));
  const server = await set.servers.serve();
  await page.evaluate((server) => import("/lib/index.js").then(({ Mastodon }) => Mastodon.createApp({ clientName: "A test", apiBaseUrl: server })), server.url);
  assert.deepEqual((await server.log()).map((line) => line.split(" ").slice(0, 2).join(" ")), ["POST /api/v1/apps"]);
  assert.equal(icons(stage.silent), 0, "a server that answers is not asked for its icon");
});
