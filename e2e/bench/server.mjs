// The servers of a measurement: the page's own site, and servers of another origin that respond to the calls.

import { createServer } from "node:http";

/** Listens on a free port of this machine. */
async function listen(host, handler) {
  const server = createServer({ keepAlive: true, keepAliveTimeout: 600_000 }, handler);
  await new Promise((ready, failed) => server.once("error", failed).listen(0, "127.0.0.1", ready));
  const close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return { url: `http://${host}:${server.address().port}`, close };
}

/** Serves files that a browser may keep, and an empty page. */
export function site(files) {
  return listen("localhost", ({ url, headers }, response) => {
    const path = url.replace(/\?.*/, "");
    const file = path === "/" ? blank : files.get(path);
    if (!file) return response.writeHead(404).end();
    const packed = file.brotli && /\bbr\b/.test(headers["accept-encoding"]);
    response.writeHead(200, { "Content-Type": file.type, "Cache-Control": "max-age=3600", Vary: "Accept-Encoding", ...(packed && { "Content-Encoding": "br" }) });
    return response.end(packed ? file.brotli : file.body);
  });
}

const blank = { type: "text/html; charset=utf-8", body: '<!doctype html><html lang="en"><title>Bench</title><link rel="icon" href="data:,">' };

/** Answers every request with the same document and Mastodon's headers, and counts what it was asked. */
export async function answering(document) {
  const asked = { calls: 0, preflights: 0 };
  const { url, close } = await listen("127.0.0.1", ({ method, headers }, response) => {
    const shared = { "Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Link, X-RateLimit-Reset, X-RateLimit-Limit, X-RateLimit-Remaining, X-Request-Id" };
    if (method === "OPTIONS") {
      asked.preflights++;
      return response.writeHead(200, {
        ...shared, "Access-Control-Allow-Methods": "POST, PUT, DELETE, GET, PATCH, OPTIONS", "Access-Control-Max-Age": "7200",
        "Access-Control-Allow-Headers": headers["access-control-request-headers"] ?? "",
      }).end();
    }
    asked.calls++;
    return response.writeHead(200, { ...shared, ...answerHeaders(), "Content-Length": document.length }).end(document);
  });
  return { url, close, asked };
}

/** What Mastodon says beside a document. */
export function answerHeaders() {
  return {
    "Content-Type": "application/json; charset=utf-8", "Cache-Control": "private, no-store",
    "X-RateLimit-Limit": "300", "X-RateLimit-Remaining": "299", "X-RateLimit-Reset": new Date(Date.now() + 300_000).toISOString(),
  };
}
