"use client";
import { useAuth } from "mastoauth/react";
import { auth } from "../auth";

export function Account() {
  const { status, session, message, signIn, signOut } = useAuth(auth);
  if (status === "loading") return <p>One moment …</p>;
  if (session) return <p>Hello, {session.account.displayName}. <button onClick={() => signOut()}>Sign out</button></p>;
  return (
    <form onSubmit={(event) => {
      event.preventDefault();
      void signIn(String(new FormData(event.currentTarget).get("server")));
    }}>
      <input name="server" aria-label="Your server" placeholder="mastodon.social" required />
      <button>Sign in</button>
      <p role="alert">{message}</p>
    </form>
  );
}
