"use client";
import { useState } from "react";
import "mastoauth/element";
import type {} from "mastoauth/react";

export function Tag() {
  const [handle, setHandle] = useState("");
  return (
    <>
      <mastodon-login
        client-name="My app" scopes="read"
        onsigned-in={({ detail }) => setHandle(detail.session.account.handle)}
        onsigned-out={() => setHandle("")}
      />
      <output>{handle ? `Hello, ${handle}` : "Nobody is here."}</output>
    </>
  );
}
