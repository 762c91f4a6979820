// A server component that asks a server.
import { readFile } from "node:fs/promises";
import { load, Mastodon } from "mastoauth";

load({ wasm: readFile("node_modules/mastoauth/dist/mastoauth.wasm") });

export default async function Page({ searchParams }: { searchParams: Promise<{ server: string }> }) {
  const { server } = await searchParams;
  return <output>{await new Mastodon({ apiBaseUrl: server }).retrieveMastodonVersion()}</output>;
}
