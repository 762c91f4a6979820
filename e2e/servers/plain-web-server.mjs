// A web server that is no Mastodon: one half of a split domain, a blog, a firewall. The test sets its responses.

import { createServer } from "node:http";

/**
 * Starts the server on a free port. It can be reached as localhost, any subdomain of localhost, and 127.0.0.1.
 *
 * @param {(url: URL) => {status?: number, headers?: Record<string, string>, json?: unknown, html?: string, cors?: boolean} | undefined} answer
 *   to each address, which is 404 where there is none; cors false keeps the pages of other origins from reading it
 */
export async function plainWebServer(answer) {
  const asked = [];
  const server = createServer(({ url, headers: { host } }, response) => {
    asked.push(url);
    const { status = 200, headers = {}, json, html = "<!doctype html><title>A site</title>", cors = true } = answer(new URL(url, `http://${host}`)) ?? { status: 404 };
    response.writeHead(status, {
      "Content-Type": json ? "application/json" : "text/html; charset=utf-8", ...(cors && { "Access-Control-Allow-Origin": "*" }), ...headers,
    });
    response.end(json ? JSON.stringify(json) : html);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address();
  return {
    port,
    host: `localhost:${port}`,
    /** The requested paths. */
    asked,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}
