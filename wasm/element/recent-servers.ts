// The servers that people signed in to on this site, the latest first. They stay in this browser, and nobody is told.

const key = "mastoauth:tag:servers";
const most = 5;
/** What somebody typed who left for their server, until they are signed in: this tab's own. */
const typedKey = "mastoauth:tag:typed";

/** What the field begins with. */
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
    // Whoever comes back without having signed in types once more.
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
  keepTyped(""); // what is remembered counts from here on
  try {
    if (servers.length > 0) localStorage.setItem(key, JSON.stringify(servers.slice(0, most)));
    else localStorage.removeItem(key);
  } catch {
    // The list is a convenience; where it cannot be kept, people type.
  }
}
