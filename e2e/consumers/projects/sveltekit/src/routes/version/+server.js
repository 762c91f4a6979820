// An endpoint that asks a server.
import { Mastodon } from "mastoauth";

export async function GET({ url }) {
  return new Response(await new Mastodon({ apiBaseUrl: url.searchParams.get("server") }).retrieveMastodonVersion());
}
