// The servers that people signed in to on this site, most recent first. The list stays in this browser and is sent nowhere.

const key = "mastoauth:tag:servers";
const most = 5;
/** The key in sessionStorage of what the person typed before the redirect. It is removed after the sign-in. */
const typedKey = "mastoauth:tag:typed";

/** The initial text of the field. */
export function initialServer(): string {
  const [last = ""] = recentServers();
  try {
    return sessionStorage.getItem(typedKey) ?? last;
  } catch {
    return last;
  }
}

export function keepTyped(typed: string): void {
  try {
    if (typed) sessionStorage.setItem(typedKey, typed);
    else sessionStorage.removeItem(typedKey);
  } catch {
    // If storage is blocked, the person has to type the server again after an unfinished sign-in.
  }
}

export function recentServers(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(stored) ? stored.filter((server) => typeof server === "string").slice(0, most) : [];
  } catch {
    return []; // blocked, or damaged
  }
}

export function addRecentServer(server: string): void {
  store([server, ...recentServers().filter((other) => other !== server)]);
}

export function removeRecentServer(server: string): void {
  store(recentServers().filter((other) => other !== server));
}

export function clearRecentServers(): void {
  store([]);
}

function store(servers: string[]): void {
  keepTyped(""); // from now on, the stored list is used
  try {
    if (servers.length > 0) localStorage.setItem(key, JSON.stringify(servers.slice(0, most)));
    else localStorage.removeItem(key);
  } catch {
    // The list is a convenience. If it cannot be stored, people type.
  }
}
