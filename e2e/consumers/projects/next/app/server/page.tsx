// A server component that asks a server.
import { Mastodon } from "mastoauth";

export default async function Page({ searchParams }: { searchParams: Promise<{ server: string }> }) {
  const { server } = await searchParams;
  return <output>{await new Mastodon({ apiBaseUrl: server }).retrieveMastodonVersion()}</output>;
}
