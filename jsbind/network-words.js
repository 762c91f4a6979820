// @ts-check
// What the developer of a page is told about a request that got no answer: what happened, and what to do. The person is told by
// wasm/messages.

/** @typedef {keyof typeof words} Reason core.NetworkReason */

const words = {
  csp: [
    "the Content-Security-Policy of this page does not let it ask {host}.",
    "Add {origin} to its connect-src, or https: for every server.",
  ],
  cors: [
    "{host} answers, but lets no page of another site read it (CORS).",
    "A proxy may answer for a server that is down: then try again later. Otherwise its admin has to allow it.",
  ],
  redirect: [
    "{host} leads to another address, and the request cannot follow.",
    "Open {origin} in a tab of its own to see where it leads, and use that address.",
  ],
  interrupted_or_cors: [
    "{host} gave this request no answer that a page may read, although it answers others.",
    "The connection may have been interrupted: then try again. Or this answer alone is a redirect, or has no CORS headers.",
  ],
  blocked_by_client: [
    "an extension of this browser keeps this page from asking {host}: its pictures load, and its data do not.",
    "Allow this page in the ad blocker or other extension, then try again.",
  ],
  private_network: [
    "the browser does not let this page ask {host}, which is in the person's own network.",
    "Allow access to devices in the local network in the browser's settings for this page. The page has to be served over https.",
  ],
  private_network_or_down: [
    "{host} is in the person's own network. The browser has not been told yet that this page may ask it, or nothing answers there.",
    "Answer the browser's question about the local network, check that the server runs, and try again.",
  ],
  mixed_content_or_down: [
    "nothing answers at {host}, or the browser blocks it: this page has an https address, and asks an http address (mixed content).",
    "Check that the server runs. Use its https address, or serve this page over http from this computer too.",
  ],
  offline_or_captive_portal: [
    "neither {host} nor the server of this page answers: this device has no connection to the internet, or its network wants a sign-in first (captive portal).",
    "Load any page in a new tab, sign in to the network if it asks for it, and try again.",
  ],
  down_or_blocked: [
    "no connection to {host} came about: there is no such name, it is down, its certificate is not valid, or an extension or a firewall blocks it.",
    "Open {origin} in a tab of its own. If it opens there, something on this device blocks the page. Otherwise check the name, or try again later.",
  ],
  dns: ["there is no server called {host}.", "Check the spelling of the address."],
  down: ["nothing answers at {host}.", "Check the address and its port; the server may be down."],
  not_https: ["{host} does not speak HTTPS there.", "Check the address and its port."],
  certificate_or_captive_portal: [
    "{host} could not prove that it is {host}: its certificate is not valid.",
    "Check the address, and the clock of this machine. A network that wants a sign-in first (captive portal) may also stand in between.",
  ],
  interrupted: ["the connection to {host} broke.", "Try again."],
  offline: ["this device has no connection to the internet, or none to its name servers.", "Try again when it is connected."],
};

/** What happened, and what to do. @param {Reason} reason @param {string} address @returns {[message: string, hint: string]} */
export function wordsFor(reason, address) {
  const { host, origin } = new URL(address);
  const [message = "", hint = ""] = words[reason].map((text) => text.replaceAll("{host}", host).replaceAll("{origin}", origin));
  return [message, hint];
}
