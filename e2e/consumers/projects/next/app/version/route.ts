// A route handler that asks a server.
import { Mastodon } from "mastoauth";

export async function GET(request: Request) {
  const server = new URL(request.url).searchParams.get("server") ?? "";
  return new Response(await new Mastodon({ apiBaseUrl: server }).retrieveMastodonVersion());
}
