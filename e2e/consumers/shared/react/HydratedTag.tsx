"use client";
import { useEffect, useRef, useState } from "react";
import "mastoauth/element";
import type { MastodonLogin } from "mastoauth/element";
import type {} from "mastoauth/react";

export function Tag() {
  const tag = useRef<MastodonLogin>(null);
  const [handle, setHandle] = useState("");
  useEffect(() => {
    const listening = new AbortController();
    tag.current!.addEventListener("signed-in", ({ detail }) => setHandle(detail.session.account.handle), { signal: listening.signal });
    tag.current!.addEventListener("signed-out", () => setHandle(""), { signal: listening.signal });
    return () => listening.abort();
  }, []);
  return (
    <>
      <mastodon-login ref={tag} client-name="My app" scopes="read" />
      <output>{handle ? `Hello, ${handle}` : "Nobody is here."}</output>
    </>
  );
}
