// Why a request got no answer in Node, Deno and Bun, as far as their errors say it.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { createServer as createTCPServer } from "node:net";
import { test } from "node:test";
import { socketReason } from "../../jsbind/socket-errors.js";
import { freshPackage, rejection } from "./package-copies.mjs";

const { Mastodon } = await freshPackage();

/** What Node 20, Bun 1.4 and Deno 2.9 say: the code and message of the error, and of its cause. */
const said = [
  ["dns", "fetch failed", "", "getaddrinfo ENOTFOUND a.example", "ENOTFOUND"],
  ["dns", "getaddrinfo ENOTFOUND a.example", "ENOTFOUND"],
  ["dns", "fetch failed", "", "error sending request for url (http://a.example/): client error (Connect): dns error: failed to lookup address information: Name or service not known"],
  ["offline", "fetch failed", "", "getaddrinfo EAI_AGAIN a.example", "EAI_AGAIN"],
  ["offline", "fetch failed", "", "client error (Connect): dns error: failed to lookup address information: Temporary failure in name resolution"],
  ["offline", "fetch failed", "", "connect ENETUNREACH 192.0.2.1:443", "ENETUNREACH"],
  ["down", "fetch failed", "", "", "ECONNREFUSED"],
  ["down", "ECONNREFUSED: Unable to connect. Is the computer able to access the url?", "ECONNREFUSED"],
  ["down", "Unable to connect. Is the computer able to access the url?", "ConnectionRefused"],
  ["down", "fetch failed", "", "client error (Connect): tcp connect error: Connection refused (os error 111)"],
  ["certificate_or_captive_portal", "fetch failed", "", "self-signed certificate", "DEPTH_ZERO_SELF_SIGNED_CERT"],
  ["certificate_or_captive_portal", "fetch failed", "", "certificate has expired", "CERT_HAS_EXPIRED"],
  ["certificate_or_captive_portal", "fetch failed", "", "Hostname/IP does not match certificate's altnames", "ERR_TLS_CERT_ALTNAME_INVALID"],
  ["certificate_or_captive_portal", "self signed certificate", "DEPTH_ZERO_SELF_SIGNED_CERT"],
  ["certificate_or_captive_portal", "fetch failed", "", "client error (Connect): invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))"],
  ["not_https", "fetch failed", "", "error:0A00010B:SSL routines:ssl3_get_record:wrong version number", "ERR_SSL_WRONG_VERSION_NUMBER"],
  ["not_https", "EPROTO: The TLS handshake failed. Does the server speak TLS on this port?", "EPROTO"],
  ["not_https", "fetch failed", "", "client error (Connect): received corrupt message of type InvalidContentType"],
  ["interrupted", "fetch failed", "", "read ECONNRESET", "ECONNRESET"],
  ["interrupted", "terminated", "", "other side closed", "UND_ERR_SOCKET"],
  ["interrupted", "ECONNRESET: The socket connection was closed unexpectedly.", "ECONNRESET"],
  ["interrupted", "fetch failed", "", "Connection reset by peer (os error 104)"],
  ["interrupted", "fetch failed", "", "client error (SendRequest): connection closed before message completed"],
  ["interrupted", "error reading a body from connection"],
  ["down", "fetch failed", "", "bad port"], // a port that fetch never asks, such as 1
  ["", "fetch failed", "", "something else"],
];

for (const [reason, message, code, because, itsCode] of said) {
  test(`${reason || "nothing"}: ${[message, code, because, itsCode].filter(Boolean).join(" | ")}`, () => {
    const cause = because === undefined ? undefined : Object.assign(new Error(because), itsCode && { code: itsCode });
    assert.equal(socketReason(Object.assign(new TypeError(message, { cause }), code && { code })), reason);
  });
}

test("what is no error has no reason, and what cannot be read has none either", () => {
  const unreadable = new Proxy({}, { get() { throw new Error("no"); } });
  for (const thrown of [undefined, null, "ECONN", 1, {}, unreadable]) assert.equal(socketReason(thrown), "");
});

/** Starts a server, which ends with the test. Returns its address. */
async function listening(test, server) {
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  test.after(() => server.close());
  return `127.0.0.1:${server.address().port}`;
}

test("the calls of a client name the reason, the server, and what to do", async (test) => {
  const gone = createServer();
  const nobody = await listening(test, gone);
  gone.close();
  const breaking = await listening(test, createTCPServer((socket) => socket.once("data", () => socket.destroy())));
  for (const [host, reason, sentence] of [[nobody, "down", "nothing answers"], [breaking, "interrupted", "broke"]]) {
    const client = new Mastodon({ apiBaseUrl: `http://${host}`, accessToken: "token-1" });
    const app = { clientName: "A test", apiBaseUrl: `http://${host}` };
    for (const call of [() => client.accountVerifyCredentials(), () => client.statusPost({ status: "x" }), () => Mastodon.createApp(app)]) {
      const error = await rejection(call());
      assert.deepEqual([error.code, error.reason], ["network", reason]);
      assert.ok(error.message.includes(host) && error.message.includes(sentence), error.message);
      assert.ok(error.hint);
    }
    const error = await rejection(Mastodon.findServer({ server: `http://${host}` }));
    assert.deepEqual([error.code, error.reason], ["server_not_found", reason]);
    const { server, steps, error: named } = await Mastodon.diagnose({ server: `http://${host}`, lang: "de" });
    assert.deepEqual([server, named.reason], [undefined, reason]);
    assert.deepEqual(steps.map(({ name, verdict }) => `${name} ${verdict}`), [
      "address ok", "online skipped", "policy skipped", "connection failed", "readable skipped", "software skipped", "login skipped",
    ]);
    const unreachable = await rejection(client.accountVerifyCredentials());
    assert.equal(steps[3].text, await unreachable.userMessage("de"), "the reason, and not once more that there is no such server");
  }
});
