// A Cloudflare Worker, in workerd by miniflare. esbuild bundles it as wrangler does: the conditions are those of wrangler, and the module
// stays a file of its own, which workerd compiles.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { agree, assertDocumented } from "../code-trials.mjs";

const line = "load({ wasm })";

/** Runs a worker of the project until the test ends. Resolves to its address. */
async function run(t, project, file) {
  await project.run(
    "esbuild", file, "--bundle", "--format=esm", "--conditions=workerd,worker,browser", "--external:mastoauth/mastoauth.wasm", "--outdir=out", "--log-level=error");
  const { Miniflare } = await import(pathToFileURL(createRequire(join(project.folder, "package.json")).resolve("miniflare")));
  const worker = new Miniflare({
    modules: [
      { type: "ESModule", path: "worker.js", contents: await readFile(join(project.folder, "out", file), "utf8") },
      { type: "CompiledWasm", path: "mastoauth/mastoauth.wasm", contents: await readFile(join(project.folder, "node_modules/mastoauth/dist/mastoauth.wasm")) },
    ],
    compatibilityDate: "2026-04-01", kvNamespaces: ["LOGINS"], cf: false, host: "127.0.0.1", port: 0,
  });
  t.after(() => worker.dispose());
  return (await worker.ready).href;
}

/** A server whose answers never end at /stall, that redirects at /moved, that has a rate limit for a second at /api/limit, and that answers at once elsewhere. */
async function slowServer(t) {
  const stalled = [];
  const limited = new Set();
  const waiting = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    for (const { path, heard } of waiting) if (pathname === path) heard();
    if (pathname === "/moved") return response.writeHead(302, { Location: "/answers" }).end();
    if (pathname.startsWith("/stall")) return stalled.push(response);
    if (pathname.startsWith("/api/limit") && !limited.has(pathname)) {
      limited.add(pathname);
      const reset = new Date(Date.now() + 1_000).toISOString();
      response.writeHead(429, { "Content-Type": "application/json", "X-RateLimit-Limit": "1", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset });
      return response.end('{"error":"Too many requests"}');
    }
    response.writeHead(200, { "Content-Type": "application/json" }).end('{"domain":"example","version":"4.6.0"}');
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    /** Resolves once this path is asked for. */
    asked: (path) => new Promise((heard) => waiting.push({ path, heard })),
  };
}

export const cloudflare = [
  {
    name: "cloudflare",
    what: "a Cloudflare Worker", version: async (project) => `by miniflare ${await project.version("miniflare")}`, how: "a login in two requests, its storage in KV",
    project: "cloudflare",
    lines: line,
    trial: async (t, { project, set }) => {
      assertDocumented(await readFile(join(project.folder, "worker.js"), "utf8"));
      const bare = await (await fetch(await run(t, project, "bare.js"))).text();
      assert.ok(bare.includes(line), bare);
      const address = await run(t, project, "worker.js");
      const begun = await fetch(`${address}login?server=${encodeURIComponent(set.server.url)}`, { redirect: "manual" });
      assert.equal(begun.status, 302, await begun.text());
      const cookie = begun.headers.get("Set-Cookie").split(";")[0];
      const back = await agree(begun.headers.get("Location"));
      assert.equal((await fetch(back)).status, 403, "without the cookie");
      const done = await fetch(back, { headers: { cookie } });
      assert.equal(await done.text(), "Hello, alice");
    },
  },
  {
    name: "cloudflare-requests",
    what: "a Cloudflare Worker", version: async (project) => `by miniflare ${await project.version("miniflare")}`, how: "requests one after another, at once, and cancelled",
    project: "cloudflare",
    lines: line,
    trial: async (t, { project }) => {
      const server = await slowServer(t);
      const address = await run(t, project, "calls.js");
      const call = async (path, timeout, signal) =>
        (await fetch(`${address}?${new URLSearchParams({ server: server.url, path, timeout })}`, { signal })).text();
      // The timer of the first request ends with it. The next ones need their own.
      assert.equal(await call("/answers", 1_000), "answered");
      assert.equal(await call("/stall", 2_000), "timeout");
      assert.equal(await call("/moved", 2_000), "network", "a token follows no redirect");
      assert.deepEqual(await Promise.all([call("/api/limit/1", 9_000), call("/stall", 900), call("/answers", 9_000), call("/stall", 2_000)]), [
        "answered", "timeout", "answered", "timeout",
      ]);
      for (const [cancelled, next] of [["/stall/2", "/stall"], ["/api/limit/2", "/api/limit/3"]]) {
        const visitor = new AbortController();
        const asked = server.asked(cancelled);
        const first = call(cancelled, 2_000, visitor.signal).catch(({ name }) => name);
        await asked;
        const second = call(next, 3_000);
        visitor.abort();
        assert.equal(await first, "AbortError");
        assert.equal(await second, next === "/stall" ? "timeout" : "answered");
      }
      assert.equal(await call("/answers", 9_000), "answered");
    },
  },
];
