// @ts-check
// Why a request got no answer in Node, Deno and Bun, whose fetch says it: Node in the cause's code, Bun in the error's code, and Deno in the
// message.

import { member } from "./values.js";

/** The reasons, with what the runtimes call them. The first one that fits counts. @type {[reason: string, names: RegExp][]} */
const reasons = [
  ["offline", /EAI_AGAIN|ENETUNREACH|ENETDOWN|Network is unreachable|Temporary failure in name resolution/],
  ["dns", /ENOTFOUND|dns error|FailedToOpenSocket/],
  ["not_https", /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|EPROTO|InvalidContentType/],
  ["certificate_or_captive_portal", /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME|invalid peer certificate/],
  ["down", /ECONNREFUSED|EHOSTUNREACH|ConnectionRefused|Connection refused|No route to host|bad port/],
  ["interrupted", /ECONNRESET|EPIPE|UND_ERR_SOCKET|ConnectionClosed|ConnectionReset|Connection reset|connection closed|unexpected EOF|reading a body from connection/],
];

/** The reason, or "" if the error does not say it. @param {unknown} error */
export function socketReason(error) {
  const cause = member(error, "cause");
  const said = [error, cause].flatMap((each) => [member(each, "code"), member(each, "message")]).join(" ");
  return reasons.find(([, names]) => names.test(said))?.[0] ?? "";
}
