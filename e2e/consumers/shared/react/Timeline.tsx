"use client";
import { useEffect, useState } from "react";
import type { MastodonError, Status } from "mastoauth";
import { useAuth } from "mastoauth/react";
import { auth } from "../auth";

export function Timeline() {
  const { session, ready, signIn } = useAuth(auth);
  const [posts, setPosts] = useState<Status[]>([]);
  const [problem, setProblem] = useState("");
  const [revoked, setRevoked] = useState(false);
  useEffect(() => {
    if (!session || !ready) return; // before ready, the session may still have the token that a sign-in is about to replace
    const ended = new AbortController();
    const load = async () => {
      try {
        const { data } = await session.mastodon.request("/api/v1/timelines/home", { signal: ended.signal });
        setPosts(data as Status[]);
        setProblem("");
        setRevoked(false);
      } catch (error) {
        if (!ended.signal.aborted) setProblem(await (error as MastodonError).userMessage());
      }
    };
    const unsubscribe = [
      auth.on("expired", (event) => event.session === session && setRevoked(event.health === "revoked")),
      auth.on("renewed", (event) => event.session === session && load()), // the same session, with a new token
    ];
    load();
    return () => {
      ended.abort();
      for (const end of unsubscribe) end();
    };
  }, [session, ready]);
  if (!session) return null;
  return (
    <>
      <p role="alert">{problem}</p>
      {revoked && <button onClick={() => signIn(session.server)}>Sign in again</button>}
      <ul>{posts.map(({ id, account, created_at }) => <li key={id}>{account?.acct}, {created_at}</li>)}</ul>
    </>
  );
}
