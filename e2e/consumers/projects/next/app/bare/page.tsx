// A server component without the line: the error says what to do.
import { Mastodon } from "mastoauth";

export default async function Page({ searchParams }: { searchParams: Promise<{ server: string }> }) {
  const { server } = await searchParams;
  return <output>{await new Mastodon({ apiBaseUrl: server }).retrieveMastodonVersion().catch(({ hint }) => hint)}</output>;
}
