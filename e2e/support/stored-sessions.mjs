// Sessions as core/session.go stores them, so that a page opens with somebody signed in, without a sign-in.

/**
 * The records of sessions, by their keys. The first is the current one.
 *
 * @param {string} server the server's base URL
 * @param {...(string | {username: string, displayName?: string, host?: string})} people
 */
export function storedSessions(server, ...people) {
  const all = people.map((person) => (typeof person === "string" ? { username: person } : person));
  const ids = all.map(({ username }) => `${username}-id`);
  return Object.fromEntries([
    ["mastoauth:sessions", { current: ids[0], list: ids.join(" ") }],
    ...all.flatMap(({ username, displayName = "", host = new URL(server).host }, at) => [
      [`mastoauth:session:${ids[at]}`, { access_token: `token-of-${username}`, api_base_url: server, scope: "read", client_id: "client", client_secret: "secret" }],
      [`mastoauth:account:${ids[at]}`, { id: String(at), username, handle: `${username}@${host}`, display_name: displayName, avatar: "", url: "" }],
    ]),
  ].map(([key, record]) => [key, JSON.stringify(record)]));
}

/** Puts records into the storage of a page. */
export const store = (page, records) => page.evaluate((all) => Object.assign(localStorage, all), records);
