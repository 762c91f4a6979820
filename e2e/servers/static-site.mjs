// A static web site with the page of www and the package in lib/. It is at localhost, and the servers are at 127.0.0.1, so that they
// are different origins.

import { once } from "node:events";
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { root } from "./program.mjs";

/** The strictest policy under which the page and the package work. */
export const strict = [
  "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "connect-src 'self' http://127.0.0.1:*",
  "img-src 'self' http://127.0.0.1:*", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
  "require-trusted-types-for 'script'", "trusted-types 'none'",
].join("; ");

const types = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml",
  ".wasm": "application/wasm", ".map": "application/json",
};

/**
 * Serves the site. /blank is an empty page under the same policy, for tests of the package alone. A path that ends with a slash
 * shows the index.html there or, if there is none, the page of /, which may look at its own path.
 *
 * @param {object} [options]
 * @param {string} [options.policy] the Content-Security-Policy of all files
 * @param {string} [options.folder] the folder to serve. Default: www. Where it has no lib/, that is dist
 */
export async function staticSite({ policy = strict, folder = join(root, "www") } = {}) {
  const asked = [];
  const holds = [];
  const server = createServer(({ url }, response) => {
    asked.push(url);
    const held = holds.findIndex(({ pattern }) => pattern.test(url));
    const [hold] = held < 0 ? [] : holds.splice(held, 1);
    const path = normalize(decodeURIComponent(new URL(url, "http://localhost").pathname));
    // A sandboxed document has an opaque origin, so it needs CORS to read the files of its own site.
    const headers = { "Cache-Control": "no-store", "Access-Control-Allow-Origin": "*" };
    if (policy) headers["Content-Security-Policy"] = policy;
    const gone = once(response, "close");
    const release = () => answer(path, headers, response);
    if (hold?.half) {
      const bytes = readFileSync(fileFor(folder, path));
      response.writeHead(200, { ...headers, "Content-Type": types[extname(path)] });
      response.write(bytes.subarray(0, bytes.length / 2));
    }
    if (hold) return hold.begun({ release, gone });
    release();
  });
  function answer(path, headers, response) {
    if (path === "/blank") {
      response.writeHead(200, { ...headers, "Content-Type": types[".html"] });
      return response.end('<!doctype html><html lang="en"><title>Blank</title><link rel="icon" href="/mark.svg">');
    }
    const index = existsSync(join(folder, path, "index.html")) ? `${path}index.html` : "/index.html";
    const file = fileFor(folder, path.endsWith("/") ? index : path);
    if (!existsSync(file) || !statSync(file).isFile()) return response.writeHead(404, headers).end();
    response.writeHead(200, { ...headers, "Content-Type": types[extname(file)] ?? "application/octet-stream" });
    return createReadStream(file).pipe(response);
  }
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    url: `http://localhost:${server.address().port}`,
    /** The requested paths so far, with their queries. */
    asked,
    /**
     * Holds back the next response to a URL that matches. With half, the browser gets half of the file. Resolves once it has asked:
     * to release, which sends the file, and gone, which resolves once the response has ended.
     */
    hold: (pattern, { half = false } = {}) => new Promise((begun) => holds.push({ pattern, half, begun })),
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

function fileFor(folder, path) {
  return path.startsWith("/lib/") && !existsSync(join(folder, "lib")) ? join(root, "dist", path.slice(5)) : join(folder, path);
}
