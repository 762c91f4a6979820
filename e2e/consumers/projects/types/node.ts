// With @types/node, the platform's own types are meant.

import { load, Mastodon, type AuthSession } from "mastoauth";

export async function platform(session: AuthSession): Promise<Response> {
  const { signal } = new AbortController();
  await load({ wasm: new URL("file:///mastoauth.wasm"), signal });
  await new Mastodon({ fetch }).preferences({ signal: AbortSignal.timeout(1_000) });
  await session.fetch(new Request("https://mastodon.example/"));
  return session.fetch("/api/v1/bookmarks", { signal, headers: new Headers() });
}
