// A program without lib dom: the types have what they need.

import { createAuth, load, Mastodon, isMastodonError, type AuthSession, type MastodonOptions, type RecordStore } from "mastoauth";

const kept = new Map<string, string>();
const storage: RecordStore = { getItem: async (key) => kept.get(key), setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key) };
const options: MastodonOptions = { apiBaseUrl: "mastodon.example", storage };

export async function everything(session: AuthSession): Promise<string> {
  await load({ wasm: new Uint8Array(8) });
  const mastodon = new Mastodon(options);
  const token: string = (await mastodon.logIn({ code: "x" })).access_token;
  const auth = createAuth({ clientName: "x", redirectUri: "https://example.org/", storage });
  await auth.signIn("mastodon.example", { launch: async (url: string) => (url ? undefined : url) });
  const answer = await session.fetch("/api/v1/bookmarks", { method: "GET" });
  const next: string | null = answer.headers.get("Link");
  // @ts-expect-error an address and a RequestInit
  await session.fetch(1);
  // @ts-expect-error a signal is no text
  await mastodon.preferences({ signal: "now" });
  // @ts-expect-error what a body may be is not known
  (await answer.json()).length;
  return `${token} ${answer.ok} ${next}`;
}

export const failed = (error: unknown): string => (isMastodonError(error) ? error.code : "");
