// A static file server without special features, with the Content-Security-Policy of a careful page.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".map": "application/json",
  ".wasm": "application/wasm",
};

const policy = ({ trustedTypes = "'none'", scripts = "'self'" }) => [
  "default-src 'none'",
  `script-src ${scripts} 'wasm-unsafe-eval'`,
  `connect-src 'self' http://127.0.0.1:* http://localhost:*`,
  "img-src 'self' http://127.0.0.1:*",
  "require-trusted-types-for 'script'",
  `trusted-types ${trustedTypes}`,
].join("; ");

/** By what a policy allows a script that stands in the page itself. */
export function sourceOf(script) {
  return `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
}

/**
 * Serves a folder; resolves to its address and the function that ends it.
 *
 * @param {string} folder
 * @param {object} [options]
 * @param {string} [options.trustedTypes] the policies that the page may make
 * @param {string} [options.scripts] where its scripts may come from. Default: 'self'
 * @param {boolean} [options.cors] other origins may read the files, as those of a CDN
 */
export async function serve(folder, { cors, ...options } = {}) {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
    try {
      const body = await readFile(file);
      response.writeHead(200, {
        "Content-Type": types[extname(file)] ?? "application/octet-stream", "Content-Security-Policy": policy(options),
        ...(cors && { "Access-Control-Allow-Origin": "*" }),
      });
      response.end(body);
    } catch {
      response.writeHead(404, { "Content-Type": "text/plain" }).end("There is no such file.");
    }
  });
  await new Promise((ready, failed) => server.once("error", failed).listen(0, "127.0.0.1", ready));
  const end = () =>
    new Promise((ended) => {
      server.close(ended);
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${server.address().port}/`, end };
}
