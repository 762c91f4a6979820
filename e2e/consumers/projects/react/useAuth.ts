// In development, StrictMode runs the effect twice and so makes two of them: the answer in the address completes one login all
// the same, and both say so.

import { useEffect, useState, useSyncExternalStore } from "react";
import { createAuth, type Auth, type AuthOptions, type AuthStatus } from "mastoauth";

declare global {
  var made: number | undefined;
}

export function useAuth(options: AuthOptions) {
  const [auth, setAuth] = useState<Auth>();
  const [status, setStatus] = useState<AuthStatus["status"]>();
  useEffect(() => {
    let here = true;
    const made = createAuth(options);
    globalThis.made = (globalThis.made ?? 0) + 1; // for the test
    setAuth(made);
    made.init().then((found) => here && setStatus(found.status));
    return () => {
      here = false;
    };
  }, []);
  const session = useSyncExternalStore(
    (changed) => auth?.on("changed", changed) ?? (() => undefined),
    () => auth?.current,
  );
  return { auth, session, status };
}
