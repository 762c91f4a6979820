// Why a request got no answer, and what a diagnosis found, in English. The other languages have the same keys.

export const network = {
  ask: "What is wrong?",
  // The reasons that have no message of a code; see user-message.ts.
  reasons: {
    csp: "This page does not allow itself to ask this server. Tell the people who run this page.",
    cors: "The server answers, but it does not let this page read the answer. It may have a problem at the moment: try again later. If that does not help, tell the people who run the server.",
    redirect: "The server leads to another address, and this page cannot follow. Open the server in a new tab, look at its address there, and type that one.",
    interrupted_or_cors: "The server is there, but its answer did not arrive, or this page may not read it. Try again.",
    blocked_by_client: "An ad blocker or another extension of your browser keeps this page from your server. Allow this page there, then try again.",
    private_network: "Your browser does not let this page reach devices in your own network. Allow it in the settings for this page, then try again.",
    private_network_or_down: "This server is in your own network. Your browser may ask whether this page may reach it: allow it. Or nothing answers there at the moment.",
    mixed_content_or_down: "Nothing answers on this device, or your browser blocks it because the address begins with http://. Check that the server runs.",
    offline_or_captive_portal: "You seem to have no connection, or your network wants you to sign in to it first, as in a hotel or a train. Open any page in a new tab, then try again.",
    down_or_blocked: "No connection to the server came about. Check the name and your connection. The server may be down, or an ad blocker or a firewall may be in the way.",
    not_https: "The server does not offer a safe connection at this address. Check the address.",
    certificate_or_captive_portal: "The server could not prove who it is. Check the clock of your device. Or your network wants you to sign in to it first, as in a hotel or a train.",
    interrupted: "The connection to the server broke. Try again.",
  },
  // The steps of a diagnosis that went well.
  steps: {
    address: "The address can be read: {server}.",
    online: "Your device is connected to a network.",
    policy: "This page allows itself to ask this server.",
    connection: "The server answers.",
    readable: "This page can read what the server answers.",
    software: "You can sign in to this server: {software}.",
    login: "The server accepts new pages such as this one.",
  },
  unknown: "Whether the server accepts this page shows only when you sign in.",
  skipped: "This was not looked at.",
};

export type NetworkWords = typeof network;
